"""Where Chromium is: named by ``CHROMIUM``, on the path, or installed by Playwright."""

import os
import shutil

# First the one without windows, tabs and an address bar: a page takes it a third less time.
NAMES = (
    *("chromium-headless-shell", "chrome-headless-shell"),
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)
# No page of ours asks for anything elsewhere, and nothing could be found there.
ARGUMENTS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--force-color-profile=srgb",
]


def launch(playwright):
    """Start Chromium.

    :raises playwright.sync_api.Error: if there is none.
    """
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    # Chromium refuses to sandbox itself for root.
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if is_root else [])]
    return playwright.chromium.launch(executable_path=found, args=arguments)
