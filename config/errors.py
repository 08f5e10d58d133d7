"""What a visitor sees when all else fails, and how their word for it finds the log line."""

import secrets

from django.http import HttpResponse
from django.template.loader import render_to_string


def server_error(request) -> HttpResponse:
    """Answer 500 with a reference that stands in the log line of the same error too.

    Reads neither session nor database: they may be what broke.
    """
    request.error_reference = secrets.token_hex(4)
    page = render_to_string("500.html", {"reference": request.error_reference})
    return HttpResponse(page, status=500)
