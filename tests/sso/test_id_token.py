"""What is believed of a provider, and what is not: each check fails by itself."""

import json
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from people.sso.id_token import (
    LEEWAY,
    IdTokenError,
    UnknownKeyError,
    is_fresh,
    read_id_token,
)

ISSUER, CLIENT, NONCE = "https://id.house.example", "alongside", "of this log-in"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
NOW = datetime.now(UTC)


def jwk(key, kid, **more):
    maker = jwt.algorithms.RSAAlgorithm if key is not CURVE else jwt.algorithms.ECAlgorithm
    return json.loads(maker.to_jwk(key.public_key())) | {"kid": kid, **more}


KEYS = {"keys": [jwk(KEY, "a", use="sig"), jwk(OTHER, "b", use="enc"), jwk(CURVE, "c")]}


def claims(**changes):
    moment = int(NOW.timestamp())
    facts = {"iss": ISSUER, "sub": "nia", "aud": CLIENT, "nonce": NONCE, "iat": moment}
    merged = facts | {"exp": moment + 300} | changes
    return {name: value for name, value in merged.items() if value is not None}


def token(key=KEY, algorithm="RS256", kid="a", headers=None, **changes):
    return jwt.encode(claims(**changes), key, algorithm, {"kid": kid} | (headers or {}))


def read(text, keys=KEYS):
    return read_id_token(text, keys=keys, issuer=ISSUER, client_id=CLIENT, nonce=NONCE)


@pytest.mark.parametrize(("key", "algorithm", "kid"), [(KEY, "RS256", "a"), (CURVE, "ES256", "c")])
def test_a_token_of_the_provider_for_us_is_read(key, algorithm, kid):
    assert read(token(key, algorithm, kid))["sub"] == "nia"


def test_a_token_for_us_among_others_names_us_as_the_one_it_is_for():
    assert read(token(aud=[CLIENT, "another"], azp=CLIENT))["sub"] == "nia"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://id.house.example/"},
        {"iss": None},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"aud": None},
        {"azp": "another"},
        {"nonce": "of another"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "x" * 192},
        {"sub": 7},
        {"exp": int(NOW.timestamp()) - LEEWAY - 5},
        {"exp": None},
        {"iat": int(NOW.timestamp()) + 3600},
        {"iat": None},
        {"nbf": int(NOW.timestamp()) + 3600},
    ],
    ids=str,
)
def test_a_claim_that_is_wrong_or_missing_is_refused(changes):
    with pytest.raises(IdTokenError):
        read(token(**changes))


def test_a_signature_of_another_key_is_refused():
    with pytest.raises(IdTokenError, match="InvalidSignatureError"):
        read(token(OTHER))


def test_a_changed_token_is_refused():
    head, body, signature = token().split(".")
    other = token(sub="sam").split(".")[1]

    assert body != other
    with pytest.raises(IdTokenError, match="InvalidSignatureError"):
        read(f"{head}.{other}.{signature}")


def test_a_token_that_is_not_signed_is_refused():
    with pytest.raises(IdTokenError, match="algorithm"):
        read(token(None, "none"))


def test_a_token_signed_with_our_secret_or_the_public_key_is_refused():
    shared = "a secret of both sides that is long enough"

    with pytest.raises(IdTokenError, match="algorithm"):
        read(token(shared, "HS256"))
    with pytest.raises(IdTokenError):
        read(token(), {"keys": [{"kty": "oct", "kid": "a", "k": "c2VjcmV0"}]})


def test_a_key_that_is_not_published_or_not_for_signing_is_refused():
    with pytest.raises(UnknownKeyError):
        read(token(OTHER, kid="d"))
    with pytest.raises(UnknownKeyError):
        read(token(OTHER, kid="b"))


@pytest.mark.parametrize("typ", ["at+jwt", "logout+jwt"])
def test_a_token_of_another_kind_is_refused(typ):
    with pytest.raises(IdTokenError, match="kind"):
        read(token(headers={"typ": typ}))


@pytest.mark.parametrize("text", ["", "a.b.c", "no token"])
def test_what_is_no_token_is_refused(text):
    with pytest.raises(IdTokenError):
        read(text)


@pytest.mark.parametrize(
    ("auth_time", "fresh"),
    [
        (NOW.timestamp(), True),
        (NOW.timestamp() - LEEWAY, True),
        (NOW.timestamp() - LEEWAY - 1, False),
        (NOW.timestamp() + 10 * 60, False),
        (None, False),
        ("now", False),
        (True, False),
    ],
)
def test_a_proof_is_fresh_if_it_was_given_after_they_left(auth_time, fresh):
    assert is_fresh({"auth_time": auth_time}, since=NOW, at=NOW + timedelta(minutes=2)) is fresh
