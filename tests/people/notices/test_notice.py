from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from people.notices.models import Delivery, Notice, NoticePreference
from people.notices.services.notice import (
    NoticeDraft,
    plan_notices,
    take_back,
    tell,
)
from tests.factories import NOON, TODAY, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]

TOMORROW = TODAY + timedelta(days=1)


def draft(person, kind="test_duty", **changes):
    return NoticeDraft(
        kind=kind,
        recipient_id=person.pk,
        object_id=changes.pop("object_id", None) or uuid4(),
        occurs_on=changes.pop("occurs_on", TODAY),
        **{"path": "/plan/", "data": {"what": "the review"}} | changes,
    )


def test_plan_notices_writes_a_notice_and_its_mail():
    person = PersonFactory()

    planned = plan_notices([draft(person)], at=NOON)

    notice = Notice.objects.get()
    delivery = notice.deliveries.get()
    assert planned == 1
    assert (notice.recipient, notice.path, notice.created_at) == (person, "/plan/", NOON)
    assert (delivery.channel, delivery.status, delivery.due_at) == ("email", "due", NOON)


def test_n4_plan_notices_twice_adds_nothing():
    drafts = [draft(PersonFactory()) for _ in range(3)]
    plan_notices(drafts, at=NOON)

    again = plan_notices(drafts, at=NOON + timedelta(hours=1))

    assert again == 0
    assert (Notice.objects.count(), Delivery.objects.count()) == (3, 3)


def test_n4_plan_notices_writes_a_draft_that_is_given_twice_once():
    twice = draft(PersonFactory())

    assert plan_notices([twice, twice], at=NOON) == 1


def test_n4_plan_notices_never_sends_again_what_was_sent():
    sent = draft(PersonFactory())
    plan_notices([sent], at=NOON)
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON)

    plan_notices([sent], at=NOON + timedelta(days=1))

    assert Delivery.objects.get().status == Delivery.Status.SENT


@pytest.mark.parametrize(
    "change",
    [
        {"step": 1},
        {"occurs_on": TOMORROW},
        {"object_id": uuid4()},
        {"kind": "test_nudge"},
    ],
)
def test_n4_each_part_of_the_key_makes_another_notice(change):
    first = draft(PersonFactory())
    plan_notices([first], at=NOON)

    assert plan_notices([replace(first, **change)], at=NOON) == 1


def test_plan_notices_needs_as_many_queries_for_30_as_for_1(django_assert_num_queries):
    people = [PersonFactory() for _ in range(30)]
    # Two inserts, and between them what was written and for whom; of many, first what is known.
    with django_assert_num_queries(3):
        plan_notices([draft(people[0])], at=NOON)

    with django_assert_num_queries(4):
        plan_notices([draft(person) for person in people], at=NOON)


@pytest.mark.django_db(transaction=True)
def test_n4_two_planners_at_once_write_each_notice_once():
    drafts = [draft(PersonFactory()) for _ in range(40)]
    start, counts = Barrier(2), []

    def plan(mine):
        start.wait(timeout=10)
        counts.append(plan_notices(mine, at=NOON))
        connection.close()

    planners = [Thread(target=plan, args=(mine,)) for mine in (drafts, drafts[::-1])]
    for planner in planners:
        planner.start()
    for planner in planners:
        planner.join()

    assert sum(counts) == 40
    assert (Notice.objects.count(), Delivery.objects.count()) == (40, 40)


def test_n3_a_mail_that_can_wait_is_due_after_the_quiet_hours():
    person = PersonFactory(time_zone="Asia/Tokyo")

    plan_notices([draft(person)], at=NOON)

    assert Delivery.objects.get().due_at == datetime(2026, 11, 23, 22, tzinfo=UTC)


def test_n3_an_urgent_mail_does_not_wait():
    person = PersonFactory(time_zone="Asia/Tokyo")

    plan_notices([draft(person, kind="test_urgent")], at=NOON)

    assert Delivery.objects.get().due_at == NOON


def test_n5_a_stopped_kind_shows_in_the_inbox_and_is_not_mailed():
    person = PersonFactory()
    NoticePreference.objects.create(person=person, kind="test_nudge", stopped_at=NOON)

    plan_notices([draft(person, kind="test_nudge")], at=NOON)

    delivery = Delivery.objects.get()
    assert delivery.status == Delivery.Status.SUPPRESSED
    assert delivery.reason == "The person stopped e-mails of this kind."
    assert Notice.objects.inbox_of(person).count() == 1


def test_n5_a_duty_cannot_be_stopped():
    person = PersonFactory()
    NoticePreference.objects.create(person=person, kind="test_duty", stopped_at=NOON)

    plan_notices([draft(person)], at=NOON)

    assert Delivery.objects.get().status == Delivery.Status.DUE


@pytest.mark.parametrize("missing", [{"is_active": False}, {"email": ""}])
def test_plan_notices_mails_nobody_who_cannot_read_it(missing):
    plan_notices([draft(PersonFactory(**missing))], at=NOON)

    assert Delivery.objects.get().status == Delivery.Status.SUPPRESSED


def test_n7_plan_notices_refuses_a_fact_that_its_kind_does_not_declare():
    leak = draft(PersonFactory(), data={"what": "the review", "note": "what was said"})

    with pytest.raises(ValueError, match="no fact called note"):
        plan_notices([leak], at=NOON)

    assert not Notice.objects.exists()


def test_n7_plan_notices_refuses_facts_with_contents_of_their_own():
    with pytest.raises(ValueError, match="what must be"):
        plan_notices([draft(PersonFactory(), data={"what": {"note": "said"}})], at=NOON)


def test_plan_notices_refuses_an_unknown_kind():
    with pytest.raises(ValueError, match="'mystery'"):
        plan_notices([draft(PersonFactory(), kind="mystery")], at=NOON)


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "/a b", "plan/"]
)
def test_plan_notices_refuses_a_path_that_leads_elsewhere(path):
    with pytest.raises(ValueError, match="path on this site"):
        plan_notices([draft(PersonFactory(), path=path)], at=NOON)


def test_plan_notices_keeps_dates_and_moments_in_iso_form():
    facts = {"due_on": date(2026, 12, 1), "meets_at": NOON, "count": 3}

    plan_notices([draft(PersonFactory(), data=facts)], at=NOON)

    assert Notice.objects.get().data == {
        "due_on": "2026-12-01",
        "meets_at": "2026-11-23T12:00:00+00:00",
        "count": 3,
    }


def test_tell_tells_one_person_once_a_day_about_the_same():
    person = PersonFactory()
    told = {"kind": "test_nudge", "recipient": person, "about": person}

    for at in (NOON, NOON + timedelta(hours=1), NOON + timedelta(days=1)):
        tell(**told, facts={"what": "have a look"}, path="/", at=at)

    days = Notice.objects.filter(recipient=person).values_list("occurs_on", flat=True)
    assert sorted(days) == [TODAY, TOMORROW]


def test_take_back_withdraws_what_it_made_untrue():
    person, review = PersonFactory(), uuid4()
    ended = draft(person, object_id=review)
    plan_notices([ended, draft(person)], at=NOON)

    take_back("test_over", [review], at=NOON)

    withdrawn = Notice.objects.get(superseded_at=NOON)
    assert withdrawn.object_id == review
    assert withdrawn.deliveries.get().status == Delivery.Status.SUPPRESSED
    assert Notice.objects.inbox_of(person).count() == 1


def test_take_back_leaves_a_mail_that_has_left():
    sent = draft(PersonFactory())
    plan_notices([sent], at=NOON)
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON)

    take_back("test_over", [sent.object_id], at=NOON)

    assert Delivery.objects.get().status == Delivery.Status.SENT


def test_take_back_leaves_what_does_not_end_with_it():
    planned = draft(PersonFactory(), "test_nudge")
    plan_notices([planned], at=NOON)

    take_back("test_over", [planned.object_id], at=NOON)

    assert Notice.objects.get().superseded_at is None


def test_take_back_of_one_person_leaves_the_others():
    review, one, other = uuid4(), PersonFactory(), PersonFactory()
    plan_notices([draft(one, object_id=review), draft(other, object_id=review)], at=NOON)

    take_back("test_over", [review], recipient=one, at=NOON)

    assert Notice.objects.get(superseded_at=None).recipient == other


def test_take_back_returns_who_had_not_heard_of_it():
    review = uuid4()
    unaware, reader, mailed = PersonFactory(), PersonFactory(), PersonFactory()
    people = [unaware, reader, mailed]
    plan_notices([draft(person, object_id=review) for person in people], at=NOON)
    Notice.objects.filter(recipient=reader).update(read_at=NOON)
    Delivery.objects.filter(notice__recipient=mailed).update(status="sent", sent_at=NOON)

    assert take_back("test_over", [review], at=NOON) == {unaware.pk}
    assert take_back("test_over", [review], at=NOON) == set()


def test_take_back_asks_once_where_nothing_was_told(django_assert_num_queries):
    """As nearly every act does: most of what it ends was never told."""
    with django_assert_num_queries(1):
        take_back("test_over", [uuid4()], at=NOON)


def test_take_back_refuses_a_cause_that_ends_nothing():
    with pytest.raises(ValueError, match="test_nothing"):
        take_back("test_nothing", [uuid4()], at=NOON)


def test_plan_notices_takes_up_again_what_moved_back():
    person = PersonFactory()
    back = draft(person)
    plan_notices([back], at=NOON)
    take_back("test_over", [back.object_id], at=NOON)

    planned = plan_notices([back], at=NOON + timedelta(hours=2))

    delivery = Delivery.objects.get()
    assert planned == 1
    assert Notice.objects.inbox_of(person).count() == 1
    assert (delivery.status, delivery.reason) == (Delivery.Status.DUE, "")
    assert delivery.due_at == NOON + timedelta(hours=2)


def test_plan_notices_takes_up_again_with_the_facts_of_now():
    back = draft(PersonFactory())
    plan_notices([back], at=NOON)
    take_back("test_over", [back.object_id], at=NOON)

    plan_notices([replace(back, data={"what": "the other review"}, path="/new/")], at=NOON)

    notice = Notice.objects.get()
    assert (notice.data, notice.path) == ({"what": "the other review"}, "/new/")


def test_plan_notices_does_not_mail_again_what_moved_back_after_it_was_sent():
    back = draft(PersonFactory())
    plan_notices([back], at=NOON)
    Delivery.objects.update(status=Delivery.Status.SENT, sent_at=NOON)
    take_back("test_over", [back.object_id], at=NOON)

    plan_notices([back], at=NOON)

    assert Notice.objects.get().superseded_at is None
    assert Delivery.objects.get().status == Delivery.Status.SENT
