"""Run the unit tests, two at a time, then the browser tests in Chromium: ``make test``.

``--quick`` leaves the browser out: ``make test-quick``. ``--all`` takes what is for nights
as well: long property walks, every form of every page, tests marked ``nightly``.
"""

import argparse
import os
import subprocess
import sys

from tools.chromium import find_or_install

BROWSER = "tests/browser"
# Whoever is done first takes over half of what the other still has to do.
UNIT = ["tests", f"--ignore={BROWSER}", "--numprocesses=2", "--dist=worksteal"]
NIGHTLY = {"HYPOTHESIS_PROFILE": "long", "ALONGSIDE_CRAWL": "whole"}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="no browser tests")
    parser.add_argument("--all", action="store_true", help="what is for nights as well")
    options = parser.parse_args()
    more = ["-m", ""] if options.all else []
    if options.all:
        os.environ.update(NIGHTLY)

    failed = _pytest(*UNIT, *more)
    if options.quick or not os.path.isdir(BROWSER):
        return failed
    chromium = find_or_install()
    if not chromium:
        # Where nobody looks at the words, what was not run must not look like success.
        print("The browser tests were NOT RUN: no Chromium here, and none could be installed.")
        return failed or int(os.environ.get("CI") == "true")
    browser = [BROWSER, "--numprocesses=2", "--maxschedchunk=1", *more]
    return _pytest(*browser, chromium=chromium) or failed


def _pytest(*arguments, chromium=""):
    command = [sys.executable, "-m", "pytest", "--quiet", "--durations=15", *arguments]
    return subprocess.call(command, env=os.environ | {"CHROMIUM": chromium})


if __name__ == "__main__":
    sys.exit(main())
