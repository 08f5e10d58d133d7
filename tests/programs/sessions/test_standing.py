"""How a learner stands in the sessions of a cohort, and what other pages say of it."""

from datetime import timedelta

import pytest

from people.services.person import deactivate_person
from programs import registry
from programs.preceptorships.services.preceptorship import completion_blockers
from programs.registry import worklist_queries
from programs.sessions import worklist
from programs.sessions.facts import attended_sessions, missing_sessions, session_facts
from programs.sessions.models import Attendance
from programs.sessions.standing import months_of, taken_by
from tests.factories import (
    NOON,
    TODAY,
    AttendanceFactory,
    PreceptorshipFactory,
    ReviewFactory,
    SessionFactory,
)
from tests.programs.sessions.planning import WEEK, enrol
from tests.worklist import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def learner(amara):
    return amara.learner


@pytest.fixture
def preceptorship(cohort, learner):
    return PreceptorshipFactory(cohort=cohort, learner=learner, starts_on=TODAY - 10 * WEEK)


def held(cohort, *, weeks=1, **fields):
    return SessionFactory(cohort=cohort, starts_at=NOON - weeks * WEEK, **fields)


def mark(session, learner, state="absent"):
    return AttendanceFactory(session=session, learner=learner, state=state)


def standing(learner, cohort):
    return [each.standing for each in taken_by(learner, cohort, at=NOON)]


@pytest.mark.parametrize(
    ("state", "word"),
    [("present", "attended"), ("excused", "excused"), ("absent", "missed")],
)
def test_it_stands_as_it_is_noted(cohort, learner, state, word):
    mark(held(cohort), learner, state)

    assert standing(learner, cohort) == [word]


def test_what_nobody_noted_is_not_missed(cohort, learner):
    held(cohort)

    assert standing(learner, cohort) == ["open"]


def test_one_before_the_learner_came_is_none_of_theirs(cohort):
    held(cohort, weeks=6)
    late = enrol(cohort, days=7).learner

    assert standing(late, cohort) == ["earlier"]


def test_another_date_of_the_same_session_makes_it_up(cohort, learner):
    missed = held(cohort, weeks=3)
    again = held(cohort, series=missed.series)
    mark(missed, learner)
    mark(again, learner, "present")

    (taken,) = taken_by(learner, cohort, at=NOON)
    assert (taken.standing, taken.last, taken.minutes) == ("attended", again, 420)


def test_the_same_session_twice_is_credited_once(cohort, learner):
    first = held(cohort, weeks=3)
    for session in (first, held(cohort, series=first.series)):
        mark(session, learner, "present")

    assert sum(each.minutes for each in taken_by(learner, cohort, at=NOON)) == 420


def test_a_second_absence_undoes_an_excuse(cohort, learner):
    first = held(cohort, weeks=3)
    mark(first, learner, "excused")
    mark(held(cohort, series=first.series), learner, "absent")

    assert standing(learner, cohort) == ["missed"]


def test_a_missed_one_names_its_next_date(cohort, learner):
    missed = held(cohort)
    again = SessionFactory(cohort=cohort, series=missed.series, starts_at=NOON + WEEK)
    mark(missed, learner)

    (taken,) = taken_by(learner, cohort, at=NOON)
    assert taken.following == again


def test_one_that_was_cancelled_counts_for_nothing(cohort, learner, coordinator):
    held(cohort, called_off_at=NOON, called_off_by=coordinator)

    assert standing(learner, cohort) == []


def test_hours_are_credited_by_month(cohort, learner):
    for weeks in (1, 2, 8):
        mark(held(cohort, weeks=weeks), learner, "present")

    months = months_of(taken_by(learner, cohort, at=NOON))
    assert [(month.first.month, month.minutes, month.sessions) for month in months] == [
        (11, 840, 2),
        (9, 420, 1),
    ]


def missing(learner):
    return [row.session for row in Attendance.objects.missed().filter(learner=learner)]


def test_a_required_one_missed_is_found_until_it_is_made_up(cohort, learner):
    missed = held(cohort, weeks=3)
    mark(missed, learner)
    before = missing(learner)

    mark(held(cohort, series=missed.series), learner, "present")

    assert before == [missed]
    assert missing(learner) == []


def test_it_is_found_until_it_is_excused(cohort, learner):
    absent = mark(held(cohort), learner)
    Attendance.objects.filter(pk=absent.pk).update(state="excused")

    assert missing(learner) == []


def test_of_two_missed_dates_of_one_session_the_last_is_found(cohort, learner):
    first = held(cohort, weeks=3)
    last = held(cohort, series=first.series)
    mark(first, learner)
    mark(last, learner)

    assert missing(learner) == [last]


def test_an_optional_one_is_never_missed(cohort, learner):
    mark(held(cohort, is_required=False), learner)

    assert missing(learner) == []


@pytest.mark.parametrize("how", ["withdrawn", "finished", "archived", "deactivated"])
def test_whoever_left_and_what_is_over_asks_for_nothing(cohort, learner, coordinator, how):
    mark(held(cohort), learner)
    if how == "archived":
        cohort.archived_at = NOON
        cohort.save()
    elif how == "deactivated":
        deactivate_person(person=learner.person, by=coordinator, at=NOON)
    else:
        cohort.enrolments.update(status=how)

    assert missing(learner) == []


def test_the_worklist_names_who_missed_what_and_the_next_date(cohort, learner):
    missed = held(cohort)
    SessionFactory(cohort=cohort, series=missed.series, starts_at=NOON + WEEK)
    mark(missed, learner)

    (row,) = rows_of(worklist, type(cohort.program).objects.all(), NOON)

    assert worklist.waiting in worklist_queries
    assert (row.kind, row.person, row.since) == ("session_missed", learner.person, TODAY - WEEK)
    assert row.facts[0][0] == "Next date: Monday 30 November, 12:00"


def test_without_another_date_the_act_is_to_plan_one(cohort, learner):
    missed = held(cohort)
    mark(missed, learner)

    (row,) = rows_of(worklist, type(cohort.program).objects.all(), NOON)

    assert row.url.endswith(f"{missed.pk}/copy/")


def test_other_programs_rows_are_not_shown(cohort, learner):
    mark(held(cohort), learner)
    others = type(cohort.program).objects.exclude(pk=cohort.program_id)

    assert rows_of(worklist, others, NOON) == []


def test_p28_completion_says_how_many_study_days_were_attended(cohort, learner, preceptorship):
    for weeks, state in ((4, "present"), (3, "present"), (2, "excused"), (1, "absent")):
        mark(held(cohort, weeks=weeks), learner, state)
    mark(held(cohort, is_required=False), learner, "present")

    assert attended_sessions in registry.completion_facts
    assert list(map(str, attended_sessions(preceptorship, NOON))) == [
        "Study days: 2 of 4 attended, 1 excused.",
        "1 optional session attended.",
    ]


def test_a_cohort_without_sessions_says_nothing_of_them(preceptorship):
    assert list(attended_sessions(preceptorship, NOON)) == []


def needing(preceptorship, *, needs=True):
    rules = preceptorship.program.preceptorship_rules
    rules.needs_required_sessions = needs
    rules.save()
    return preceptorship


def test_where_the_program_needs_them_a_missed_one_stands_against_the_end(
    cohort, learner, preceptorship
):
    mark(held(cohort, title="Medicines safety"), learner)

    blockers = completion_blockers(needing(preceptorship))

    assert "The required session “Medicines safety” was missed." in blockers


def test_one_that_nobody_noted_stands_against_it_as_well(cohort, learner, preceptorship):
    held(cohort)

    (words,) = missing_sessions(needing(preceptorship))

    assert words.startswith("Nobody has noted yet")


def test_an_excused_one_and_one_to_come_do_not(cohort, learner, preceptorship):
    mark(held(cohort), learner, "excused")
    SessionFactory(cohort=cohort, starts_at=NOON + WEEK)

    assert list(missing_sessions(needing(preceptorship))) == []


def test_elsewhere_a_missed_one_stands_against_nothing(cohort, learner, preceptorship):
    mark(held(cohort), learner)

    assert list(missing_sessions(needing(preceptorship, needs=False))) == []


def test_a_review_says_what_was_attended_since_the_last(cohort, learner, preceptorship):
    mark(held(cohort, weeks=8), learner, "present")
    mark(held(cohort, weeks=1), learner, "present")
    mark(held(cohort, weeks=2, title="Medicines safety"), learner, "absent")
    review = ReviewFactory(preceptorship=preceptorship)

    facts = list(session_facts(review, learner.person, TODAY - 5 * WEEK, TODAY))

    assert session_facts in registry.review_facts
    assert [fact.value for fact in facts] == ["1", "Medicines safety"]


def test_somebody_in_two_cohorts_stands_in_each_by_itself(cohort, learner):
    other = SessionFactory(starts_at=NOON - WEEK)
    enrol(other.cohort, learner=learner)
    mark(held(cohort), learner, "present")
    mark(other, learner, "absent")

    assert standing(learner, cohort) == ["attended"]
    assert standing(learner, other.cohort) == ["missed"]


def test_a_learner_who_joined_in_week_six_needs_what_came_after(cohort, preceptorship):
    held(cohort, weeks=8)
    late = enrol(cohort, days=30).learner
    mark(held(cohort), late, "present")
    theirs = PreceptorshipFactory(cohort=cohort, learner=late, starts_on=TODAY - timedelta(days=30))

    (stands,) = attended_sessions(theirs, NOON)
    assert (stands.text, stands.is_met) == ("Study days: 1 of 1 attended.", True)
    assert list(missing_sessions(needing(theirs))) == []
