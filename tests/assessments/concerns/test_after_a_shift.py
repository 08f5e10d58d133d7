"""Whoever took a learner for one shift may say what they saw, also once the day is over (P13)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from assessments.concerns.models import Concern
from assessments.concerns.services.concern import ConcernError
from tests import factories as make
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.usefixtures("at_noon")
DAY = timedelta(days=1)


@pytest.fixture
def kofi(unit):
    """Took yesterday's shift, and was a backup for that day alone."""
    kofi = make.PersonFactory(name="Kofi Boateng")
    guide = make.PreceptorFactory(person=kofi, eligible=True)
    make.PreceptorAssignmentFactory(
        preceptorship=unit.preceptorship,
        preceptor=guide,
        role="backup",
        valid_from=TODAY - DAY,
        valid_to=TODAY - DAY,
    )
    make.ShiftFactory(preceptorship=unit.preceptorship, preceptor=guide)
    return kofi


def new(unit, **query):
    return reverse("assessments:concern-create", args=[unit.preceptorship.pk], query=query)


def record(unit):
    return f'href="{reverse("assessments:checklist", args=[unit.preceptorship.pk])}"'


def shift_of(person):
    return person.preceptor.shifts.get()


def test_p13_whoever_took_one_shift_raises_a_concern_the_day_after(client, unit, kofi):
    client.force_login(kofi)
    sent = {"topic": "safety", "text": "A dose was not checked.", "idempotency_key": uuid4()}

    shown = client.post(new(unit), sent, follow=True)

    assert shown.status_code == 200
    assert Concern.objects.get().raised_by == kofi


def test_the_form_leads_whoever_had_one_shift_to_no_page_that_is_closed_to_them(client, unit, kofi):
    client.force_login(kofi)

    shown = client.get(new(unit)).content.decode()

    assert record(unit) not in shown


@pytest.mark.parametrize(
    "changed",
    [
        {"day": TODAY - 15 * DAY},
        {"day": TODAY + DAY},
        {"called_off_at": NOON},
    ],
)
def test_a_shift_long_ago_or_that_was_not_worked_lets_nobody_raise_one(client, unit, kofi, changed):
    kofi.preceptor.shifts.update(**changed)
    client.force_login(kofi)

    assert client.get(new(unit)).status_code == 404
    with pytest.raises(ConcernError, match="work with the learner now"):
        unit.raise_concern(by=kofi)


def test_whoever_was_relieved_of_a_shift_has_not_worked_it(unit, kofi):
    shift = shift_of(kofi)
    shift.preceptor = unit.sam.preceptor
    shift.save()

    with pytest.raises(ConcernError, match="work with the learner now"):
        unit.raise_concern(by=kofi)


def test_a_learner_raises_none_about_themselves_whose_shift_they_precept(unit):
    guide = make.PreceptorFactory(person=unit.amara)
    make.ShiftFactory(preceptorship=unit.preceptorship, preceptor=guide)

    with pytest.raises(ConcernError, match="work with the learner now"):
        unit.raise_concern(by=unit.amara)


def test_ones_own_words_about_a_shift_are_quoted(client, unit, kofi):
    note = make.ShiftNoteFactory(
        shift=shift_of(kofi), went_well="Calm with relatives.", next_time="Check each dose."
    )
    client.force_login(kofi)
    sent = {"about": str(note.pk), "topic": "safety", "text": "", "idempotency_key": uuid4()}

    client.post(new(unit), sent)

    said = "Went well: Calm with relatives.\nNext time: Check each dose."
    assert Concern.objects.get().quoted == said


def test_p12_what_the_learner_wrote_about_a_shift_is_not_quoted(client, unit, kofi):
    note = make.ShiftNoteFactory(shift=shift_of(kofi), author=unit.amara, next_time="I felt lost.")
    client.force_login(kofi)

    assert "I felt lost." not in client.get(new(unit, about=note.pk)).content.decode()


def test_a_concern_is_one_tap_from_ones_own_note_and_from_nobody_elses(client, unit, kofi):
    note = make.ShiftNoteFactory(shift=shift_of(kofi))
    page = reverse("programs:shift-detail", args=[note.shift_id])
    link = new(unit, about=note.pk)
    shown = {}

    for person in (kofi, unit.priya, unit.amara):
        client.force_login(person)
        shown[person.name] = link in client.get(page).content.decode()

    assert shown == {"Kofi Boateng": True, "Priya Nair": False, "Amara Okafor": False}


def test_the_page_of_a_note_offers_whoever_had_the_day_what_they_may_open(client, unit, kofi):
    note = make.ShiftNoteFactory(shift=shift_of(kofi))
    client.force_login(kofi)

    shown = client.get(reverse("programs:shift-note-update", args=[note.pk])).content.decode()

    assert new(unit, about=note.pk) in shown
    assert record(unit) not in shown


def test_no_concern_is_offered_once_the_preceptorship_has_ended(client, unit, kofi):
    note = make.ShiftNoteFactory(shift=shift_of(kofi))
    type(unit.preceptorship).objects.filter(pk=unit.preceptorship.pk).update(
        status="withdrawn", closed_at=NOON
    )
    client.force_login(kofi)

    page = client.get(reverse("programs:shift-detail", args=[note.shift_id]))

    assert new(unit, about=note.pk) not in page.content.decode()
    assert client.get(new(unit)).status_code == 403
