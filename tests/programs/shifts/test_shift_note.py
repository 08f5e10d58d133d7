"""Notes of shifts and the hours in them (P24, P26)."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from people.notices.models import Notice
from programs.preceptorships.completion import completion_facts
from programs.shifts.completion import hours_met
from programs.shifts.hours import Month, hours_in, months_in
from programs.shifts.models import Shift, ShiftNote, TaughtSkill
from programs.shifts.services.hours import confirm_hours, correct_hours, question_hours
from programs.shifts.services.roster import Plan, ShiftError, Times
from programs.shifts.services.shift_note import (
    Words,
    answer_shift_note,
    change_shift_note,
    write_note_of_day,
    write_shift_note,
)
from programs.shifts.statement import months_in_a_row, rows, statement_of
from tests.factories import (
    NOON,
    TODAY,
    CompetencyFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramFactory,
    ShiftFactory,
    ShiftNoteFactory,
)

pytestmark = pytest.mark.django_db
NEXT = Words(next_time="Say each check aloud.")


@pytest.fixture
def coordinator():
    return PersonFactory()


@pytest.fixture
def shift(coordinator):
    program = ProgramFactory(coordinator=coordinator)
    preceptorship = PreceptorshipFactory(cohort__program=program, primary=PreceptorFactory())
    return ShiftFactory(preceptorship=preceptorship)


def learner_of(shift):
    return shift.preceptorship.learner.person


def write(shift, by, words=NEXT, key=None):
    key = key or uuid4()
    return write_shift_note(shift=shift, words=words, by=by, idempotency_key=key, at=NOON)


def test_p24_both_sides_may_write_about_one_shift(shift):
    write(shift, shift.preceptor.person)
    write(shift, learner_of(shift))

    assert shift.notes.count() == 2


def test_p24_one_side_writes_once(shift):
    write(shift, shift.preceptor.person)

    with pytest.raises(ShiftError, match="already written"):
        write(shift, shift.preceptor.person)


def test_the_same_note_sent_twice_is_one(shift):
    key = uuid4()

    assert write(shift, shift.preceptor.person, key=key) == write(
        shift, shift.preceptor.person, key=key
    )


def test_p24_a_note_holds_how_each_skill_was_taught(shift):
    skill = CompetencyFactory(version=shift.preceptorship.framework_version)
    ways = [(skill.pk, TaughtSkill.Way.EXPLAINED), (skill.pk, TaughtSkill.Way.WITH_HELP)]

    note = write(shift, shift.preceptor.person, Words(taught=ways))

    assert set(note.taught.values_list("competency", "way")) == set(ways)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Words(next_time="  "), "Tick what you worked on"),
        (Words(taught=[(uuid4(), TaughtSkill.Way.ALONE)]), "not part of this record"),
    ],
)
def test_write_shift_note_refuses_what_says_nothing(shift, words, said):
    with pytest.raises(ShiftError, match=said):
        write(shift, shift.preceptor.person, words)


def test_nobody_else_writes_about_a_shift(shift, coordinator):
    with pytest.raises(ShiftError, match="two who worked together"):
        write(shift, coordinator)


def test_a_shift_called_off_has_no_note(shift):
    Shift.objects.filter(pk=shift.pk).update(called_off_at=NOON)

    with pytest.raises(ShiftError, match="cancelled"):
        write(shift, shift.preceptor.person)


def test_a_shift_to_come_has_no_note(shift):
    ahead = ShiftFactory(
        preceptorship=shift.preceptorship, starts_at=NOON + timedelta(hours=20), day=TODAY
    )

    with pytest.raises(ShiftError, match="once it has begun"):
        write(ahead, shift.preceptor.person)


def test_a_note_is_told_to_the_other_side_ten_minutes_later(shift):
    write(shift, shift.preceptor.person)

    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == ("shift_note_written", learner_of(shift))
    assert notice.created_at == NOON + timedelta(minutes=10)
    assert "aloud" not in str(notice.data)


def test_a_note_of_a_day_without_a_shift_makes_the_shift(shift):
    preceptorship = shift.preceptorship

    note = write_note_of_day(
        preceptorship=preceptorship,
        times=Times(TODAY - timedelta(days=3), time(7), time(15), 30),
        plan=Plan(preceptor=shift.preceptor, origin=Shift.Origin.NOTE),
        words=NEXT,
        by=learner_of(shift),
        idempotency_key=uuid4(),
        at=NOON,
    )

    assert (note.shift.origin, note.shift.minutes) == (Shift.Origin.NOTE, 450)


def test_change_shift_note_replaces_its_words(shift):
    skill = CompetencyFactory(version=shift.preceptorship.framework_version)
    alone = Words(taught=[(skill.pk, TaughtSkill.Way.ALONE)])
    note = write(shift, shift.preceptor.person, alone)

    change_shift_note(note=note, words=NEXT, by=shift.preceptor.person, at=NOON)

    note.refresh_from_db()
    assert (note.next_time, note.taught.count()) == ("Say each check aloud.", 0)


def test_nobody_changes_the_note_of_the_other(shift):
    note = write(shift, shift.preceptor.person)

    with pytest.raises(ShiftError):
        change_shift_note(note=note, words=NEXT, by=learner_of(shift), at=NOON)


def test_p24_the_other_one_answers_in_a_line(shift):
    note = write(shift, shift.preceptor.person)

    answer_shift_note(note=note, answer="I will.", by=learner_of(shift), at=NOON)

    note.refresh_from_db()
    assert (note.answer, note.answered_by) == ("I will.", learner_of(shift))


def test_the_author_does_not_answer_themselves(shift):
    note = write(shift, shift.preceptor.person)

    with pytest.raises(ShiftError):
        answer_shift_note(note=note, answer="Me too.", by=shift.preceptor.person, at=NOON)


def test_p24_a_note_is_read_by_learner_preceptors_and_coordinators(shift, coordinator):
    note = ShiftNoteFactory(shift=shift)

    def reads(person):
        return ShiftNote.objects.visible_to(person, on=TODAY).filter(pk=note.pk).exists()

    people = [learner_of(shift), shift.preceptor.person, coordinator, PersonFactory()]
    assert [reads(person) for person in people] == [True, True, True, False]


def hours(shift, at=NOON):
    found = hours_in(Shift.objects.filter(preceptorship=shift.preceptorship), at=at)
    return {"counted": found.counted, "open": found.open, "questioned": found.questioned}


def test_p26_hours_count_after_14_days_without_a_question(shift):
    assert hours(shift) == {"counted": 0, "open": 690, "questioned": 0}
    assert hours(shift, shift.settles_at) == {"counted": 690, "open": 0, "questioned": 0}


def test_p26_confirmed_hours_count_at_once(shift):
    confirm_hours(shift=shift, by=learner_of(shift), at=NOON)

    assert hours(shift)["counted"] == 690


def test_p26_questioned_hours_never_count_until_settled(shift):
    question_hours(shift=shift, question="I left at six.", by=learner_of(shift), at=NOON)
    assert hours(shift, NOON + timedelta(days=400))["questioned"] == 690

    correct_hours(
        shift=shift, minutes=600, is_supernumerary=True, by=shift.preceptor.person, at=NOON
    )

    assert hours(shift) == {"counted": 0, "open": 600, "questioned": 0}
    assert hours(shift, NOON + timedelta(days=14))["counted"] == 600


def test_p26_nobody_confirms_their_own_correction(shift):
    preceptor = shift.preceptor.person
    correct_hours(shift=shift, minutes=600, is_supernumerary=True, by=preceptor, at=NOON)

    with pytest.raises(ShiftError, match="the other person"):
        confirm_hours(shift=shift, by=preceptor, at=NOON)


def test_p26_nobody_confirms_hours_that_the_other_questions(shift):
    question_hours(shift=shift, question="I left at six.", by=learner_of(shift), at=NOON)

    with pytest.raises(ShiftError, match="questioned"):
        confirm_hours(shift=shift, by=shift.preceptor.person, at=NOON)


def test_p26_whoever_asked_takes_the_question_back_by_confirming(shift):
    question_hours(shift=shift, question="I left at six.", by=learner_of(shift), at=NOON)

    confirm_hours(shift=shift, by=learner_of(shift), at=NOON)

    assert hours(shift)["counted"] == 690


def test_p26_what_a_coordinator_says_counts_at_once(shift, coordinator):
    question_hours(shift=shift, question="I left at six.", by=learner_of(shift), at=NOON)

    correct_hours(shift=shift, minutes=600, is_supernumerary=False, by=coordinator, at=NOON)

    assert hours(shift)["counted"] == 600


def test_p26_the_program_says_when_hours_count(shift):
    rules = shift.preceptorship.program.preceptorship_rules
    rules.hours_settle_days = 3
    rules.save()

    correct_hours(shift=shift, minutes=600, is_supernumerary=True, by=learner_of(shift), at=NOON)

    assert hours(shift, NOON + timedelta(days=3))["counted"] == 600


def test_p26_supernumerary_and_counted_hours_are_kept_apart(shift):
    confirm_hours(shift=shift, by=learner_of(shift), at=NOON)
    ShiftFactory(
        preceptorship=shift.preceptorship,
        starts_at=NOON - timedelta(days=5),
        is_supernumerary=False,
        confirmed_at=NOON,
        confirmed_by=learner_of(shift),
        minutes=60,
    )

    found = hours_in(Shift.objects.all(), at=NOON)

    assert (found.supernumerary, found.in_numbers) == ({"counted": 690}, {"counted": 60})


def test_p28_deciding_reads_the_hours_that_are_asked_for(shift):
    rules = shift.preceptorship.program.preceptorship_rules
    rules.supernumerary_hours, rules.logged_hours_required = 75, 450
    rules.save()
    confirm_hours(shift=shift, by=learner_of(shift), at=NOON)
    ShiftFactory(
        preceptorship=shift.preceptorship,
        starts_at=NOON - timedelta(days=5),
        is_supernumerary=False,
        minutes=60,
    )

    stands = completion_facts(shift.preceptorship, at=NOON)[:3]
    assert [fact.is_met for fact in stands] == [False, False, None]
    assert [fact.text for fact in stands] == [
        "Supernumerary: 11.5 of 75 hours.",
        "Hours to log: 11.5 of 450 hours.",
        "Hours not settled yet: 1.",
    ]


def test_p28_deciding_reads_of_no_hours_where_none_are_asked_for(shift):
    assert list(hours_met(shift.preceptorship, NOON)) == []


def test_hours_longer_than_the_shift_are_refused(shift):
    with pytest.raises(ShiftError, match="more than the time"):
        correct_hours(
            shift=shift, minutes=13 * 60, is_supernumerary=True, by=learner_of(shift), at=NOON
        )


def test_a_statement_names_the_hours_and_nobody_taught(shift):
    confirm_hours(shift=shift, by=learner_of(shift), at=NOON)
    person = shift.preceptor.person

    statement = statement_of(person, TODAY - timedelta(days=30), TODAY, at=NOON)

    (row,) = rows(statement)
    assert statement.minutes == 690
    assert row[3] == 11.5
    assert learner_of(shift).name not in str(row)


def test_months_in_a_row_count_up_to_this_one_or_the_last():
    months = [
        Month(date.fromisoformat(f"{month}-01"), 60, 1)
        for month in ("2026-09", "2026-08", "2026-06")
    ]

    assert months_in_a_row(months, today=TODAY.replace(month=10)) == 2
    assert months_in_a_row(months, today=TODAY) == 0


def test_months_in_count_only_what_counts(shift):
    assert months_in(Shift.objects.all(), at=NOON) == []

    confirm_hours(shift=shift, by=learner_of(shift), at=NOON)

    assert [month.minutes for month in months_in(Shift.objects.all(), at=NOON)] == [690]
