"""Providers of single sign-on (OpenID Connect), as in SSO_PROVIDERS and what belongs to each.

``SSO_PROVIDERS=hospital`` asks for ``SSO_HOSPITAL_ISSUER``, ``SSO_HOSPITAL_CLIENT_ID`` and
``SSO_HOSPITAL_CLIENT_SECRET``; docs/operator.md describes these and the others.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from urllib.parse import urlsplit

from environs import ValidationError, validate

from config.connections import LOOPBACK

# What OpenID Connect needs beyond what every installation has.
PACKAGES = ("requests", "jwt", "cryptography")
KEY = re.compile(r"[a-z][a-z0-9]{0,29}")
# Words in our addresses behind /sso/.
TAKEN = {"connect", "invited", "confirmed"}
# How long the column is that keeps which provider an account belongs to.
LONGEST_ISSUER = 200
# Where Microsoft answers in the name of any tenant: the issuer of the answer is another one.
MANY_TENANTS = re.compile(r"/(common|organizations|consumers)(/|$)")


@dataclass(frozen=True)
class SsoProvider:
    """One provider. ``key`` stands in addresses; accounts belong to the ``issuer``."""

    key: str
    issuer: str
    client_id: str
    client_secret: str
    # On the button: "Log in with …".
    name: str
    scopes: tuple[str, ...] = ("openid", "email")
    # Asked for, and then required of each answer.
    acr_values: tuple[str, ...] = ()
    # Values of ``acr`` or ``amr`` by which a second factor is taken as given.
    second_factor: tuple[str, ...] = ()
    # Whether it asks again when told to, and says when it did.
    confirms: bool = True


def read_providers(env, *, demo: bool) -> list[SsoProvider]:
    """Read every provider that SSO_PROVIDERS names; what will not do is noted in ``env``."""
    keys = env.list("SSO_PROVIDERS", [], validate=[_known_keys, _with_packages])
    return [_read(env, key, demo=demo) for key in keys or []]


def doubles(providers: list[SsoProvider]) -> dict[str, list[str]]:
    """Complain where two providers are one: their people could not be told apart."""
    first: dict[str, str] = {}
    complaints = {}
    for provider in providers:
        other = first.setdefault(provider.issuer, provider.key)
        if other != provider.key:
            name = f"SSO_{provider.key.upper()}_ISSUER"
            complaints[name] = [f"is that of {other} too; name each issuer once."]
    return complaints


def _read(env, key: str, *, demo: bool) -> SsoProvider:
    prefix = f"SSO_{key.upper()}_"

    def words(name, default, check: Callable | None = None):
        return tuple(env.list(prefix + name, default, validate=check) or ())

    return SsoProvider(
        key=key,
        issuer=env.str(prefix + "ISSUER", validate=_issuer_check(demo)),
        client_id=env.str(prefix + "CLIENT_ID", validate=validate.Length(1, 191)),
        client_secret=env.str(prefix + "CLIENT_SECRET", validate=validate.Length(1)),
        name=env.str(prefix + "NAME", key.capitalize(), validate=_plain_name),
        scopes=words("SCOPES", ["openid", "email"], _with_openid),
        acr_values=words("ACR_VALUES", []),
        second_factor=words("SECOND_FACTOR", []),
        confirms=env.bool(prefix + "CONFIRMS", True),
    )


def _known_keys(keys):
    if not all(KEY.fullmatch(key) for key in keys) or TAKEN & set(keys):
        raise ValidationError(
            "must be short names of small letters and digits, by comma, such as hospital."
        )
    if len(set(keys)) < len(keys):
        raise ValidationError("must name each provider once.")


def _with_packages(keys):
    if keys and not all(map(find_spec, PACKAGES)):
        raise ValidationError("needs `pip install -r requirements-extra.txt`.")


def _issuer_check(demo):
    def check(text):
        parts = urlsplit(text)
        is_here = demo and parts.scheme == "http" and parts.hostname in LOOPBACK
        if (parts.scheme != "https" and not is_here) or not parts.hostname:
            raise ValidationError("must start with https://.")
        if parts.query or parts.fragment or parts.username or "/.well-known/" in text:
            raise ValidationError(
                "must be the issuer alone, as its /.well-known/openid-configuration says it."
            )
        if MANY_TENANTS.search(parts.path):
            raise ValidationError(
                "stands for every tenant; put your tenant's id in place of common."
            )
        if len(text) > LONGEST_ISSUER:
            raise ValidationError(f"must have at most {LONGEST_ISSUER} characters.")

    return check


def _plain_name(text):
    if not 1 <= len(text) <= 40 or re.search(r"[{}<>\x00-\x1f]", text):
        raise ValidationError("must be a name of 1 to 40 characters, without brackets.")


def _with_openid(scopes):
    if "openid" not in scopes:
        raise ValidationError("must have openid among them.")
