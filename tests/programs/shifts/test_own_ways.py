"""How a skill was taught, in the words of whoever writes it (P24)."""

from uuid import uuid4

import pytest
from django.urls import reverse

from programs.shifts.models import TaughtSkill
from programs.shifts.services.shift_note import Words, write_shift_note
from tests.factories import NOON, CompetencyFactory, ShiftFactory

pytestmark = pytest.mark.django_db
WITH_HELP = TaughtSkill.Way.WITH_HELP


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def shift(preceptorship):
    CompetencyFactory(version=preceptorship.framework_version)
    return ShiftFactory(preceptorship=preceptorship)


def page_for(client, person, name, *arguments):
    client.force_login(person)
    return client.get(reverse(f"programs:{name}", args=arguments)).content.decode()


def two(shift):
    return shift.preceptorship.learner.person, shift.preceptor.person


def test_the_learner_ticks_what_they_did_themselves(client, shift):
    learner, preceptor = two(shift)

    own = page_for(client, learner, "shift-note-create", shift.pk)
    other = page_for(client, preceptor, "shift-note-create", shift.pk)

    for way in TaughtSkill.Way:
        assert str(way.as_learnt) in own
        assert str(way.as_learnt) not in other
    assert "Showed" in other
    assert "Showed" not in own


def test_a_note_says_it_as_its_author_did(client, shift):
    skill = shift.preceptorship.framework_version.competencies.get()
    learner, preceptor = two(shift)
    for person in (learner, preceptor):
        words = Words(taught=[(skill.pk, WITH_HELP)])
        write_shift_note(shift=shift, words=words, by=person, idempotency_key=uuid4(), at=NOON)

    client.force_login(preceptor)
    page = client.get(reverse("programs:shift-detail", args=[shift.pk]))

    said = {note.author: note.lines[0].words for note, *_can in page.context["notes"]}
    assert said == {learner: "I did it with help", preceptor: "With help"}


def test_who_reads_a_note_is_said_as_in_a_review(client, shift):
    page = page_for(client, two(shift)[0], "shift-note-create", shift.pk)

    assert "and everyone assigned as preceptor can read this." in page
