"""A program in figures for whoever audits it: numbers with denominators, and no names."""

import pytest

from assessments.evidence_pack.pack import pack_of
from programs import registry
from programs.registry import EvidenceFigure
from tests import factories as make
from tests.assessments.evidence_pack.following import (
    BEGAN,
    DAY,
    WEEK,
    figures_of,
    learner_in,
    scope_of,
    six,
)
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db


def test_learners_are_followed_from_the_offer_to_what_became_of_them(program, cohort):
    six(cohort)
    make.EnrolmentFactory(cohort=cohort)

    figures = figures_of(program)

    assert figures["Offered a place"] == (7, None)
    assert figures["Started"] == (6, 7)
    outcomes = ("Completed", "Not completed", "Left early", "Still running")
    assert [figures[name] for name in outcomes] == [(1, 6), (1, 6), (1, 6), (3, 6)]


def test_p15_pauses_and_moved_ends_count_people_once(program, cohort):
    paused, moved, *_others = six(cohort)[3:] + six(cohort)
    for _time in range(2):
        make.PreceptorshipPauseFactory(
            preceptorship=paused, valid_from=BEGAN, valid_to=BEGAN + 3 * DAY
        )
        moved.changes.create(
            from_status="active",
            to_status="active",
            changed_at=NOON,
            reason="Ill for long",
            ends_on=TODAY + 90 * DAY,
        )

    figures = figures_of(program)

    assert (figures["Paused"], figures["End date moved"]) == ((1, 12), (1, 12))


def test_who_was_paired_anew_is_followed_in_the_last_one(program, cohort):
    first = six(cohort)[2]
    make.PreceptorshipFactory(
        cohort=cohort, learner=first.learner, starts_on=BEGAN + WEEK, created_at=NOON
    )

    figures = figures_of(program)

    assert (figures["Started"], figures["Left early"]) == ((6, 6), (0, 6))


def test_a_pairing_by_mistake_did_not_start(program, cohort):
    six(cohort)
    learner_in(cohort, starts_on=TODAY, status="withdrawn", closed_at=NOON)

    assert figures_of(program)["Started"] == (6, 7)


@pytest.mark.parametrize(("count", "median"), [(4, None), (5, 30.0)])
def test_time_to_completion_is_said_of_five_or_more(program, cohort, count, median):
    six(cohort)
    for weeks in range(28, 28 + count - 1):
        learner_in(cohort, status="achieved", closed_at=NOON - (40 - weeks) * WEEK)

    assert figures_of(program)["Time to completion, median"][0] == median


def test_p16_load_is_of_the_last_day_and_capacity_of_all_programs(program, cohort):
    priya, sam = make.PreceptorFactory(capacity=2), make.PreceptorFactory(capacity=2)
    for preceptor in (priya, priya, sam):
        learner_in(cohort, primary=preceptor)
    six(cohort)
    elsewhere = make.CohortFactory(starts_on=BEGAN)
    learner_in(elsewhere, primary=priya)

    figures = figures_of(program)

    assert figures["Preceptors with a learner"] == (2, None)
    assert figures["Learners for each of them, mean"] == (1.5, None)
    assert figures["Learners for each of them, most"] == (2, None)
    assert figures["Over their capacity"] == (1, 2)


def test_p18_changes_of_preceptor_are_those_after_the_first(program, cohort):
    learners = six(cohort)
    for day in (0, 10, 20):
        make.PreceptorAssignmentFactory(
            preceptorship=learners[5],
            valid_from=BEGAN + day * DAY,
            valid_to=BEGAN + (day + 9) * DAY,
        )

    figures = figures_of(program)

    assert figures["Changes of preceptor"] == (2, None)
    assert figures["Learners whose preceptor changed"] == (1, 6)


def test_reviews_are_in_time_late_or_missing(program, cohort):
    learner, by = six(cohort)[5], make.PersonFactory()
    for held_on in (TODAY - 10 * DAY, TODAY - 3 * DAY, None):
        make.ReviewFactory(
            preceptorship=learner,
            due_on=TODAY - 9 * DAY,
            held_on=held_on,
            held_by=by if held_on else None,
        )
    make.ReviewFactory(preceptorship=learner, due_on=TODAY + DAY)

    figures = figures_of(program)

    assert figures["Due"] == (3, None)
    states = ("Done in time", "Done late", "Not done")
    assert [figures[name] for name in states] == [(1, 3), (1, 3), (1, 3)]


@pytest.mark.parametrize(("days", "in_time"), [(7, 1), (8, 0)])
def test_p27_a_review_is_signed_in_time_within_the_days_of_the_program(
    program, cohort, days, in_time
):
    review = make.ReviewFactory(
        preceptorship=six(cohort)[5],
        due_on=TODAY,
        held_on=TODAY - 20 * DAY,
        held_by=make.PersonFactory(),
    )
    make.ReviewOutcomeFactory(review=review, outcome="on_track")
    signed_at = NOON - (20 - days) * DAY
    entry = make.LedgerEntryFactory(preceptorship=review.preceptorship)
    for part in review.outcomes.get().parts.all():
        part.signed_at, part.signed_by = signed_at, make.PersonFactory()
        part.save()
    # The ledger's entry follows those before it, however late they came.
    review.outcomes.update(completed_at=NOON, entry=entry)

    figures = figures_of(program)

    assert figures["Signed by everyone in time"] == (in_time, 1)
    assert figures["Signed by everyone"] == (1, 1)


def test_p26_hours_are_worked_confirmed_and_questioned(program, cohort):
    learner = six(cohort)[5]
    make.PreceptorAssignmentFactory(preceptorship=learner)
    shift = {"preceptorship": learner, "minutes": 600}
    make.ShiftFactory(confirmed_at=NOON, confirmed_by=learner.learner.person, **shift)
    make.ShiftFactory(
        starts_at=NOON - 3 * DAY,
        preceptor=make.PreceptorFactory(),
        questioned_at=NOON,
        questioned_by=learner.learner.person,
        question="I left at six.",
        is_supernumerary=False,
        **shift,
    )

    figures = figures_of(program)

    assert figures["Worked"] == (20, None)
    assert figures["Confirmed"] == (10, 20)
    assert figures["Questioned and not settled"] == (10, 20)
    assert figures["Supernumerary, of the confirmed"] == (10, 10)
    assert figures["Covered by someone else"] == (1, 2)


def test_study_days_are_counted_with_who_was_there(program, cohort):
    learners = [each.learner for each in six(cohort)]
    session = make.SessionFactory(cohort=cohort, starts_at=NOON - 7 * DAY)
    make.SessionFactory(
        cohort=cohort,
        starts_at=NOON - 5 * DAY,
        called_off_at=NOON,
        called_off_by=make.PersonFactory(),
    )
    for learner, state in zip(learners, ("present", "present", "excused", "absent"), strict=False):
        make.AttendanceFactory(session=session, learner=learner, state=state)

    figures = figures_of(program)

    assert figures["Sessions that took place"] == (1, 2)
    assert figures["With a list of who was there"] == (1, 1)
    states = ("Attended", "Excused", "Missed")
    assert [figures[name] for name in states] == [(2, 4), (1, 4), (1, 4)]
    assert figures["Hours attended"] == (14, None)


def test_a_program_without_study_days_says_nothing_of_them(program, cohort):
    six(cohort)

    assert "Sessions that took place" not in figures_of(program)


def test_p6_signatures_in_time_and_late(program, cohort):
    learner = six(cohort)[5]
    for number, is_late in enumerate((False, False, True), start=2):
        entry = make.LedgerEntryFactory(
            preceptorship=learner, sequence=number, previous_hash="e" * 64
        )
        make.SignOffFactory(preceptorship=learner, is_late=is_late, entry=entry)

    figures = figures_of(program)

    assert (figures["Sign-offs"], figures["Signed in time"]) == ((3, None), (2, 3))


@pytest.mark.parametrize(("count", "value"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_p13_one_to_four_concerns_are_not_shown(program, cohort, count, value):
    make.ConcernFactory.create_batch(count, preceptorship=six(cohort)[5])

    assert figures_of(program)["Concerns raised"] == (value, None)


def test_p13_concerns_are_not_told_apart_by_cohort(program, cohort):
    other = make.CohortFactory(program=program, name="Autumn", starts_on=BEGAN)
    make.ConcernFactory.create_batch(5, preceptorship=six(cohort)[5])
    six(other)

    assert figures_of(program, cohort=other)["Concerns raised"] == (5, None)


def test_p19_answers_are_those_that_the_program_shows(program, cohort):
    six(cohort)
    counted = {"program": program, "is_counted": True}
    make.EvaluationAnswerFactory.create_batch(5, value=4, **counted)
    make.EvaluationAnswerFactory.create_batch(4, program=program, statement="time", value=1)
    make.EvaluationAskFactory(preceptorship=learner_in(cohort))

    figures = figures_of(program)

    assert figures["About the program: I knew what was expected of me."] == (4.0, None)
    assert figures["About the program: I had enough time to learn."] == (None, None)
    assert figures["Answered"] == (None, None)


def test_a_cohort_is_counted_by_itself(program, cohort):
    other = make.CohortFactory(program=program, name="Autumn", starts_on=BEGAN)
    six(cohort)
    for _ in range(5):
        learner_in(other)

    assert figures_of(program, cohort=other)["Started"] == (5, 5)


def test_every_figure_says_how_it_is_counted_and_by_which_rule(program, cohort):
    six(cohort)

    pack = pack_of(scope_of(program))

    figures = [figure for _section, rows in pack.sections for figure in rows]
    assert [figure.label for figure in figures if not figure.note] == []
    assert [figure.label for figure in figures if figure.rule == ""] == ["Offered a place"]


def test_rooms_add_their_own_figures(program, cohort, monkeypatch):
    six(cohort)
    lent = EvidenceFigure(
        section="Library", label="Books lent", value=9, denominator=12, note="By list.", order=35
    )
    monkeypatch.setattr(
        registry, "evidence_figures", [*registry.evidence_figures, lambda scope: [lent]]
    )

    sections = [section for section, _rows in pack_of(scope_of(program)).sections]

    assert sections.index("Library") == sections.index("Shifts and hours") + 1
