"""Run the unit tests, two at a time, then the browser tests in Chromium: ``make test``.

``--quick`` leaves the browser out: ``make test-quick``. ``--all`` takes what is for nights
as well: long property walks, every form of every page, tests marked ``nightly``, among them the
daily jobs in Firefox and WebKit.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools import chromium, engines
from tools.demo.embedded.place import passing_place
from tools.demo.embedded.postgres import PostgresServer

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

    if os.environ.get("TEST_DATABASE_URL"):
        return _run(options, more)
    # One for both runs, so that the migrations run once.
    server = PostgresServer(passing_place(), log=Path(os.devnull), passing=True)
    os.environ["PASSING_DATABASE_URL"] = server.url
    try:
        return _run(options, more)
    finally:
        server.stop()


def _run(options, more):
    failed = _pytest(*UNIT, *more)
    if options.quick or not os.path.isdir(BROWSER):
        return failed
    found = chromium.find_or_install()
    if not found:
        # Where nobody looks at the words, what was not run must not look like success.
        print("The browser tests were NOT RUN: no Chromium here, and none could be installed.")
        return failed or int(options.all or os.environ.get("CI") == "true")
    browser = [BROWSER, "--numprocesses=2", "--maxschedchunk=1", *more]
    lacking = engines.find_or_install() if options.all else {}
    failed = _pytest(*browser, chromium=found) or failed
    for engine, packages in lacking.items():
        print(f"The daily jobs were NOT RUN in {engine}: apt-get install {' '.join(packages)}")
    return failed or int(bool(lacking))


def _pytest(*arguments, chromium=""):
    command = [sys.executable, "-m", "pytest", "--quiet", "--durations=15", *arguments]
    return subprocess.call(command, env=os.environ | {"CHROMIUM": chromium})


if __name__ == "__main__":
    sys.exit(main())
