"""Who acts in the tests of programs. Models are imported late: settings come after this file."""

import pytest


@pytest.fixture
def acting():
    from tests.factories import NOON, TODAY, PersonFactory

    return {"by": PersonFactory(), "at": NOON, "today": TODAY}


@pytest.fixture
def hooks(monkeypatch):
    """What ran of the hooks, in order; nothing else listens meanwhile."""
    from programs import registry

    ran = []
    for name in ("opened", "paused", "resumed", "closed"):
        hook = [lambda preceptorship, at, name=name: ran.append(name)]
        monkeypatch.setattr(registry, f"preceptorship_{name}", hook)
    return ran


@pytest.fixture
def coordinator():
    from tests.factories import PersonFactory

    return PersonFactory()


@pytest.fixture
def program(coordinator):
    from tests.factories import ProgramFactory

    return ProgramFactory(coordinator=coordinator)


@pytest.fixture
def browser(client, coordinator):
    """Whoever coordinates the program, logged in."""
    client.force_login(coordinator)
    return client
