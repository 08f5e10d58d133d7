"""Pages travel compressed, but for those that repeat what an address asked."""

from django.middleware.gzip import GZipMiddleware


class CompressMiddleware(GZipMiddleware):
    """Compress pages, a sixth of their size then, padded at random as Django does.

    From the length of compressed pages whoever watches the line can learn a secret in them, where
    they can also make the browser ask for guesses that stand in the same page (BREACH). What is
    asked stands in an address: a page with a query is sent as it is, and so is any answer to a
    form. The token of a form is masked anew for each page.
    """

    def process_response(self, request, response):
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if not is_page or request.GET or request.method != "GET":
            return response
        return super().process_response(request, response)
