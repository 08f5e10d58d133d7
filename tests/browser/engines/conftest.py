"""Firefox and WebKit on the same live server, each started once and held by one after another."""

from urllib.parse import unquote

import pytest

from tests.browser.engines.where import lacking

# In front of the first script of every page: what breaks after it is told to the server.
LISTEN = b"""{
  const tell = (what) => navigator.sendBeacon(`/static/broken/${encodeURIComponent(what)}`);
  addEventListener("error", (event) => tell(`${event.message} (${event.filename})`));
  addEventListener("unhandledrejection", (event) => tell(`${event.reason}`));
  document.addEventListener("securitypolicyviolation", (event) =>
    tell(`${event.violatedDirective} blocked ${event.blockedURI}`));
}
"""
FIRST_SCRIPT = "/static/django_htmx/htmx"


@pytest.fixture(scope="session")
def broken():
    """Whatever broke in a page, as its scripts tell."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.http import HttpResponse

    serve, broken = StaticFilesHandler.serve, []

    def serve_and_listen(handler, request):
        if request.path.startswith("/static/broken/"):
            broken.append(unquote(request.path.removeprefix("/static/broken/")))
            return HttpResponse(status=204)
        response = serve(handler, request)
        if request.path.startswith(FIRST_SCRIPT):
            script = LISTEN + b"".join(response)
            response.close()
            return HttpResponse(script, content_type="text/javascript")
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_and_listen)
        yield broken


@pytest.fixture(scope="session")
def started():
    engines = {}
    yield engines
    for engine in engines.values():
        engine.close()


@pytest.fixture(params=["Firefox", "WebKit"])
def phone(request, site, started, broken):
    """A phone with the engine, in nobody's hands."""
    name = request.param
    if packages := lacking().get(name):
        pytest.skip(f"No {name} here: apt-get install {' '.join(packages)}")
    if name not in started:
        started[name] = _start(name, site)
    engine = started[name]
    broken.clear()
    engine.become()
    yield engine
    # A page left open would go on asking while the test's rows are taken away.
    engine.open("about:blank")
    assert broken == []


def _start(name, site):
    # Not above: these need packages that other tests do without.
    from tests.browser.engines.firefox import Firefox
    from tests.browser.engines.webkit import WebKit

    return {"Firefox": Firefox, "WebKit": WebKit}[name](site)
