"""Find a Chromium for the browser tests, or get one."""

import shutil
import sys
from pathlib import Path

from tests.browser.chromium import NAMES
from tools.apt import install, run

MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_or_install() -> str | None:
    """Return the path of a Chromium, or None where there is no way to have one."""
    return _on_path() or _of_playwright() or _installed_by_playwright() or _installed_by_apt()


def _on_path():
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)


def _of_playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def _installed_by_playwright():
    print("Installing Chromium through Playwright …", flush=True)
    return (
        _of_playwright() if run(sys.executable, "-m", "playwright", "install", "chromium") else None
    )


def _installed_by_apt():
    packages = ("chromium-headless-shell", "chromium")
    return _on_path() if any(install("Chromium", package) for package in packages) else None
