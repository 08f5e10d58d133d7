"""Links that open something to whoever holds them, without logging in.

Two kinds of token: a row's id with a signature, for which nothing secret has to be stored and
which can be shown again; and a secret of which a hash alone is kept, which can be ended.
"""

import secrets
from functools import wraps
from hashlib import sha256
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.core import signing

# 192 bits
TOKEN_BYTES = 24


class SignedIds:
    """Tokens of one purpose: an id and its signature (HMAC-SHA256 under SECRET_KEY)."""

    def __init__(self, purpose: str):
        self._signer = signing.Signer(salt=purpose, sep=".")

    def sign(self, pk: UUID) -> str:
        return self._signer.sign(pk.hex)

    def read(self, token: str) -> UUID | None:
        """Return the id, or None for a token that is not ours or of another purpose."""
        try:
            return UUID(hex=self._signer.unsign(token))
        except (signing.BadSignature, ValueError):
            return None


def new_secret() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_secret(token: str) -> str:
    """A fast hash will do: 192 random bits cannot be guessed."""
    return sha256(token.encode()).hexdigest()


def limited(view):
    """Let one network answer by one such link sixty times a minute; after that 429.

    By link, and not by network alone: a whole hospital is one, in which nobody may use up what
    colleagues have for links of their own. No limit is needed against guessing a token.
    """

    @wraps(view)
    def within(request, *arguments, **named):
        place = get_adapter().network_of(request)
        refused = ratelimit.consume_or_429(
            request, action="external", key=f"{request.path} {place}"
        )
        return refused or view(request, *arguments, **named)

    return within
