"""What a provider says of itself: where it is asked, and with which keys it signs.

Kept for ten minutes, so that a change of shift asks the provider once and not 300 times.
"""

from hashlib import sha256
from urllib.parse import urlsplit

from allauth.socialaccount.adapter import get_adapter
from django.core.cache import cache

from config.sso import SsoProvider

KEPT_FOR = 10 * 60
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderError(Exception):
    """The provider cannot be used. The message is for operators."""


def address_of(provider: SsoProvider) -> str:
    return provider.issuer.rstrip("/") + "/.well-known/openid-configuration"


def metadata_of(provider: SsoProvider) -> dict:
    """Return what it publishes, only if it is published in the very name that was configured.

    :raises ProviderError: if it cannot be reached, or says it is another.
    """
    return _kept(f"sso:metadata:{_short(provider)}", lambda: _metadata(provider))


def keys_of(provider: SsoProvider, *, renewed: bool = False) -> dict:
    """Return its key set; ``renewed`` asks again, because a key is missing.

    :raises ProviderError: if it cannot be reached.
    """
    name = f"sso:keys:{_short(provider)}"
    # Asked again at most once a minute, whoever makes up names of keys.
    if renewed and cache.add(f"{name}:renewed", True, 60):
        cache.delete(name)
    return _kept(name, lambda: _keys(provider))


def _metadata(provider):
    found = _fetch(address_of(provider))
    if found.get("issuer") != provider.issuer:
        raise ProviderError(
            f"It calls itself {found.get('issuer')!s:.200}, not {provider.issuer}. The two must be "
            "the same, down to a slash at the end."
        )
    scheme = urlsplit(provider.issuer).scheme
    for name in ENDPOINTS:
        if urlsplit(str(found.get(name, ""))).scheme != scheme:
            raise ProviderError(f"Its {name} is missing or not {scheme}.")
    return found


def _keys(provider):
    found = _fetch(metadata_of(provider)["jwks_uri"])
    if not isinstance(found.get("keys"), list) or not found["keys"]:
        raise ProviderError("It publishes no keys.")
    return {"keys": [key for key in found["keys"] if isinstance(key, dict)]}


def _fetch(address):
    try:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, allow_redirects=False)
            if answer.status_code != 200:
                raise ProviderError(f"{address} answers {answer.status_code}.")
            found = answer.json()
    # Whatever requests raises is an OSError, and what is no JSON a ValueError.
    except (OSError, ValueError) as error:
        raise ProviderError(f"{address}: {type(error).__name__}.") from None
    if not isinstance(found, dict):
        raise ProviderError(f"{address} answers no object.")
    return found


def _kept(name, fetch):
    found = cache.get(name)
    if found is None:
        found = fetch()
        cache.set(name, found, KEPT_FOR)
    return found


def _short(provider):
    return sha256(provider.issuer.encode()).hexdigest()[:32]
