"""Find Firefox and WebKit for the tests of the night, or get them from Debian."""

from tests.browser.engines.where import lacking
from tools.apt import install


def find_or_install() -> dict[str, list[str]]:
    """Return the packages that are missing and could not be had, by the engine that needs them."""
    for engine, packages in lacking().items():
        install(engine, *packages)
    return lacking()
