"""Providers of single sign-on in the environment: read, or refused by name."""

import pytest

from config import sso
from config.environment import ConfigurationError, read_environment
from tests.config.test_environment import PRODUCTION

HOUSE = {
    "SSO_PROVIDERS": "house",
    "SSO_HOUSE_ISSUER": "https://id.house.example",
    "SSO_HOUSE_CLIENT_ID": "alongside",
    "SSO_HOUSE_CLIENT_SECRET": "given by the provider",
}


@pytest.fixture
def house(monkeypatch):
    monkeypatch.delenv("ALONGSIDE_DEMO", raising=False)
    for name, value in (PRODUCTION | HOUSE).items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_a_provider_needs_three_variables(house):
    (provider,) = read_environment().sso_providers

    assert provider == sso.SsoProvider(
        key="house",
        issuer="https://id.house.example",
        client_id="alongside",
        client_secret="given by the provider",
        name="House",
    )


def test_none_is_the_rule(house):
    house.delenv("SSO_PROVIDERS")

    assert read_environment().sso_providers == []


def test_all_else_may_be_said(house):
    house.setenv("SSO_HOUSE_NAME", "Northfield login")
    house.setenv("SSO_HOUSE_SCOPES", "openid,profile")
    house.setenv("SSO_HOUSE_ACR_VALUES", "gold,silver")
    house.setenv("SSO_HOUSE_SECOND_FACTOR", "mfa")
    house.setenv("SSO_HOUSE_CONFIRMS", "no")

    (provider,) = read_environment().sso_providers

    assert (provider.name, provider.scopes) == ("Northfield login", ("openid", "profile"))
    assert (provider.acr_values, provider.second_factor) == (("gold", "silver"), ("mfa",))
    assert provider.confirms is False


def test_the_secret_may_come_from_a_file(house, tmp_path):
    file = tmp_path / "secret"
    file.write_text("from a file\n")
    house.delenv("SSO_HOUSE_CLIENT_SECRET")
    house.setenv("SSO_HOUSE_CLIENT_SECRET_FILE", str(file))

    assert read_environment().sso_providers[0].client_secret == "from a file"


@pytest.mark.parametrize("name", [name for name in HOUSE if name != "SSO_PROVIDERS"])
def test_what_is_missing_is_named(house, name):
    house.delenv(name)

    with pytest.raises(ConfigurationError, match=f"{name}: Environment variable not set"):
        read_environment()


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("SSO_PROVIDERS", "Our House", "must be short names"),
        ("SSO_PROVIDERS", "connect", "must be short names"),
        ("SSO_PROVIDERS", "house,house", "name each provider once"),
        ("SSO_HOUSE_ISSUER", "http://id.house.example", "must start with https"),
        ("SSO_HOUSE_ISSUER", "http://127.0.0.1:1", "must start with https"),
        ("SSO_HOUSE_ISSUER", "https://", "must start with https"),
        ("SSO_HOUSE_ISSUER", "https://id.example/?a=1", "must be the issuer alone"),
        ("SSO_HOUSE_ISSUER", "https://id.example/.well-known/x", "must be the issuer alone"),
        (
            "SSO_HOUSE_ISSUER",
            "https://login.microsoftonline.com/common/v2.0",
            "stands for every tenant",
        ),
        ("SSO_HOUSE_ISSUER", "https://id.example/" + "x" * 200, "at most 200"),
        ("SSO_HOUSE_NAME", "{% x %}", "must be a name"),
        ("SSO_HOUSE_SCOPES", "email", "must have openid"),
        ("SSO_HOUSE_CONFIRMS", "perhaps", "Not a valid boolean"),
    ],
)
def test_nonsense_is_refused(house, name, value, complaint):
    house.setenv(name, value)

    with pytest.raises(ConfigurationError, match=f"{name}: .*{complaint}") as refusal:
        read_environment()

    assert "given by the provider" not in str(refusal.value)


def test_two_providers_are_two_issuers(house):
    house.setenv("SSO_PROVIDERS", "house,again")
    for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET"):
        house.setenv(f"SSO_AGAIN_{name}", HOUSE[f"SSO_HOUSE_{name}"])

    with pytest.raises(ConfigurationError, match="SSO_AGAIN_ISSUER: is that of house too"):
        read_environment()


def test_a_missing_package_is_said_and_no_traceback(house, monkeypatch):
    monkeypatch.setattr(sso, "find_spec", lambda name: None)

    with pytest.raises(ConfigurationError, match="SSO_PROVIDERS: needs `pip install -r"):
        read_environment()
