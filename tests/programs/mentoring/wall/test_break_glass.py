"""Reading for safety: a reason, a second person, a day, and both of the pair told (M5)."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from people.notices.models import Notice
from people.notices.services.reminders import plan_reminders
from programs.mentoring.wall.models import BreakGlass, Reading
from programs.mentoring.wall.seconds import second_people
from programs.mentoring.wall.services.break_glass import (
    BreakGlassError,
    ask_to_break_glass,
    decide_break_glass,
    read_under_break_glass,
)
from tests.factories import (
    NOON,
    TODAY,
    AdministratorFactory,
    BreakGlassFactory,
    LineManagementFactory,
    PersonFactory,
    ProgramCoordinatorFactory,
)
from tests.programs.mentoring.mentoring_cast import pair_with_secrets

plan_mentoring = partial(plan_reminders, "mentoring", "wall")
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PASSWORD = "a quiet corridor"
REASON = "She wrote to a colleague that she does not feel safe at home."


@pytest.fixture
def pair():
    return pair_with_secrets()


def ask(pair, by=None, at=NOON):
    return ask_to_break_glass(
        mentorship=pair.mentorship,
        ground=BreakGlass.Ground.DANGER,
        reason=REASON,
        by=by or pair.coordinator,
        at=at,
        today=TODAY,
    )


def decide(asked, by, *, is_agreed=True, at=NOON + HOUR):
    return decide_break_glass(asked=asked, is_agreed=is_agreed, by=by, at=at, today=TODAY)


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_m5_a_second_person_opens_it_and_both_of_the_pair_are_told(pair):
    asked = ask(pair)
    before = told("break_glass_opened")

    opened = decide(asked, pair.administrator)

    assert before == set()
    assert told("break_glass_asked") == {pair.administrator.pk}
    assert told("break_glass_opened") == {pair.mentee.pk, pair.mentor.pk}
    assert opened.ends_at == NOON + 25 * HOUR


def test_m5_what_is_shared_is_read_and_what_is_kept_stays_closed(pair):
    opened = decide(ask(pair), pair.administrator)

    contents = read_under_break_glass(opened=opened, by=pair.coordinator, at=NOON + 2 * HOUR)

    said = str(
        [[vars(row) for row in (goal, *steps, *entries)] for goal, steps, entries in contents.goals]
        + [vars(row) for row in [*contents.comments, *contents.notes]]
    )
    found = {name for name, secret in pair.secrets.items() if secret in said}
    assert found == set(pair.secrets) - pair.own


def test_m5_every_opening_is_in_the_list_of_the_pair(pair, client):
    opened = decide(ask(pair), pair.administrator)
    read_under_break_glass(opened=opened, by=pair.coordinator, at=NOON + 2 * HOUR)
    client.force_login(pair.mentee)

    page = client.get(reverse("programs:reading-list", args=[pair.mentorship.pk]))

    reading = Reading.objects.get(what="break_glass")
    assert (reading.reader, reading.break_glass) == (pair.coordinator, opened)
    text = page.content.decode()
    assert REASON in text
    assert pair.coordinator.name in text
    assert pair.administrator.name in text


def test_m5_a_no_opens_nothing_and_tells_the_pair_nothing(pair):
    refused = decide(ask(pair), pair.administrator, is_agreed=False)

    with pytest.raises(BreakGlassError):
        read_under_break_glass(opened=refused, by=pair.coordinator, at=NOON + 2 * HOUR)
    assert told("break_glass_opened") == set()
    assert told("break_glass_decided") == {pair.coordinator.pk}
    assert not Reading.objects.exists()


def test_m5_who_asked_learns_that_nobody_answered_and_the_pair_learns_nothing(client, pair):
    asked = ask(pair)
    plan_mentoring(at=asked.expires_at - HOUR)
    assert told("break_glass_unanswered") == set()

    for days in (0, 1, 10):
        plan_mentoring(at=asked.expires_at + days * 24 * HOUR)

    notice = Notice.objects.get(kind="break_glass_unanswered")
    client.force_login(notice.recipient)
    page = client.get(notice.path).content.decode()
    assert notice.recipient == pair.coordinator
    assert "Nobody answered in time." in page


@pytest.mark.parametrize("is_agreed", [True, False])
def test_m5_an_answer_in_time_is_all_that_who_asked_is_told(pair, is_agreed):
    asked = decide(ask(pair), pair.administrator, is_agreed=is_agreed)

    plan_mentoring(at=asked.expires_at + HOUR)

    assert told("break_glass_unanswered") == set()


def test_m5_nobody_says_yes_to_themselves(pair):
    asked = ask(pair)

    with pytest.raises(BreakGlassError, match="Someone else"):
        decide(asked, pair.coordinator)


@pytest.mark.parametrize("who", ["mentee", "mentor"])
def test_m5_none_of_the_pair_asks_or_agrees(pair, who):
    person = getattr(pair, who)
    ProgramCoordinatorFactory(program=pair.mentorship.program, person=person)

    with pytest.raises(BreakGlassError, match="too close"):
        ask(pair, by=person)
    with pytest.raises(BreakGlassError, match="Someone else"):
        decide(ask(pair), person)


def test_m7_a_line_manager_neither_asks_nor_agrees(pair):
    LineManagementFactory(person=pair.mentee, manager=pair.administrator)

    assert second_people(pair.mentorship, asker=pair.coordinator, at=NOON, today=TODAY) == []
    with pytest.raises(BreakGlassError, match="too close"):
        ask(pair, by=pair.administrator)
    with pytest.raises(BreakGlassError, match="Nobody else"):
        ask(pair)


def test_m7_a_line_manager_does_not_read_the_reason(client, pair):
    asked = ask(pair)
    address = reverse("programs:break-glass-decide", args=[asked.pk])
    client.force_login(pair.administrator)
    before = client.get(address).status_code
    LineManagementFactory(person=pair.mentee, manager=pair.administrator)

    assert (before, client.get(address).status_code) == (200, 404)


def test_m5_it_closes_after_a_day(pair):
    opened = decide(ask(pair), pair.administrator)

    with pytest.raises(BreakGlassError, match="has ended"):
        read_under_break_glass(opened=opened, by=pair.coordinator, at=opened.ends_at)


def test_m5_the_second_person_does_not_read(pair):
    opened = decide(ask(pair), pair.administrator)

    with pytest.raises(BreakGlassError, match="has ended"):
        read_under_break_glass(opened=opened, by=pair.administrator, at=NOON + 2 * HOUR)


def test_m5_it_is_answered_once_and_in_time(pair):
    first, late = ask(pair), ask(pair)
    decide(first, pair.administrator)

    with pytest.raises(BreakGlassError, match="already been answered"):
        decide(first, AdministratorFactory())
    with pytest.raises(BreakGlassError, match="its day is over"):
        decide(late, pair.administrator, at=NOON + 24 * HOUR)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"ends_at": NOON + HOUR},
        {"decided_at": NOON},
        {"decided_by": "asker", "decided_at": NOON},
    ],
)
def test_break_glass_that_breaks_a_rule_is_refused_by_the_database(wrong):
    asker = PersonFactory()
    wrong = {name: asker if value == "asker" else value for name, value in wrong.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlassFactory(asked_by=asker, **wrong)


def test_break_glass_pages_from_asking_to_reading(client, pair):
    address = reverse("programs:break-glass-ask", args=[pair.mentorship.pk])
    client.force_login(pair.coordinator)
    short = client.post(address, {"ground": "danger", "reason": "<b>Help"})
    client.post(address, {"ground": "danger", "reason": REASON})
    asked = BreakGlass.objects.get()
    waiting = client.get(reverse("programs:break-glass-read", args=[asked.pk]))
    pair.administrator.set_password(PASSWORD)
    pair.administrator.save()
    client.force_login(pair.administrator)
    agree = reverse("programs:break-glass-agree", args=[asked.pk])
    unconfirmed = client.post(agree, {"password": "a loud corridor"})
    still_waiting = BreakGlass.objects.get().decided_at is None
    client.post(agree, {"password": PASSWORD})
    client.force_login(pair.coordinator)
    read = client.get(reverse("programs:break-glass-read", args=[asked.pk])).content.decode()

    assert "say a little more" in short.content.decode()
    assert "&lt;b&gt;Help" in short.content.decode()
    assert still_waiting
    assert "form-error" in unconfirmed.content.decode() or "invalid" in unconfirmed.content.decode()
    assert "Waiting for a second person" in waiting.content.decode()
    assert {name for name, secret in pair.secrets.items() if secret in read} == (
        set(pair.secrets) - pair.own
    )


def test_break_glass_says_when_nobody_else_could_answer(client, pair):
    pair.administrator.is_active = False
    pair.administrator.save()
    client.force_login(pair.coordinator)

    page = client.get(reverse("programs:break-glass-ask", args=[pair.mentorship.pk]))

    assert "Nobody else can agree to this" in page.content.decode()
    assert b"<textarea" not in page.content
