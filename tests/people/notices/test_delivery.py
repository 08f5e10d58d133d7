from datetime import timedelta
from html import unescape
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connection

from people.notices import channels
from people.notices.models import Delivery
from people.notices.services import delivery as services
from people.notices.services.notice_preference import stop_notices
from tests.factories import NOON, DeliveryFactory, NoticeFactory, PersonFactory
from tests.people.notices.post import LATER, due, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def crash_while_handing_over(monkeypatch, at=NOON):
    """End a sweep as SIGKILL would: nothing is cleared up or recorded afterwards."""

    def die(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(channels.Mail, "send", die)
        with pytest.raises(KeyboardInterrupt):
            sweep(at)


def crash_before_handing_over(monkeypatch, at=NOON):
    def die(*arguments, **keywords):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(services, "_begin", die)
        with pytest.raises(KeyboardInterrupt):
            sweep(at)


def test_deliver_batch_sends_what_is_due_and_records_it():
    delivery = due()

    claimed = sweep()

    delivery.refresh_from_db()
    assert claimed == 1
    assert (delivery.status, delivery.sent_at, delivery.attempt) == ("sent", NOON, 1)
    assert [message.to for message in mail.outbox] == [[delivery.notice.recipient.email]]


def test_deliver_batch_leaves_what_is_not_due_yet():
    due(due_at=NOON + timedelta(minutes=1))

    assert sweep() == 0
    assert mail.outbox == []


def test_deliver_batch_sends_nothing_twice():
    due()
    sweep()

    assert sweep(LATER) == 0
    assert len(mail.outbox) == 1


def test_deliver_batch_claims_the_oldest_first():
    newer = due()
    older = due(due_at=NOON - timedelta(hours=1))

    sweep(limit=1)

    sent = Delivery.objects.get(status=Delivery.Status.SENT)
    assert (sent, sent != newer) == (older, True)


def test_deliver_batch_needs_a_fixed_number_of_queries_to_claim(django_assert_num_queries):
    for _ in range(30):
        due()

    # A savepoint and its release, the rows, their update.
    with django_assert_num_queries(4):
        leased = Delivery.objects.lease(limit=200, at=NOON, for_=services.LEASE)

    assert len(leased) == 30


@pytest.mark.parametrize("kind", ["test_duty", "test_nudge"])
def test_n4_killed_between_lease_and_sending_loses_nothing(monkeypatch, kind):
    due(kind)
    crash_before_handing_over(monkeypatch)

    assert sweep(NOON + timedelta(minutes=1)) == 0
    assert sweep(LATER) == 1
    assert len(mail.outbox) == 1
    assert Delivery.objects.get().status == Delivery.Status.SENT


def test_n4_killed_while_sending_a_duty_is_sent_again(monkeypatch):
    due("test_duty")
    crash_while_handing_over(monkeypatch)

    sweep(LATER)

    assert len(mail.outbox) == 1
    assert Delivery.objects.get().status == Delivery.Status.SENT


def test_n4_killed_while_sending_a_nudge_is_left_for_a_person_to_see(monkeypatch):
    due("test_nudge")
    crash_while_handing_over(monkeypatch)

    sweep(LATER)

    assert mail.outbox == []
    unknown = Delivery.objects.get()
    assert unknown.status == Delivery.Status.UNKNOWN
    assert unknown.reason == "Sending was interrupted; it may have arrived."


def test_n4_a_crash_doubles_no_row(monkeypatch):
    for kind in ("test_duty", "test_nudge"):
        due(kind)
    crash_while_handing_over(monkeypatch)

    sweep(LATER)

    assert Delivery.objects.count() == 2


def test_a_lease_that_was_taken_over_is_not_recorded_by_its_first_holder():
    slow = due()
    first = Delivery.objects.lease(limit=1, at=NOON, for_=services.LEASE)[0]
    sweep(LATER)

    services._record(first, None, at=LATER)

    slow.refresh_from_db()
    assert (slow.status, slow.attempt) == (Delivery.Status.SENT, 2)


def test_nothing_is_begun_when_the_lease_is_nearly_over():
    due()
    leased = Delivery.objects.lease(limit=1, at=NOON, for_=services.LEASE)

    services._deliver(leased, clock=lambda: NOON + services.LEASE - timedelta(seconds=30))

    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_n4_two_sweeps_at_once_share_the_work():
    for _ in range(60):
        due()
    start, claimed = Barrier(2), []

    def work():
        start.wait(timeout=10)
        while count := sweep(limit=5):
            claimed.append(count)
        connection.close()

    sweeps = [Thread(target=work) for _ in range(2)]
    for thread in sweeps:
        thread.start()
    for thread in sweeps:
        thread.join()

    assert sum(claimed) == 60
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 60
    assert len(mail.outbox) == 60


def test_one_mail_that_cannot_be_written_stops_no_other(monkeypatch, caplog):
    broken = due(due_at=NOON - timedelta(hours=1))
    sound = due()
    compose = channels.compose

    def fail(delivery):
        if delivery == broken:
            raise ValueError("the note said so")
        return compose(delivery)

    monkeypatch.setattr(channels, "compose", fail)

    sweep()

    assert dict(Delivery.objects.values_list("pk", "status")) == {
        broken.pk: "due",
        sound.pk: "sent",
    }
    assert "said so" not in caplog.text


@pytest.mark.parametrize(
    "change",
    [{"notice__superseded_at": NOON}, {"notice__recipient__is_active": False}],
    ids=["moved", "deactivated"],
)
def test_what_is_no_longer_wanted_is_not_sent(change):
    due(**change)

    sweep()

    assert mail.outbox == []
    assert Delivery.objects.get().status == Delivery.Status.SUPPRESSED


def test_n5_stopping_a_kind_stops_the_mail_that_waits_for_the_morning():
    delivery = due("test_nudge")
    person = delivery.notice.recipient

    stop_notices(person=person, kind="test_nudge", at=NOON)
    sweep()

    assert mail.outbox == []


def message_of(kind="test_nudge", data=None, **person):
    notice = NoticeFactory(
        kind=kind,
        recipient=PersonFactory(**person),
        data={"what": "read <this>"} if data is None else data,
        path="/plan/",
    )
    return channels.compose(DeliveryFactory(notice=notice))


def parts(message):
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    return message.body, html


def test_n5_every_mail_says_why_and_leads_to_one_act(settings):
    settings.SITE_URL = "https://alongside.example"

    text, html = parts(message_of())

    for part in (text, html):
        assert "You asked to be reminded." in part
        assert "https://alongside.example/plan/" in part
        assert "Have a look" in part
    assert html.count('class="button"') == 1


def test_a_mail_escapes_its_facts_in_html_and_not_in_text():
    text, html = parts(message_of())

    assert "You could read <this>." in text
    assert "You could read &lt;this&gt;." in html


def test_n5_a_nudge_can_be_stopped_in_one_click():
    message = message_of()

    stop = message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(stop.strip("<>") in part for part in parts(message))


def test_n5_a_duty_says_that_it_cannot_be_switched_off():
    message = message_of("test_duty")

    assert "List-Unsubscribe" not in message.extra_headers
    assert all("can't be switched off" in unescape(part) for part in parts(message))


def test_a_name_with_line_breaks_makes_no_header_of_its_own():
    message = message_of(data={"what": "x\r\nBcc: all@example.org\x0b"})

    assert message.subject == "Maybe x Bcc: all@example.org"
    assert message.message()["Bcc"] is None


def test_n3_a_mail_shows_moments_in_the_time_zone_of_its_reader(monkeypatch):
    message = message_of(
        "test_moment", data={"meets_at": "2026-11-23T12:00:00+00:00"}, time_zone="Asia/Tokyo"
    )

    assert "23 Nov 2026, 21:00" in message.subject


def test_a_mail_of_a_kind_that_is_gone_still_leads_somewhere():
    message = message_of("retired", data={})

    assert message.subject == "News in Alongside"


def test_mail_of_a_backup_is_held_but_for_duties_and_what_is_due_later():
    nudge, duty, later = (
        due(kind, due_at=NOON + timedelta(minutes=minutes))
        for kind, minutes in (("test_nudge", -5), ("test_duty", -5), ("test_nudge", 5))
    )

    count = services.hold_restored(until=NOON)

    for delivery in (nudge, duty, later):
        delivery.refresh_from_db()
    assert count == 1
    assert [each.status for each in (nudge, duty, later)] == ["unknown", "due", "due"]
