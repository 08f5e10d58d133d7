"""An ID token, believed only where all of it holds (OpenID Connect Core 1.0, 3.1.3.7).

allauth leaves the signature out where the token came by TLS, and knows no nonce. Here nothing is
left out. Knows no Django; imported only where single sign-on is configured.
"""

from datetime import datetime

import jwt

# Signed with a key pair alone: what is signed with a shared secret, or not at all, is refused.
ALGORITHMS = [
    *("RS256", "RS384", "RS512"),
    *("PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512"),
    "EdDSA",
]
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]
# Seconds by which the provider's clock may differ from ours.
LEEWAY = 60
# How long the column is that keeps the subject.
LONGEST_SUBJECT = 191


class IdTokenError(Exception):
    """The token is not believed. The message is for the log: it names no value of the token."""


class UnknownKeyError(IdTokenError):
    """Signed with a key that is not among those known: they may have been renewed."""


def read_id_token(token: str, *, keys: dict, issuer: str, client_id: str, nonce: str) -> dict:
    """Return the claims of a token that ``issuer`` made for us, in this very log-in.

    ``keys`` is the provider's key set (RFC 7517).

    :raises IdTokenError: if anything about it is wrong.
    """
    try:
        header = jwt.get_unverified_header(token)
        if str(header.get("typ", "JWT")).upper() != "JWT":
            raise IdTokenError("another kind of token")
        if header.get("alg") not in ALGORITHMS:
            raise IdTokenError("an algorithm that is not accepted")
        claims = jwt.decode(
            token,
            _key(keys, header),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as error:
        raise IdTokenError(type(error).__name__) from None
    if claims["nonce"] != nonce:
        raise IdTokenError("another nonce")
    is_for_others_too = claims["aud"] not in (client_id, [client_id])
    if claims.get("azp", None if is_for_others_too else client_id) != client_id:
        raise IdTokenError("made for another client")
    if not 1 <= len(claims["sub"]) <= LONGEST_SUBJECT:
        raise IdTokenError("a subject that cannot be kept")
    return claims


def is_fresh(claims: dict, *, since: datetime, at: datetime) -> bool:
    """Whether they proved who they are at the provider after ``since``, as it says itself."""
    proved_at = claims.get("auth_time")
    if isinstance(proved_at, bool) or not isinstance(proved_at, (int, float)):
        return False
    return since.timestamp() - LEEWAY <= proved_at <= at.timestamp() + LEEWAY


def _key(keys, header):
    """The key that signed it, of those that are for signing."""
    usable = [key for key in keys["keys"] if key.get("use", "sig") == "sig"]
    named = [key for key in usable if key.get("kid") == header.get("kid")]
    found = named or (usable if "kid" not in header else [])
    if len(found) != 1:
        raise UnknownKeyError("an unknown key")
    if found[0].get("kty") not in ("RSA", "EC", "OKP"):
        raise IdTokenError("a key that is no key pair")
    return jwt.PyJWK(found[0], found[0].get("alg", header["alg"]))
