import pytest
from django.core.cache import cache

from tests.sso.house import Visitor, known, led_on_to, running


@pytest.fixture(scope="session")
def issuer(tmp_path_factory):
    """The provider that allauth's wheel ships, started once for all tests of a process."""
    with running(tmp_path_factory.mktemp("provider"), site="http://localhost:8000") as issuer:
        yield issuer


@pytest.fixture
def house(issuer, settings, db):
    """The provider, configured as "House login"; return a function that configures it otherwise."""
    # Models are ready only now.
    from people.registration import register_sso

    register_sso()

    def configure(*changes):
        cache.clear()
        settings.SSO_PROVIDERS = [
            known(**{"issuer": issuer} | change) for change in changes or [{}]
        ]
        return settings.SSO_PROVIDERS[0]

    configure()
    return configure


@pytest.fixture
def visitor():
    return Visitor()


@pytest.fixture
def come_back(visitor):
    """Return a function that posts to an address of ours, logs in there and returns the answer."""

    def go(client, address, name="nia", data=None):
        there = led_on_to(client.post(address, data or {}))
        return client.get(visitor.walk(there, name))

    return go
