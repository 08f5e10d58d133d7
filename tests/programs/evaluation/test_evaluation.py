"""Learners say what they think, and only groups of five or more are ever shown (P19)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, models, transaction

from programs.cohorts.models import PreceptorshipRules
from programs.evaluation.models import EvaluationAnswer, EvaluationAsk, EvaluationPart, Point
from programs.evaluation.results import results_about, results_of, results_of_preceptors
from programs.evaluation.services import (
    EvaluationError,
    answer_evaluation,
    ask_at_end,
    ask_half_way,
    count_evaluations,
    skip_evaluation,
)
from programs.preceptorships.services.preceptor_assignment import change_primary
from programs.preceptorships.services.preceptorship import (
    complete_preceptorship,
    withdraw_preceptorship,
)
from tests.factories import (
    NOON,
    TODAY,
    EvaluationAskFactory,
    PersonFactory,
    PreceptorAssignmentFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def rule(program, evaluation):
    rules = program.preceptorship_rules
    rules.evaluation = evaluation
    rules.save(update_fields=["evaluation"])


def at_its_end(**fields):
    """A preceptorship that can be completed today."""
    fields = {"status": "final_review_due", "ends_on": TODAY, **fields}
    preceptorship = PreceptorshipFactory(**fields)
    ReviewFactory(
        preceptorship=preceptorship,
        kind="final",
        position=99,
        due_on=TODAY,
        held_on=TODAY,
        held_by=PersonFactory(),
    )
    return preceptorship


def complete(preceptorship):
    complete_preceptorship(preceptorship=preceptorship, by=PersonFactory(), at=NOON, today=TODAY)


def answer(ask, value=4, *, but=(), today=TODAY):
    """Say the same to every statement, ``but`` those left out."""
    codes = {None: ("clear", "time", "reviews", "recommend")}
    about_preceptor = ("ready", "feedback", "safe", "fair")
    answer_evaluation(
        ask=ask,
        by=ask.person,
        values={
            part: {
                code: None if code in but else value
                for code in codes.get(part.preceptor_id, about_preceptor)
            }
            for part in ask.parts.all()
        },
        today=today,
    )


def said_by(values, *, program, preceptor=None, **options):
    for value in values:
        preceptorship = PreceptorshipFactory(cohort__program=program)
        about = [preceptor, None] if preceptor else [None]
        answer(EvaluationAskFactory(preceptorship=preceptorship, about=about), value, **options)


def shown(results):
    return [[(line.average, line.count) for line in result.lines] for result in results]


def test_p19_who_completed_is_asked_about_preceptor_and_program():
    preceptor = PreceptorFactory(eligible=True)
    preceptorship = at_its_end(primary=preceptor)

    complete(preceptorship)

    ask = EvaluationAsk.objects.get()
    assert (ask.person, ask.point) == (preceptorship.learner.person, Point.END)
    assert [part.preceptor for part in ask.parts.in_order()] == [preceptor, None]


def test_p19_who_left_is_not_asked(acting):
    withdraw_preceptorship(preceptorship=PreceptorshipFactory(), reason="Moved away", **acting)

    assert not EvaluationAsk.objects.exists()


def test_a_program_may_ask_nobody(program):
    rule(program, PreceptorshipRules.Evaluation.NEVER)

    complete(at_its_end(cohort__program=program))

    assert not EvaluationAsk.objects.exists()


def test_the_two_longest_preceptors_are_asked_about(acting):
    preceptorship = at_its_end(starts_on=TODAY - 100 * DAY)
    spans = {"long": (0, 59), "brief": (60, 66), "last": (67, 99), "short": (20, 40)}
    preceptors = {}
    for name, (first, last) in spans.items():
        preceptors[name] = PreceptorAssignmentFactory(
            preceptorship=preceptorship,
            valid_from=preceptorship.starts_on + first * DAY,
            valid_to=preceptorship.starts_on + last * DAY,
        ).preceptor

    complete(preceptorship)

    asked = {part.preceptor for part in EvaluationPart.objects.all()}
    assert asked == {preceptors["long"], preceptors["last"], None}


@pytest.mark.parametrize(("over", "asked"), [(25, 0), (26, 1), (29, 1), (31, 0)])
def test_half_way_is_asked_once_half_the_time_is_over(program, over, asked):
    rule(program, PreceptorshipRules.Evaluation.HALF_WAY_TOO)
    PreceptorshipFactory(cohort__program=program, starts_on=TODAY - timedelta(weeks=over))

    assert [ask_half_way(today=TODAY) for _time in range(2)] == [asked, 0]


def test_half_way_is_asked_only_where_the_program_says_so(program):
    PreceptorshipFactory(cohort__program=program, starts_on=TODAY - timedelta(weeks=26))

    assert ask_half_way(today=TODAY) == 0


def test_half_way_is_about_the_preceptor_of_the_day(program, acting):
    rule(program, PreceptorshipRules.Evaluation.HALF_WAY_TOO)
    new = PreceptorFactory(eligible=True)
    preceptorship = PreceptorshipFactory(
        cohort__program=program,
        starts_on=TODAY - timedelta(weeks=26),
        primary=PreceptorFactory(eligible=True),
    )
    change_primary(preceptorship=preceptorship, preceptor=new, **acting)

    ask_half_way(today=TODAY)

    assert EvaluationPart.objects.get(preceptor__isnull=False).preceptor == new


def test_the_end_drops_what_still_waits_from_half_way():
    preceptorship = at_its_end()
    waiting = EvaluationAskFactory(preceptorship=preceptorship, point="half_way")

    complete(preceptorship)

    waiting.refresh_from_db()
    assert waiting.status == EvaluationAsk.Status.SKIPPED


def test_p19_an_answer_knows_neither_person_nor_preceptorship_nor_moment():
    fields = EvaluationAnswer._meta.get_fields()
    related = {f.related_model.__name__ for f in fields if isinstance(f, models.ForeignKey)}
    kept = (*fields, *EvaluationAsk._meta.get_fields(), *EvaluationPart._meta.get_fields())

    assert related == {"Program", "Preceptor"}
    assert [f for f in fields if isinstance(f, models.DateField)] == []
    assert [f for f in kept if isinstance(f, models.DateTimeField)] == []
    assert EvaluationAnswer._meta.pk.default.__name__ == "uuid4"


def test_it_is_answered_once():
    ask = EvaluationAskFactory()
    answer(ask)

    with pytest.raises(EvaluationError, match="already"):
        answer(ask)

    assert EvaluationAnswer.objects.count() == 4


def test_it_is_answered_by_the_person_who_was_asked():
    ask = EvaluationAskFactory()

    with pytest.raises(EvaluationError):
        answer_evaluation(
            ask=ask, by=PersonFactory(), values={ask.parts.get(): {"clear": 3}}, today=TODAY
        )

    assert not EvaluationAnswer.objects.exists()


def test_what_is_left_out_altogether_is_not_taken():
    ask = EvaluationAskFactory()

    with pytest.raises(EvaluationError, match="at least one"):
        answer(ask, None)

    ask.refresh_from_db()
    assert ask.status == EvaluationAsk.Status.WAITING


@pytest.mark.parametrize(("days", "is_open"), [(27, True), (28, False)])
def test_it_lapses_after_four_weeks(days, is_open):
    ask = EvaluationAskFactory(asked_on=TODAY - days * DAY)

    assert EvaluationAsk.objects.waiting_for(ask.person, TODAY).exists() is is_open


def test_what_is_skipped_waits_no_longer_and_is_not_asked_again():
    preceptorship = PreceptorshipFactory(status="achieved", closed_at=NOON)
    ask = EvaluationAskFactory(preceptorship=preceptorship)

    skip_evaluation(ask=ask, by=ask.person, today=TODAY)
    ask_at_end(preceptorship, NOON)

    assert not EvaluationAsk.objects.waiting_for(ask.person, TODAY).exists()


def test_p19_four_answers_are_not_shown_and_five_are(program):
    said_by([5, 4, 3, 2], program=program)
    count_evaluations(today=TODAY)
    before = shown(results_of(program))

    said_by([1], program=program)
    count_evaluations(today=TODAY)

    assert before == [[(None, None)] * 4]
    assert shown(results_of(program)) == [[(3.0, 5)] * 4]


@pytest.mark.parametrize("more", [1, 4])
def test_p19_nothing_changes_before_five_more_have_answered(program, more):
    said_by([5, 4, 3, 2, 1], program=program)
    count_evaluations(today=TODAY)
    before = results_of(program)

    said_by([1] * more, program=program)
    count_evaluations(today=TODAY)

    assert results_of(program) == before


def test_p19_five_more_are_shown_at_once(program):
    said_by([5, 4, 3, 2, 1], program=program)
    count_evaluations(today=TODAY)

    said_by([5, 5, 5, 5, 5], program=program)
    count_evaluations(today=TODAY)

    assert shown(results_of(program)) == [[(4.0, 10)] * 4]


def test_p19_each_statement_grows_by_five_of_its_own(program):
    said_by([3] * 5, program=program)
    count_evaluations(today=TODAY)
    said_by([5] * 4, program=program, but=["time"])

    said_by([5], program=program)
    count_evaluations(today=TODAY)

    assert shown(results_of(program)) == [[(4.0, 10), (3.0, 5), (4.0, 10), (4.0, 10)]]


def test_p19_that_all_said_the_same_is_not_certain(program):
    said_by([1] * 5, program=program)

    count_evaluations(today=TODAY)

    assert shown(results_of(program)) == [[(1.2, 5)] * 4]


def test_p19_half_way_and_end_are_never_added_up(program):
    said_by([3] * 4, program=program)
    preceptorship = PreceptorshipFactory(cohort__program=program)
    answer(EvaluationAskFactory(preceptorship=preceptorship, point="half_way"))

    count_evaluations(today=TODAY)

    assert [result.is_shown for result in results_of(program)] == [False, False]


def test_p19_somebody_counts_once_however_often_they_learn(program):
    first = PreceptorshipFactory(cohort__program=program)
    EvaluationAskFactory(preceptorship=first)
    again = PreceptorshipFactory(
        cohort__program=program, learner=first.learner, status="achieved", closed_at=NOON
    )

    ask_at_end(again, NOON)

    assert EvaluationPart.objects.filter(person=first.learner.person).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationAskFactory(
            preceptorship=PreceptorshipFactory(cohort__program=program, learner=first.learner)
        )


def test_p19_a_preceptor_reads_each_program_apart(program):
    preceptor = PreceptorFactory()
    said_by([4] * 5, program=program, preceptor=preceptor)
    elsewhere = PreceptorshipFactory().program
    said_by([1] * 4, program=elsewhere, preceptor=preceptor)

    count_evaluations(today=TODAY)

    results = {result.program: result for result in results_about(preceptor.person)}
    assert [results[program].is_shown, results[elsewhere].is_shown] == [True, False]
    assert results_of_preceptors(elsewhere) == []


def test_p19_a_coordinator_reads_what_the_preceptor_reads(program):
    preceptor, other = PreceptorFactory(), PreceptorFactory()
    said_by([5, 4, 3, 4, 5], program=program, preceptor=preceptor)
    said_by([1] * 4, program=program, preceptor=other)

    count_evaluations(today=TODAY)

    assert results_of_preceptors(program) == results_about(preceptor.person)


def test_the_response_rate_counts_those_whose_time_is_over_in_groups_of_five(program):
    said_by([4] * 3, program=program)
    for days in (40, 0):
        preceptorship = PreceptorshipFactory(cohort__program=program)
        EvaluationAskFactory(preceptorship=preceptorship, asked_on=TODAY - days * DAY)
    count_evaluations(today=TODAY)
    before = [(result.answered, result.asked) for result in results_of(program)]

    count_evaluations(today=TODAY + 28 * DAY)

    after = results_of(program)[0]
    assert before == [(0, 0)]
    assert (after.answered, after.asked, after.rate) == (3, 5, 60)


def test_an_answer_lies_on_the_scale(program):
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationAnswer.objects.create(program=program, point="end", statement="clear", value=6)
