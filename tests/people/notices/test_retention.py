"""Notices are kept for a stated time, and for as long as somebody needs them."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people import registry
from people.notices.models import Delivery, Notice
from people.notices.services import retention
from people.notices.services.notice import NoticeDraft
from people.notices.services.retention import forget_notices
from people.tasks import forget_notices as nightly
from tests.factories import NOON, DeliveryFactory, NoticeFactory

pytestmark = pytest.mark.django_db
OLD = NOON - timedelta(days=401)
RECENT = NOON - timedelta(days=399)


def forget():
    return forget_notices(days=400, at=NOON)


@pytest.fixture
def kinds(monkeypatch):
    """One kind that tells, one that asks for an act."""
    told = next(kind for kind in registry.notice_kinds.values() if not kind.asks)
    asks = replace(told, code="asks", asks=True, ends_with=("done",))
    monkeypatch.setitem(registry.notice_kinds, "asks", asks)
    return told.code, asks.code


@pytest.fixture(autouse=True)
def nothing_planned(monkeypatch):
    """The calendar has nothing to say, but for what a test lets it."""
    monkeypatch.setattr(retention, "planners", {})


@pytest.mark.parametrize(
    ("status", "seen", "goes"),
    [
        ("sent", {}, True),
        ("failed", {"read_at": OLD}, True),
        ("suppressed", {"read_at": OLD}, True),
        ("suppressed", {"superseded_at": OLD}, True),
        # Nobody has seen these.
        ("failed", {}, False),
        ("unknown", {}, False),
        ("suppressed", {}, False),
        # These may still leave.
        ("due", {"read_at": OLD}, False),
        ("sending", {"read_at": OLD}, False),
    ],
)
def test_what_was_read_sent_or_taken_back_goes_when_it_is_old(kinds, status, seen, goes):
    notice = NoticeFactory(kind=kinds[0], created_at=OLD, **seen)
    sending = {"sent_at": OLD} if status == "sent" else {}
    leased = {"leased_until": OLD} if status == "sending" else {}
    DeliveryFactory(notice=notice, status=status, **sending, **leased)

    assert forget() == goes
    assert Notice.objects.exists() is not goes
    assert Delivery.objects.exists() is not goes


def test_what_is_recent_stays(kinds):
    NoticeFactory(kind=kinds[0], created_at=RECENT, read_at=RECENT)

    assert forget() == 0


def test_what_asks_for_an_act_stays_until_the_act_takes_it_back(kinds):
    asking = NoticeFactory(kind=kinds[1], created_at=OLD, read_at=OLD)

    assert forget() == 0
    Notice.objects.filter(pk=asking.pk).update(superseded_at=OLD)
    assert forget() == 1


def test_what_the_calendar_still_says_stays_and_is_told_no_second_time(kinds, monkeypatch):
    said = NoticeFactory(kind=kinds[0], created_at=OLD, read_at=OLD)
    over = NoticeFactory(kind=kinds[0], created_at=OLD, read_at=OLD)
    names = ("kind", "recipient_id", "object_id", "occurs_on", "step")
    draft = NoticeDraft(**{name: getattr(said, name) for name in names})
    monkeypatch.setattr(retention, "planners", {"x": registry.Planner(lambda at: [draft])})

    assert forget() == 1
    assert not Notice.objects.filter(pk=over.pk).exists()


def test_old_notices_go_in_small_batches(kinds, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for _number in range(5):
        NoticeFactory(kind=kinds[0], created_at=OLD, read_at=OLD)

    with CaptureQueriesContext(connection) as queries:
        assert forget() == 5

    deleted = [sql for sql in (query["sql"] for query in queries) if sql.startswith("DELETE")]
    assert len([sql for sql in deleted if '"people_notice"' in sql]) == 3


def test_the_command_and_beat_go_by_the_setting(kinds, settings, time_machine):
    time_machine.move_to(NOON, tick=False)
    settings.NOTICE_DAYS = 500
    NoticeFactory(kind=kinds[0], created_at=OLD, read_at=OLD)
    nightly()
    assert Notice.objects.exists()

    settings.NOTICE_DAYS = 400
    said = StringIO()
    call_command("forget_notices", stdout=said)

    assert said.getvalue() == "Notices deleted: 1.\n"
