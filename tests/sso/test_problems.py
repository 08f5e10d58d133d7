"""What operators are told about a provider before somebody stands in front of it."""

import pytest
from django.core.management import CommandError, call_command

from people.checks import check_single_sign_on
from people.sso import discovery
from tests import factories as make
from tests.sso.house import connect, known


def ids():
    return [message.id for message in check_single_sign_on(None)]


def test_a_provider_that_fits_is_said_so_with_the_address_to_register(house, issuer, capsys):
    call_command("check_sso")

    said = capsys.readouterr().out
    assert "http://localhost:8000/sso/house/callback/" in said
    assert "answers, in its own name" in said
    assert ids() == []


def test_a_provider_that_is_not_there_is_named(house):
    house({"issuer": "http://127.0.0.1:9"})

    with pytest.raises(CommandError, match="Problems found: 1"):
        call_command("check_sso")
    assert ids() == ["people.W002"]


def test_an_issuer_that_is_spelt_otherwise_is_named(house, issuer):
    house({"issuer": f"{issuer}/"})

    (warning,) = check_single_sign_on(None)

    assert "It calls itself" in warning.msg


def test_what_is_asked_for_and_not_offered_is_named(house):
    house({"scopes": ("openid", "groups")})

    (warning,) = check_single_sign_on(None)

    assert "scopes_supported lacks groups" in warning.msg


def test_people_of_an_issuer_that_is_configured_no_longer_are_counted(house):
    connect(make.PersonFactory(), "https://former.example")

    (warning,) = check_single_sign_on(None)

    assert (warning.id, warning.msg) == (
        "people.W003",
        "https://former.example is configured no longer; accounts connected to it: 1.",
    )


def test_nothing_is_said_where_nothing_is_configured(settings, db):
    settings.SSO_PROVIDERS = []

    assert ids() == []


def test_an_endpoint_in_the_clear_is_refused(monkeypatch, db):
    provider = known("https://id.house.example")
    found = dict.fromkeys(discovery.ENDPOINTS, "https://id.house.example/x")
    found |= {"issuer": provider.issuer, "token_endpoint": "http://id.house.example/token"}
    monkeypatch.setattr(discovery, "_fetch", lambda address: found)

    with pytest.raises(discovery.ProviderError, match="token_endpoint is missing or not https"):
        discovery.metadata_of(provider)


def test_a_renewed_key_is_fetched_once_a_minute(house, monkeypatch):
    asked = []
    provider = house()
    discovery.metadata_of(provider)
    fetch = discovery._fetch
    monkeypatch.setattr(
        discovery, "_fetch", lambda address: asked.append(address) or fetch(address)
    )

    for _number in range(3):
        discovery.keys_of(provider, renewed=True)

    assert len(asked) == 1
