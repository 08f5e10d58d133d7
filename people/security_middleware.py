"""What the security log learns of every request: nothing, unless it was refused or took a file."""

from uuid import UUID

from people.models import SecurityEvent
from people.origin import known_origin
from people.services.security_log import record
from people.services.security_refusals import record_answer


class SecurityLogMiddleware:
    """Lets services know who asks and from where, and records refusals and files taken along.

    Stands behind ``PersonMiddleware``, which knows the person by then: an ordinary page costs
    no query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with known_origin(request):
            response = self.get_response(request)
            if response.status_code in (403, 404, 429):
                _refused(request, response)
            elif request.user.is_authenticated and _is_file(response):
                record(SecurityEvent.Kind.EXPORTED, about=_about(request), what=_page(request))
        return response


def _refused(request, response):
    record_answer(
        status=response.status_code,
        page=_page(request),
        about=_about(request),
        is_person=request.user.is_authenticated,
    )


def _is_file(response):
    return response.headers.get("Content-Disposition", "").startswith("attachment")


def _page(request):
    """The name of the page: its address may hold a secret."""
    return request.resolver_match.view_name or "" if request.resolver_match else ""


def _about(request):
    """The first id in the address."""
    values = request.resolver_match.kwargs.values() if request.resolver_match else ()
    return next((value for value in values if isinstance(value, UUID)), None)
