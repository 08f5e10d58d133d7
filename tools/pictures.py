"""Take the pictures of the README and the docs anew, of a demo of their own: ``make pictures``."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.chromium import find_or_install

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "img"
HOST = "127.0.0.1"
DESK = {"viewport": {"width": 1280, "height": 860}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
START_SECONDS = 600
STOP_SECONDS = 60
PAGE_SECONDS = 90


def main() -> int:
    chromium = find_or_install()
    if chromium is None:
        print("There is no Chromium to take pictures with.", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        _take(browser, address)
        browser.close()
    print(f"Took the pictures in {PICTURES}.")
    return 0


def _take(browser: Browser, address: str):
    today = _page_of(browser, address, "Priya Nair", DESK)
    today.screenshot(path=PICTURES / "today.png")

    preceptor = _page_of(browser, address, "Priya Nair", PHONE)
    _follow(preceptor, "Write the note")
    preceptor.locator("main input[type=checkbox]").first.check()
    preceptor.screenshot(path=PICTURES / "shift-note.png")
    preceptor.goto(f"{address}/sign-offs/")
    _follow(preceptor, "Sign")
    preceptor.locator("label.level").nth(2).tap()
    preceptor.screenshot(path=PICTURES / "sign-off.png")

    learner = _page_of(browser, address, "Amara Okafor", PHONE)
    learner.screenshot(path=PICTURES / "learner.png")

    coordinator = _page_of(browser, address, "Dana Cole", DESK)
    coordinator.goto(f"{address}/worklist/")
    coordinator.screenshot(path=PICTURES / "worklist.png")


def _follow(page: Page, act: str):
    """Go where the first act of that name leads; what it is about stands behind its name."""
    page.get_by_role("main").get_by_role("link", name=re.compile(f"^{act}\\b(?!-)")).first.click()
    page.wait_for_load_state("networkidle")


def _page_of(browser: Browser, address: str, name: str, device) -> Page:
    """Log in as anybody would: by a tap on the list."""
    page = browser.new_context(**device, locale="en-GB").new_page()
    page.set_default_timeout(1000 * PAGE_SECONDS)
    page.goto(address)
    page.get_by_role("button", name=name).click()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_load_state("networkidle")
    return page


@contextmanager
def _demo() -> Iterator[str]:
    """Run a demo of its own in a folder that is gone afterwards, and give its address."""
    folder, port = tempfile.mkdtemp(prefix="alongside-pictures-"), _free_port()
    environment = os.environ | {"ALONGSIDE_DATA": folder, "PORT": str(port)}
    command = [sys.executable, "-m", "tools.demo.supervisor"]
    demo = subprocess.Popen(command, env=environment)
    try:
        _wait_for(port, demo)
        yield f"http://{HOST}:{port}"
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(timeout=STOP_SECONDS)
        # Its database may lie elsewhere: forgotten as `make reset` does.
        subprocess.run([sys.executable, "-m", "tools.demo.reset"], env=environment, check=True)
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _wait_for(port: int, demo: subprocess.Popen):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if demo.poll() is not None:
            raise RuntimeError("The demo ended before it had begun.")
        with suppress(OSError), socket.create_connection((HOST, port), timeout=2):
            return
        time.sleep(0.5)
    raise RuntimeError("The demo did not begin in time.")


if __name__ == "__main__":
    sys.exit(main())
