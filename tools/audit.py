"""Compare the libraries of an installation with known holes, and list them (ASVS 15.1.2, 15.2.1).

Asks PyPI and npm's registry. Fails where a hole is known, and no less where a registry gives no
answer: that nothing was found is said only when each library was looked up. Leaves a list of
all components in .local/sbom, in the form of CycloneDX.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TOOL = ROOT / ".local" / "audit"
LISTS = ROOT / ".local" / "sbom"
REQUIREMENTS = ["requirements.txt", "requirements-extra.txt"]
FRONT_END = ["package.json", "package-lock.json"]
PIP = ["--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]


class Step(NamedTuple):
    """A command, where it runs, and the file that takes what it says, if one does."""

    what: str
    command: list
    place: Path
    output: Path | None = None


def main():
    shutil.rmtree(LISTS, ignore_errors=True)
    LISTS.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        steps = [*python_steps(Path(folder)), *npm_steps(Path(folder))]
        unsure = [step.what for step in steps if not succeeds(step)]
    if unsure:
        sys.exit(f"No clean answer about: {', '.join(unsure)}. What was said stands above.")
    print(f"No known hole in any library. Lists of them: {LISTS}")


def python_steps(folder):
    """All that an installation brings along is judged, not only what we name."""
    installed, python = folder / "installed.txt", _tool()
    installed.write_text("\n".join(_brought_along(python, folder / "report.json")))
    # Strict: else a library that PyPI says nothing of is passed over, and the rest called clean.
    judge = [python, "-m", "pip_audit", "--strict", "--no-deps", "--disable-pip"]
    judge += ["--progress-spinner", "off", "--requirement", installed]
    listing = ["--format", "cyclonedx-json", "--output", LISTS / "python.json"]
    yield Step("holes in Python's libraries", judge, ROOT)
    yield Step("the list of Python's libraries", [*judge, *listing], ROOT)


def npm_steps(folder):
    project = folder / "alongside"
    project.mkdir()
    for name in FRONT_END:
        shutil.copy(ROOT / name, project)
    # Its list wants a version of what it lists the parts of.
    package = json.loads((project / "package.json").read_text())
    (project / "package.json").write_text(json.dumps({"version": "0.0.0"} | package))
    shipped = ["--omit", "dev", "--package-lock-only"]
    listing = ["npm", "sbom", "--sbom-format", "cyclonedx", *shipped]
    yield Step("holes in npm's libraries", ["npm", "audit", *shipped], project)
    yield Step("the list of npm's libraries", listing, project, LISTS / "npm.json")


def succeeds(step) -> bool:
    kept = subprocess.PIPE if step.output else None
    done = subprocess.run(step.command, cwd=step.place, check=False, stdout=kept)
    if step.output and done.returncode == 0:
        step.output.write_bytes(done.stdout)
    return done.returncode == 0


def _brought_along(python, report):
    """Return every library with its version that an installation gets, as pip chooses them."""
    wanted = [part for name in REQUIREMENTS for part in ("--requirement", ROOT / name)]
    choose = ["install", *PIP, "--dry-run", "--ignore-installed", "--report", report, *wanted]
    subprocess.run([python, "-m", "pip", *choose], cwd=ROOT, check=True)
    chosen = [item["metadata"] for item in json.loads(report.read_text())["install"]]
    return sorted(f"{each['name']}=={each['version']}" for each in chosen)


def _tool():
    """Return the Python of an environment of its own, so that the site's stays as it is."""
    venv.create(TOOL, with_pip=True)
    python = TOOL / "bin" / "python"
    requirements = ["--requirement", ROOT / "requirements-audit.txt"]
    subprocess.run([python, "-m", "pip", "install", *PIP, *requirements], check=True)
    return python


if __name__ == "__main__":
    main()
