"""What a visitor sees when all else fails, and how their word for it finds the log line."""

import secrets

from django.http import HttpResponse
from django.template.loader import render_to_string

from common.redirects import page_before


def server_error(request) -> HttpResponse:
    """Answer 500 with a reference that stands in the log line of the same error too.

    Reads neither session nor database: they may be what broke.
    """
    request.error_reference = secrets.token_hex(4)
    page = render_to_string("500.html", {"reference": request.error_reference})
    return HttpResponse(page, status=500)


def csrf_failure(request, reason="") -> HttpResponse:
    """Answer 403, and lead back to the page the form stood on, where its text waits in the tab.

    Mostly somebody logged in anew in another tab, and what this page was made with is over.
    """
    page = render_to_string("403_csrf.html", {"back": page_before(request)})
    return HttpResponse(page, status=403)
