"""What leaves the house when something breaks: where in the code, and never with whom."""

import json
import logging

import pytest
import sentry_sdk
from environs import ValidationError
from sentry_sdk.transport import Transport

from config import monitoring

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
