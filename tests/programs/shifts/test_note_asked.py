"""Who is asked for the note of a shift, and until when (P24)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from people.notices.models import Notice
from people.notices.services.notice import plan_notices
from programs.shifts import reminders
from programs.shifts.services.shift_note import Words, write_shift_note
from tests.factories import NOON, ShiftFactory, ShiftNoteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def shift(preceptorship):
    return ShiftFactory(preceptorship=preceptorship)


def test_a_note_is_asked_for_when_the_shift_has_ended_and_two_days_long(shift):
    def asked(at):
        return {draft.kind for draft in reminders.drafts(at)}

    assert asked(shift.ends_at - timedelta(minutes=1)) == set()
    assert asked(shift.ends_at) == {"shift_note_due"}
    assert asked(shift.ends_at + timedelta(hours=48)) == set()


def test_each_is_asked_for_a_note_until_they_have_written_theirs(shift):
    learner, preceptor = shift.preceptorship.learner.person, shift.preceptor.person

    ShiftNoteFactory(shift=shift, author=learner)
    after_the_first = [draft.recipient_id for draft in reminders.drafts(NOON)]
    ShiftNoteFactory(shift=shift, author=preceptor)

    assert after_the_first == [preceptor.pk]
    assert list(reminders.drafts(NOON)) == []


def test_today_asks_each_for_a_note_until_they_have_written_theirs(client, shift):
    learner, preceptor = shift.preceptorship.learner.person, shift.preceptor.person
    ShiftNoteFactory(shift=shift, author=learner)
    create = reverse("programs:shift-note-create", args=[shift.pk])

    def is_asked(person):
        client.force_login(person)
        return create in client.get("/").content.decode()

    assert (is_asked(learner), is_asked(preceptor)) == (False, True)


def test_a_note_takes_back_only_what_its_author_was_asked(shift):
    learner, preceptor = shift.preceptorship.learner.person, shift.preceptor.person
    plan_notices(reminders.drafts(NOON), at=NOON)
    words = Words(next_time="Say each check aloud.")

    write_shift_note(shift=shift, words=words, by=learner, idempotency_key=uuid4(), at=NOON)

    asked = Notice.objects.filter(kind="shift_note_due", superseded_at=None)
    assert [notice.recipient for notice in asked] == [preceptor]
