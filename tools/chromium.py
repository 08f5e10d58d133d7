"""Find a Chromium for the browser tests, or get one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.chromium import NAMES

MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# A download that hangs must not eat the time of the tests.
DOWNLOAD_SECONDS = 240


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
        _of_playwright()
        if _run(sys.executable, "-m", "playwright", "install", "chromium")
        else None
    )


def _installed_by_apt():
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Chromium through apt-get …", flush=True)
    _run("apt-get", "update", "-qq")
    _run("apt-get", "install", "-qq", "--yes", "--no-install-recommends", "chromium")
    return _on_path()


def _run(*command):
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, timeout=DOWNLOAD_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
