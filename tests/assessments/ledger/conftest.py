import pytest
from django.db import connection

# Services and scenes are imported inside: pytest reads this file before Django is set up.

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
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [RUNTIME])
        if cursor.rowcount:
            cursor.execute(f"SET LOCAL ROLE {RUNTIME}")


@pytest.fixture
def file(tmp_path, settings):
    """SEAL_FILE, which is not there yet."""
    settings.SEAL_FILE = tmp_path / "seals.jsonl"
    return settings.SEAL_FILE


@pytest.fixture
def sealed_record(bedside, file):
    """What counts and three signatures, sealed after the second of them."""
    from assessments.ledger.services.seal import take_seal
    from tests.assessments.bedside import days_ago
    from tests.factories import NOON

    bedside.sign(observed_on=days_ago(3))
    bedside.sign(observed_on=days_ago(2))
    take_seal(file, at=NOON)
    bedside.sign(observed_on=days_ago(1))
    return bedside
