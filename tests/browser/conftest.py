"""Chromium on a live server, watched: a foreign request or a blocked script fails any test."""

import os
from pathlib import Path

import pytest
import time_machine

from tests.browser.session import log_in
from tests.browser.watch import Watch

HERE = Path(__file__).parent
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(live_server):
    from playwright.sync_api import Error, sync_playwright

    from tests.browser.chromium import launch

    # Playwright's loop runs in this thread, where Django would refuse every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        try:
            chromium = launch(playwright)
        except Error as error:
            if os.environ.get("CI") == "true":
                raise
            pytest.skip(f"No Chromium: {error.message.splitlines()[0]}")
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session", autouse=True)
def _kept_files():
    """Chromium asks for a static file once, as of the real server, and not for 22 a page."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    serve = StaticFilesHandler.serve

    def serve_to_keep(handler, request):
        response = serve(handler, request)
        # Longer than the server's clock differs from the browser's.
        response["Cache-Control"] = "max-age=315360000, immutable"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_to_keep)
        yield


@pytest.fixture(autouse=True)
def _noon():
    """The server's clock starts at the moment that the factories know."""
    from tests.factories import NOON

    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def site(live_server, transactional_db, settings):
    """The live server's address; what a test stores is there for it to show."""
    from django.db import connections

    # A connection that outlived its request would hold up the end of the test.
    connections["default"].settings_dict["CONN_MAX_AGE"] = 0
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def watch(site):
    watch = Watch(site)
    yield watch
    assert watch.faults == []


@pytest.fixture
def open_page(browser, site, watch):
    """Return a function that opens a browser for somebody, logged in unless nobody."""
    contexts = []

    def open_page(person=None, *, phone=False, scripts=True, scheme="light"):
        context = browser.new_context(
            **(PHONE if phone else DESKTOP),
            base_url=site,
            java_script_enabled=scripts,
            color_scheme=scheme,
            reduced_motion="reduce",
        )
        context.set_default_timeout(8_000)
        contexts.append(context)
        watch.over(context)
        if person:
            log_in(context, person, site)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
