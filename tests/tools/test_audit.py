"""`make audit` calls clean only what was looked up."""

import json
import subprocess
from types import SimpleNamespace

import pytest

from tools import audit


@pytest.fixture
def said(monkeypatch, tmp_path):
    """What each command ends with, by the words in it; the commands that ran are kept."""
    ends, ran = {}, []

    def run(command, **options):
        words = " ".join(map(str, command))
        ran.append(words)
        code = next((code for part, code in ends.items() if part in words), 0)
        return SimpleNamespace(returncode=code, stdout=b"{}")

    monkeypatch.setattr(audit, "LISTS", tmp_path / "sbom")
    monkeypatch.setattr(audit, "_tool", lambda: "python")
    monkeypatch.setattr(audit, "_brought_along", lambda *arguments: ["django==5.2.19"])
    monkeypatch.setattr(audit.subprocess, "run", run)
    return SimpleNamespace(ends=ends, ran=ran, lists=tmp_path / "sbom")


def test_audit_says_that_nothing_is_known_when_all_was_looked_up(said, capsys):
    audit.main()

    assert "No known hole" in capsys.readouterr().out
    assert (said.lists / "npm.json").read_text() == "{}"


@pytest.mark.parametrize(
    ("command", "what"),
    [("pip_audit", "Python's libraries"), ("npm audit", "npm's"), ("npm sbom", "npm's")],
)
def test_audit_fails_for_a_hole_and_no_less_without_an_answer(said, capsys, command, what):
    said.ends[command] = 1

    with pytest.raises(SystemExit, match=f"No clean answer about: .*{what}"):
        audit.main()

    assert "No known hole" not in capsys.readouterr().out


def test_audit_passes_no_library_over(said):
    audit.main()

    judged = [words for words in said.ran if "pip_audit" in words]
    assert len(judged) == 2
    assert all("--strict" in words for words in judged)


def test_npm_that_is_not_answered_is_a_failure(tmp_path, monkeypatch):
    """As npm itself has it: nobody listens at that address."""
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    monkeypatch.setattr(audit, "LISTS", tmp_path)
    holes, listing = audit.npm_steps(tmp_path)

    assert subprocess.run(["npm", "--version"], capture_output=True).returncode == 0
    assert not audit.succeeds(holes)
    assert audit.succeeds(listing)
    components = json.loads((tmp_path / "npm.json").read_text())["components"]
    assert {"bootstrap", "bootstrap-icons"} <= {each["name"] for each in components}
