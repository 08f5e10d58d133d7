"""What leaves the house when something breaks: where in the code, and never with whom."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sentry_sdk
from environs import ValidationError
from sentry_sdk.transport import Transport

from config import monitoring

ROOT = Path(__file__).resolve().parents[2]
MARKER = "a-secret-4711"
DSN = "https://key@sentry.example.org/1"


class Outbox(Transport):
    """Keeps what would be sent."""

    def __init__(self):
        super().__init__()
        self.events = []

    def capture_envelope(self, envelope):
        self.events += [item.payload.json for item in envelope.items]


@pytest.fixture
def outbox():
    outbox = Outbox()
    # Only what is asked for: the integrations would patch Django for all later tests.
    monitoring.report_errors(DSN, transport=outbox, default_integrations=False)
    yield outbox
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def fail(wish):
    wanted = f"I wish for {wish}"
    raise ValueError(wanted)


def test_error_is_told_with_its_kind_and_place(outbox):
    try:
        fail("quiet")
    except ValueError as error:
        sentry_sdk.capture_exception(error)

    [event] = outbox.events
    [error] = event["exception"]["values"]
    assert error["type"] == "ValueError"
    assert error["stacktrace"]["frames"][-1]["function"] == "fail"


def test_error_is_told_without_a_word_about_anybody(outbox):
    sentry_sdk.set_user({"id": MARKER, "email": f"{MARKER}@example.org"})
    sentry_sdk.set_tag("who", MARKER)
    sentry_sdk.set_extra("goal", MARKER)
    sentry_sdk.set_context("request", {"url": f"https://alongside.example.org/sign/{MARKER}/"})
    sentry_sdk.add_breadcrumb(message=f"SELECT {MARKER}")
    try:
        try:
            fail(MARKER)
        except ValueError as error:
            raise LookupError(MARKER) from error
    except LookupError as error:
        sentry_sdk.capture_exception(error)

    [event] = outbox.events
    assert [error["type"] for error in event["exception"]["values"]] == [
        "ValueError",
        "LookupError",
    ]
    assert MARKER not in json.dumps(event)


def test_log_line_is_told_as_it_was_written_in_the_code():
    event = {
        "level": "error",
        "logentry": {"message": "Not Found: %s", "params": [MARKER], "formatted": MARKER},
        "request": {"url": MARKER, "headers": {"Cookie": MARKER}, "data": {"text": MARKER}},
        "server_name": MARKER,
        "transaction": f"/calendar/{MARKER}/",
    }

    scrubbed = monitoring.scrub(event, {"log_record": logging.makeLogRecord({"msg": MARKER})})

    assert scrubbed == {
        "level": "error",
        "message": "Not Found: %s",
        "exception": {"values": []},
    }


def test_log_line_that_was_put_together_is_left_out():
    scrubbed = monitoring.scrub({"logentry": {"message": MARKER, "params": []}}, {})

    assert scrubbed["message"] == ""


def test_dsn_needs_the_package(monkeypatch):
    monkeypatch.setattr(monitoring, "find_spec", lambda name: None)

    with pytest.raises(ValidationError, match=r"requirements-extra\.txt"):
        monitoring.is_usable(DSN)


def test_without_a_dsn_nothing_is_needed(monkeypatch):
    monkeypatch.setattr(monitoring, "find_spec", lambda name: None)

    assert monitoring.is_usable("") is None


# With all that the library does by itself where Django is: that would stay for later tests here.
WHOLE = f"""
import json, os
import django, sentry_sdk
from sentry_sdk.transport import Transport

class Outbox(Transport):
    def capture_envelope(self, envelope):
        for item in envelope.items:
            print(json.dumps(item.payload.json))

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()
from config import monitoring
from django.test import Client
monitoring.report_errors("{DSN}", transport=Outbox())
client = Client(raise_request_exception=False, SERVER_NAME="localhost")
client.cookies["session"] = "{MARKER}"
# No database is there: the session cannot be read.
answer = client.post("/invitation/{MARKER}/?token={MARKER}", {{"name": "{MARKER}"}},
    headers={{"authorization": "Bearer {MARKER}", "x-forwarded-for": "{MARKER}"}})
assert answer.status_code == 500
sentry_sdk.flush()
"""


def test_request_that_breaks_is_told_without_body_cookie_address_or_header():
    environment = os.environ | {"ALONGSIDE_DEMO": "1", "DATABASE_URL": "postgresql:///x?host=/none"}

    done = subprocess.run(
        [sys.executable, "-c", WHOLE],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert "OperationalError" in done.stdout
    assert MARKER not in done.stdout
