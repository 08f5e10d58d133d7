"""Run the unit tests, two at a time, then the browser tests in Chromium: ``make test``."""

import os
import subprocess
import sys

from tools.chromium import find_or_install

BROWSER = "tests/browser"
UNIT = ["tests", f"--ignore={BROWSER}", "--numprocesses=2"]


def main() -> int:
    failed = _pytest(*UNIT)
    if not os.path.isdir(BROWSER):
        return failed
    chromium = find_or_install()
    if not chromium:
        # Where nobody looks at the words, what was not run must not look like success.
        print("The browser tests were NOT RUN: no Chromium here, and none could be installed.")
        return failed or int(os.environ.get("CI") == "true")
    return _pytest(BROWSER, "--numprocesses=2", "--maxschedchunk=1", chromium=chromium) or failed


def _pytest(*arguments, chromium=""):
    command = [sys.executable, "-m", "pytest", "--quiet", *arguments]
    return subprocess.call(command, env=os.environ | {"CHROMIUM": chromium})


if __name__ == "__main__":
    sys.exit(main())
