"""Where a request may be sent on to."""

from django.utils.http import url_has_allowed_host_and_scheme


def next_path(request, default="/", *, field="next"):
    """What the form was told to lead back to, if that is on this very site."""
    path = request.POST.get(field, "")
    is_ours = url_has_allowed_host_and_scheme(
        path, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    # A path and no name of a page: what is neither would be looked up, and fail.
    return path if is_ours and path.startswith("/") else default
