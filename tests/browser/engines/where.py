"""Where Firefox and WebKit are: on the path, or where Debian puts them."""

import shutil
from pathlib import Path

LIBRARIES = Path("/usr/lib")


def firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def web_kit_driver() -> str | None:
    return shutil.which("WebKitWebDriver")


def mini_browser() -> str | None:
    """WebKit's own browser, which no path leads to."""
    found = sorted(LIBRARIES.glob("*/webkit2gtk-*/MiniBrowser"))
    return str(found[-1]) if found else None


def screen() -> str | None:
    return shutil.which("Xvfb")


# By engine, what it needs, and Debian's package of each.
NEEDED = {
    "Firefox": {firefox: "firefox-esr"},
    "WebKit": {
        web_kit_driver: "webkit2gtk-driver",
        mini_browser: "webkit2gtk-driver",
        screen: "xvfb",
    },
}


def lacking() -> dict[str, list[str]]:
    """Return the packages that would bring what is not here, by the engine that needs them."""
    packages = {
        engine: sorted({package for find, package in needed.items() if not find()})
        for engine, needed in NEEDED.items()
    }
    return {engine: names for engine, names in packages.items() if names}
