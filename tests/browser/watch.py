"""Keeps an eye on a page: what it asks of other sites, what its policy blocks, what breaks."""

from urllib.parse import urlsplit

# Runs before the page's own scripts; what the console says of a violation varies.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI}`));
"""

COUNT_TAPS = """
document.addEventListener("pointerdown", () => countTap(), {capture: true});
"""


def count_taps(page):
    """Return a list that grows by each tap, on the page that is open and those after it."""
    taps = []
    page.context.expose_function("countTap", lambda: taps.append(1))
    page.context.add_init_script(COUNT_TAPS)
    page.evaluate(COUNT_TAPS)
    return taps


class Watch:
    """Collects faults; a test that leaves one behind fails."""

    def __init__(self, origin):
        # A test that goes to a provider of single sign-on adds it.
        self.origins = {origin}
        self.faults = []
        # Statuses that the test asks for on purpose.
        self.expected = set()

    def over(self, context):
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _on_request(self, request):
        parts = urlsplit(request.url)
        if (
            parts.scheme not in ("data", "blob")
            and f"{parts.scheme}://{parts.netloc}" not in self.origins
        ):
            self.faults.append(f"foreign request: {request.url}")

    def _on_response(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")

    def _on_console(self, message):
        # A failed request is judged by its status, above.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text} ({message.page.url})")
