"""A concern goes to those who run the program alone, until it is released (P13, P29)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from assessments.concerns.models import Concern
from assessments.concerns.services.concern import (
    ConcernError,
    answer_concern,
    close_concern,
    release_concern,
)
from people.notices.models import Notice
from tests import factories as make
from tests.factories import NOON, TODAY

PEOPLE = ("amara", "priya", "sam", "dana", "femi", "ada")


def readers(unit, concern):
    rows = Concern.objects.filter(pk=concern.pk)
    return {who for who in PEOPLE if rows.visible_to(getattr(unit, who))}


def told(kind):
    return {
        notice.recipient.name for notice in Notice.objects.filter(kind=kind, superseded_at=None)
    }


def test_p13_a_concern_is_read_by_who_raised_it_and_the_coordinators_alone(unit):
    concern = unit.raise_concern()

    assert readers(unit, concern) == {"priya", "dana", "femi"}


def test_p13_a_coordinator_who_learns_here_reads_none_about_themselves(unit):
    concern = unit.raise_concern()
    make.ProgramCoordinatorFactory(program=unit.program, person=unit.amara)

    assert "amara" not in readers(unit, concern)
    with pytest.raises(ConcernError, match="Only the program's coordinators"):
        close_concern(concern=concern, note="Nothing in it.", by=unit.amara, at=NOON)


def test_p13_the_coordinators_are_told_and_nobody_else(unit):
    unit.raise_concern()

    assert told("concern_raised") == {"Dana Cole", "Femi Ade"}
    assert Notice.objects.count() == 2


def test_p13_a_learner_who_coordinates_is_not_told(unit):
    make.ProgramCoordinatorFactory(program=unit.program, person=unit.amara)

    unit.raise_concern()

    assert "Amara Okafor" not in told("concern_raised")


def test_p13_the_deputy_is_told_where_it_is_about_the_only_coordinator(unit):
    unit.program.coordinators.filter(person=unit.dana).update(person=unit.amara)
    unit.program.coordinators.filter(person=unit.femi).update(role="deputy")

    unit.raise_concern()

    assert told("concern_raised") == {"Femi Ade"}


@pytest.mark.parametrize("only", ["nobody", "the learner"])
def test_where_nobody_can_read_it_an_administrator_is_told_to_name_somebody(unit, only):
    unit.program.coordinators.all().delete()
    if only == "the learner":
        make.ProgramCoordinatorFactory(program=unit.program, person=unit.amara)

    concern = unit.raise_concern()

    assert told("concern_without_reader") == {"Ada Byrne"}
    assert readers(unit, concern) == {"priya"}


def test_n7_no_notice_says_what_it_is_about(unit):
    concern = unit.raise_concern(text="Gave the drug unchecked.", quoted="Hands were not washed.")
    answer_concern(
        concern=concern, text="Which day?", by=unit.dana, idempotency_key=uuid4(), at=NOON
    )
    release_concern(concern=concern, text="A check was missed.", by=unit.dana, at=NOON)

    said = str(list(Notice.objects.values_list("data", "path")))

    assert not [
        word for word in ("drug", "Hands", "Which", "check", "skills") if word.lower() in said
    ]


@pytest.mark.parametrize("who", ["priya", "sam", "dana", "ada"])
def test_whoever_works_with_the_learner_can_raise_one(unit, who):
    assert unit.raise_concern(by=getattr(unit, who)).raised_by == getattr(unit, who)


def test_a_learner_raises_none_about_themselves_whatever_they_run(unit):
    make.ProgramCoordinatorFactory(program=unit.program, person=unit.amara)

    with pytest.raises(ConcernError, match="work with the learner now"):
        unit.raise_concern(by=unit.amara)


def test_whoever_precepted_until_yesterday_can_raise_none_and_reads_their_own(unit):
    concern = unit.raise_concern()
    unit.preceptorship.assignments.filter(preceptor__person=unit.priya).update(
        valid_to=TODAY - timedelta(days=1)
    )

    with pytest.raises(ConcernError, match="work with the learner now"):
        unit.raise_concern()
    assert "priya" in readers(unit, concern)


def test_raise_concern_twice_with_one_key_is_one(unit):
    key = uuid4()

    assert unit.raise_concern(idempotency_key=key) == unit.raise_concern(idempotency_key=key)
    assert Concern.objects.count() == 1


def test_a_concern_needs_words_or_a_quotation(unit):
    with pytest.raises(ConcernError, match="Write a few words"):
        unit.raise_concern(text=" ")
    assert unit.raise_concern(text="", quoted="Hands were not washed.").quoted


def test_an_answer_is_told_to_the_other_side(unit):
    concern = unit.raise_concern()
    key = {"idempotency_key": uuid4(), "at": NOON}

    answer_concern(concern=concern, text="Which day was that?", by=unit.dana, **key)
    to_priya = told("concern_answered")
    answer_concern(concern=concern, text="On Monday.", by=unit.priya, **key)

    assert to_priya == {"Priya Nair"}
    assert told("concern_answered") == {"Priya Nair", "Dana Cole", "Femi Ade"}
    assert concern.answers.count() == 2


@pytest.mark.parametrize("who", ["sam", "amara", "ada"])
def test_nobody_else_answers_or_settles(unit, who):
    concern, somebody = unit.raise_concern(), getattr(unit, who)

    with pytest.raises(ConcernError):
        answer_concern(concern=concern, text="x", by=somebody, idempotency_key=uuid4(), at=NOON)
    with pytest.raises(ConcernError):
        close_concern(concern=concern, note="x", by=somebody, at=NOON)
    with pytest.raises(ConcernError):
        release_concern(concern=concern, text="x", by=somebody, at=NOON)


def test_p29_who_raised_it_hears_that_it_was_dealt_with_and_not_how(unit):
    concern = unit.raise_concern()

    close_concern(concern=concern, note="Talked to the ward manager.", by=unit.dana, at=NOON)

    notice = Notice.objects.get(kind="concern_dealt_with")
    assert notice.recipient == unit.priya
    assert notice.data == {"learner": "Amara Okafor", "program": unit.program.name}
    assert told("concern_raised") == set()


def test_p29_who_raised_it_hears_of_it_once(unit):
    concern = unit.raise_concern()

    close_concern(concern=concern, note="Talked to them.", by=unit.dana, at=NOON)
    release_concern(concern=concern, text="A check was missed.", by=unit.dana, at=NOON)

    assert Notice.objects.filter(kind="concern_dealt_with").count() == 1


def test_a_concern_is_closed_once(unit):
    concern = unit.raise_concern()
    close_concern(concern=concern, note="Talked to them.", by=unit.dana, at=NOON)

    with pytest.raises(ConcernError, match="already been dealt with"):
        close_concern(concern=concern, note="So did I.", by=unit.femi, at=NOON)
    concern.refresh_from_db()
    assert concern.closing_note == "Talked to them."


def test_p13_released_it_is_told_in_the_coordinators_words(unit):
    concern = unit.raise_concern()

    release_concern(concern=concern, text="A check was missed.", by=unit.dana, at=NOON)

    concern.refresh_from_db()
    assert (concern.released_text, concern.released_by) == ("A check was missed.", unit.dana)
    assert told("concern_released") == {"Amara Okafor"}
    assert readers(unit, concern) == {"priya", "dana", "femi"}
    with pytest.raises(ConcernError, match="already been released"):
        release_concern(concern=concern, text="Another.", by=unit.femi, at=NOON)


@pytest.mark.parametrize(
    "columns",
    [
        {"text": "", "quoted": ""},
        {"dealt_with_at": NOON},
        {"released_at": NOON, "released_text": "x"},
        {"released_text": "x"},
        {"closing_note": "", "released_at": NOON},
    ],
)
def test_concern_constraints(unit, columns):
    concern = unit.raise_concern()

    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(**columns)


def test_concern_released_is_dealt_with(unit):
    concern = unit.raise_concern()
    released = {"released_at": NOON, "released_text": "x", "released_by": unit.dana}

    with pytest.raises(IntegrityError, match="concern_released_is_dealt_with"):
        Concern.objects.filter(pk=concern.pk).update(**released)


def test_an_answer_says_something(unit):
    with pytest.raises(IntegrityError, match="concern_answer_says_something"):
        make.ConcernAnswerFactory(concern=unit.raise_concern(), text="")
