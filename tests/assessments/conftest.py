import pytest
import time_machine

# The scene is imported inside: pytest reads this file before Django is set up.

RUNTIME = "alongside_runtime"


@pytest.fixture(autouse=True)
def _as_the_site_runs(request):
    """What is not tampering happens as the role of the running site (deploy/roles.sql).

    On a server that somebody else keeps there is no such role. Tests that commit use several
    connections, and stay who they are.
    """
    if "db" not in request.fixturenames:
        return
    request.getfixturevalue("db")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [RUNTIME])
        if cursor.rowcount:
            cursor.execute(f"SET LOCAL ROLE {RUNTIME}")


@pytest.fixture
def bedside(db):
    """A scene whose progress is open: nothing signed yet."""
    from tests.assessments.bedside import Bedside

    return Bedside().open()


@pytest.fixture
def unopened_bedside(db):
    """The same before it is published: what the program asks can still be added."""
    from tests.assessments.bedside import Bedside

    return Bedside()


@pytest.fixture
def at_noon():
    """Views read the clock: it stands at the noon of the factories."""
    from tests.factories import NOON

    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def three(unopened_bedside):
    """A scene with two more competencies, the last of them critical."""
    return unopened_bedside.with_more_skills().open()
