"""Where a request may be sent on to."""

from functools import wraps
from urllib.parse import urlsplit

from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods


def next_path(request, default="/", *, field="next"):
    """What the form was told to lead back to, if that is on this very site."""
    path = request.POST.get(field, "")
    # A path and no name of a page: what is neither would be looked up, and fail.
    return path if _is_ours(request, path) and path.startswith("/") else default


def page_before(request, default="/"):
    """The page that a form stood on, as the browser says, if that is on this very site."""
    address = request.headers.get("Referer", "")
    if not _is_ours(request, address):
        return default
    page = urlsplit(address)
    path = f"{page.path}?{page.query}" if page.query else page.path
    return path if _is_ours(request, path) and path.startswith("/") else default


def posted_from(page):
    """Of a view that takes the forms of ``page``, and shows it again where it refuses one.

    Whoever comes back to its address, as after a log-in, gets that page: of the same arguments.
    """

    def decorate(view):
        @wraps(view)
        def take(request, *arguments, **named):
            if request.method != "POST":
                return redirect(page, *arguments, **named)
            return view(request, *arguments, **named)

        return require_http_methods(["GET", "HEAD", "POST"])(take)

    return decorate


def _is_ours(request, address):
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
