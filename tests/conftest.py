"""Every test run gets a PostgreSQL of its own, and nothing gets off this machine."""

import gc
import os
from copy import deepcopy
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from tests.examples import examples
from tests.network import forbid_network

# The first of them needs no database, which the other worker makes meanwhile. The last two are
# the browser's.
LONGEST = [
    "test_supervisor.py",
    "test_demo_data.py",
    "test_sent_at_once.py",
    "test_forms.py",
    "test_mentorship_invariants.py",
    "test_demo.py",
    "test_pages.py",
]

_server = None
_tests = count()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    """Start the server before Django reads its settings; xdist's workers inherit the address.

    ``TEST_DATABASE_URL`` names another server to test on, such as an older PostgreSQL.
    """
    if not hasattr(config, "workerinput"):
        os.environ["DATABASE_URL"] = (
            os.environ.get("TEST_DATABASE_URL")
            # Kept by tools/test.py for the unit and the browser tests.
            or os.environ.get("PASSING_DATABASE_URL")
            or _start_server()
        )
    os.environ["ALONGSIDE_DEMO"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "REDIS_URL", "EMAIL_URL", "PORT"):
        os.environ.pop(name, None)
    _adapt_settings()
    _let_the_flush_pass()
    forbid_network()
    # Speed is measured in bench/: here a busy machine must not fail a rule that holds.
    hypothesis.settings.register_profile("ours", examples(30))
    hypothesis.settings.load_profile("ours")


def pytest_collection_modifyitems(items):
    """Begin with the longest, so that two workers end together."""
    order = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


def pytest_collection_finish():
    """What is imported by now stays: looking through it for garbage took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_unconfigure(config):
    if _server:
        _server.stop()


def pytest_terminal_summary(terminalreporter):
    """Show the figures that tests recorded by ``record_property("figure", …)``."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in report.user_properties:
            if name == "figure":
                terminalreporter.write_line(f"{report.head_line}: {value}")


def _start_server():
    global _server
    # Not above: coverage is to see these modules from their first line.
    from tools.demo.embedded.place import passing_place
    from tools.demo.embedded.postgres import PostgresServer

    place = passing_place()
    _server = PostgresServer(place, log=Path(os.devnull), passing=True)
    return _server.url


def _adapt_settings():
    """What tests alone may have: cheap passwords, static files without a manifest, no mail."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    # What a demo of this checkout collected and sent is nothing to a test.
    settings.STATIC_ROOT = settings.LOCAL_DIR / "static of tests"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.EMAIL_FILE_PATH = settings.LOCAL_DIR / "mail of tests"


def _let_the_flush_pass():
    """Lift the ledger's trigger while a test that commits is cleared up, and only then.

    Counts of tries are in the cache, whose table is no model's: they go too.
    """
    # First of all, since the module below and the models import each other.
    import django.db.models  # noqa: F401
    from django.db import OperationalError
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush = DatabaseOperations.execute_sql_flush
    trigger = "ALTER TABLE assessments_ledgerentry {} TRIGGER ledger_is_never_truncated"

    def flush_with_the_ledger(self, statements):
        statements = [
            trigger.format("DISABLE"),
            *statements,
            "DELETE FROM django_cache",
            trigger.format("ENABLE"),
        ]
        try:
            flush(self, statements)
        except OperationalError:
            # A request of a page that was just closed held one of the tables.
            flush(self, statements)

    DatabaseOperations.execute_sql_flush = flush_with_the_ledger


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """On a server that passes, migrate once for all; elsewhere a copy could be of another day."""
    from django.db import connection

    from tests.template_database import migrated_template

    if not os.environ.get("TEST_DATABASE_URL"):
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()


@pytest.fixture(autouse=True)
def _evidence_of_its_own(settings, tmp_path_factory):
    """No test leaves a file where another finds it; most leave none, and so no folder."""
    settings.EVIDENCE_DIR = tmp_path_factory.getbasetemp() / "evidence" / str(next(_tests))


@pytest.fixture(scope="module")
def kept_scene(django_db_setup, django_db_blocker, tmp_path_factory):
    """The wall's scene, built once for a module, with a client for each role, and its files."""
    from django.test import override_settings
    from django.utils import timezone

    from tests.access.visits import Visits, kept
    from tests.wall_scene import Scene

    folder = tmp_path_factory.mktemp("evidence")

    def build():
        with override_settings(EVIDENCE_DIR=folder):
            return Scene(timezone.now())

    with kept(django_db_blocker, build) as scene:
        yield scene, Visits(scene), folder


@pytest.fixture
def scene(kept_scene, db, settings):
    """The wall's scene, of which one test may change what it likes."""
    scene, _visits, folder = kept_scene
    settings.EVIDENCE_DIR = folder
    return deepcopy(scene)


@pytest.fixture
def visits(kept_scene):
    return kept_scene[1]
