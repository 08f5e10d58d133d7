"""How often one address may try links that open something without logging in."""

from functools import wraps

from allauth.core import ratelimit


def limited(view):
    """Let an address answer by such links sixty times a minute; after that 429."""

    @wraps(view)
    def within(request, *arguments, **named):
        refused = ratelimit.consume_or_429(request, action="external")
        return refused or view(request, *arguments, **named)

    return within
