"""Who is asking, and from which address, for what is written down about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied

_request: ContextVar = ContextVar("request", default=None)


class Origin(NamedTuple):
    by: UUID | None
    address: str | None


@contextmanager
def known_origin(request) -> Iterator[None]:
    """Let whatever happens within know the request that it happens for."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def origin() -> Origin:
    """Return who asks and from where; nobody and nowhere in background work."""
    request = _request.get()
    if request is None:
        return Origin(None, None)
    person = getattr(request, "user", None)
    by = person.pk if person is not None and person.is_authenticated else None
    return Origin(by, _address(request))


def _address(request):
    """The address behind as many proxies as are ours (TRUSTED_PROXY_COUNT)."""
    try:
        return get_adapter().get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured):
        # A proxy that says less than it should, or a socket: there is none to name.
        return None
