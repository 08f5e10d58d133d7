"""`check --deploy` tries what it is given."""

import os
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from config import checks
from tools.demo.embedded.broker import Broker, binaries
from tools.demo.embedded.place import passing_place

PASSWORD = "long-enough-4711"


@pytest.fixture(autouse=True)
def production(settings, tmp_path):
    settings.DEMO = False
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.SEAL_FILE = tmp_path / "seals.jsonl"


@pytest.fixture
def _stay_connected(monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)


def ids(messages):
    return [message.id for message in messages]


@pytest.mark.parametrize(
    ("host", "mode", "found"),
    [
        ("db.example.org", "disable", ["config.E001"]),
        ("db.example.org", "allow", ["config.E001"]),
        ("db.example.org", "verify-full", []),
        ("127.0.0.1", "disable", []),
        ("/run/postgresql", "disable", []),
    ],
)
def test_another_machine_is_reached_by_tls(settings, monkeypatch, host, mode, found):
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", host)
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", {"sslmode": mode})

    assert ids(checks.check_database_is_reached_safely(None)) == found


@pytest.mark.django_db
@pytest.mark.usefixtures("_stay_connected")
def test_database_that_is_ready_is_welcome():
    assert checks.check_database_is_ready(None) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_stay_connected")
def test_pending_migration_and_missing_cache_are_found():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'programs'")
        cursor.execute("DROP TABLE django_cache")

    pending, no_cache = checks.check_database_is_ready(None)

    assert ids([pending, no_cache]) == ["config.E002", "config.E003"]
    assert "programs." in pending.msg


def test_database_that_does_not_answer_is_found(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError(f"postgresql://web:{PASSWORD}@db")

    monkeypatch.setattr(connection, "cursor", refuse)

    [message] = checks.check_database_is_ready(None)

    assert message.id == "config.C001"
    assert PASSWORD not in str(message)
    assert checks.check_site_only_adds_to_the_ledger(None) == []


def test_broker_that_does_not_answer_is_found(settings):
    settings.CELERY_BROKER_URL = f"redis://:{PASSWORD}@127.0.0.1:1/0"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1}

    [message] = checks.check_broker_answers(None)

    assert message.id == "config.C002"
    assert PASSWORD not in str(message)


def test_broker_that_answers_is_welcome(settings):
    if not binaries():
        pytest.skip("no Redis on this machine")
    server = Broker(passing_place(), log=Path(os.devnull))
    settings.CELERY_BROKER_URL = server.url
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
    try:
        assert checks.check_broker_answers(None) == []
    finally:
        server.stop()


def test_folders_that_can_be_made_are_welcome():
    assert checks.check_folders_can_be_written(None) == []


def test_folder_that_cannot_be_written_is_found(settings, tmp_path):
    file = tmp_path / "a file"
    file.write_text("")
    settings.EVIDENCE_DIR = file

    [message] = checks.check_folders_can_be_written(None)

    assert message.id == "config.E004"
    assert "EVIDENCE_DIR" in message.msg


def test_demo_is_asked_nothing(settings):
    settings.DEMO = True

    assert checks.check_broker_answers(None) == checks.check_database_is_ready(None) == []
