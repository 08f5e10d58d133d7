from types import SimpleNamespace

import pytest

from tests.browser.engines import where
from tools import chromium, engines, test


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """A machine with nothing on it but what a test puts into ``on_path``."""
    machine = SimpleNamespace(on_path=set(), libraries=tmp_path)
    monkeypatch.setattr(where.shutil, "which", lambda name: name if name in machine.on_path else "")
    monkeypatch.setattr(where, "LIBRARIES", tmp_path)
    return machine


def add_mini_browser(machine):
    browser = machine.libraries / "x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
    browser.parent.mkdir(parents=True)
    browser.touch()


def test_lacking_names_each_package_once_by_the_engine_that_needs_it(machine):
    assert where.lacking() == {
        "Firefox": ["firefox-esr"],
        "WebKit": ["webkit2gtk-driver", "xvfb"],
    }


def test_lacking_names_nothing_where_all_is_there(machine):
    machine.on_path = {"firefox", "WebKitWebDriver", "Xvfb"}
    add_mini_browser(machine)

    assert where.lacking() == {}


def test_a_driver_without_its_browser_is_not_enough(machine):
    machine.on_path = {"firefox-esr", "WebKitWebDriver", "Xvfb"}

    assert where.lacking() == {"WebKit": ["webkit2gtk-driver"]}


def test_only_what_is_missing_is_installed_and_what_stays_so_is_named(machine, monkeypatch):
    machine.on_path = {"Xvfb"}
    installed = []

    def install(what, *packages):
        installed.append((what, *packages))
        machine.on_path |= set(packages) & {"firefox-esr"}

    monkeypatch.setattr(engines, "install", install)

    assert engines.find_or_install() == {"WebKit": ["webkit2gtk-driver"]}
    assert installed == [("Firefox", "firefox-esr"), ("WebKit", "webkit2gtk-driver")]


@pytest.mark.parametrize(("is_all", "failed"), [(True, 1), (False, 0)])
def test_a_night_without_an_engine_says_so_and_fails(monkeypatch, capsys, is_all, failed):
    monkeypatch.setattr(test, "_pytest", lambda *arguments, chromium="": 0)
    monkeypatch.setattr(chromium, "find_or_install", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(engines, "find_or_install", lambda: {"Firefox": ["firefox-esr"]})

    assert test._run(SimpleNamespace(all=is_all, quick=False), []) == failed

    told = "The daily jobs were NOT RUN in Firefox: apt-get install firefox-esr"
    assert (told in capsys.readouterr().out) == is_all
