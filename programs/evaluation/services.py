"""Learners evaluate who taught them and the program; only groups are ever shown (P19)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from common.disclosure import K
from common.refusal import Refusal
from people.models import Person, Preceptor
from programs.cohorts.models import PreceptorshipRules
from programs.evaluation.models import EvaluationAnswer, EvaluationAsk, EvaluationPart, Point
from programs.preceptorships.models import Preceptorship

Status = EvaluationAsk.Status
# Whoever precepted for less was hardly met; and a form of more than two people is long.
LEAST = timedelta(days=14)
MOST_PRECEPTORS = 2
# Of those past their half for longer nobody is asked how it is half-way.
LATE = timedelta(days=28)

# What somebody said: for each part, a value by the code of a statement, or None.
Values = Mapping[EvaluationPart, Mapping[str, int | None]]


class EvaluationError(Refusal):
    """A rule refused the request."""


def ask_at_end(preceptorship: Preceptorship, at: datetime) -> None:
    """Ask whoever completed it, or did not, once; one that waits from half-way is dropped."""
    decided = (Preceptorship.Status.ACHIEVED, Preceptorship.Status.NOT_ACHIEVED)
    waiting = EvaluationAsk.objects.filter(preceptorship=preceptorship, status=Status.WAITING)
    waiting.update(status=Status.SKIPPED)
    rules = preceptorship.program.preceptorship_rules
    if preceptorship.status in decided and rules.evaluation != rules.Evaluation.NEVER:
        _ask(preceptorship, Point.END, today=timezone.localdate(at))


def ask_half_way(*, today: date) -> int:
    """Ask those whose program says so as half their time is over; return how many are new.

    Running it again asks nobody twice.
    """
    asked = EvaluationAsk.objects.filter(preceptorship=OuterRef("pk"), point=Point.HALF_WAY)
    ahead = _days(F("ends_on") - Value(today, models.DateField()))
    behind = _days(Value(today, models.DateField()) - F("starts_on"))
    running = Preceptorship.objects.running().annotate(over=behind - ahead)
    due = running.filter(
        ~Exists(asked),
        over__gte=timedelta(0),
        # What lies behind grows as what lies ahead shrinks.
        over__lte=2 * LATE,
        program__preceptorship_rules__evaluation=PreceptorshipRules.Evaluation.HALF_WAY_TOO,
    )
    return sum(_ask(row, Point.HALF_WAY, today=today) for row in due.with_people())


@transaction.atomic
def answer_evaluation(*, ask: EvaluationAsk, by: Person, values: Values, today: date) -> None:
    """Keep the answers without a name; afterwards nobody can look at them or change them (P19).

    :raises EvaluationError: if it was answered or skipped already, its time is over, or nothing
        was answered.
    """
    said = {part: _answered(answers) for part, answers in values.items()}
    said = {part: answers for part, answers in said.items() if answers}
    if not said:
        raise EvaluationError(_("Answer at least one statement, or just leave this page."))
    _take(ask, by, Status.ANSWERED, today=today)
    EvaluationPart.objects.filter(ask=ask, pk__in=[part.pk for part in said]).update(
        is_answered=True
    )
    EvaluationAnswer.objects.bulk_create(
        EvaluationAnswer(
            program_id=part.program_id,
            preceptor_id=part.preceptor_id,
            point=part.point,
            statement=statement,
            value=value,
        )
        for part, answers in said.items()
        for statement, value in answers.items()
    )


@transaction.atomic
def skip_evaluation(*, ask: EvaluationAsk, by: Person, today: date) -> None:
    """Leave it out for good; nobody asks again.

    :raises EvaluationError: if it was answered or skipped already, or its time is over.
    """
    _take(ask, by, Status.SKIPPED, today=today)


@transaction.atomic
def count_evaluations(*, today: date) -> int:
    """Show new answers in groups of five or more, and never fewer at once; return how many.

    Each statement about each person or program grows by itself, so that what was shown before
    and what is shown now differ by five answers at least. The response rate grows likewise.
    """
    over = EvaluationAsk.objects.over(today).values("pk")
    parts = EvaluationPart.objects.filter(is_counted=False, ask__in=over)
    _count_groups(parts, "program", "preceptor", "point")
    answers = EvaluationAnswer.objects.filter(is_counted=False)
    return _count_groups(answers, "program", "preceptor", "point", "statement")


def _count_groups(rows, *subject):
    counted = 0
    for group in _large_groups(rows, subject):
        about = {name: group[name] for name in subject if group[name] is not None}
        new = rows.filter(**about, preceptor__isnull=group["preceptor"] is None)
        # Those of them that nobody else has counted meanwhile: they may be too few.
        ids = list(new.select_for_update(of=("self",)).values_list("pk", flat=True))
        if len(ids) >= K:
            counted += rows.filter(pk__in=ids).update(is_counted=True)
    return counted


def _large_groups(rows, subject):
    return rows.order_by().values(*subject).annotate(new=Count("pk")).filter(new__gte=K)


def _ask(preceptorship, point, *, today) -> bool:
    """Ask once, about what the person was not asked about at this point before."""
    person = preceptorship.learner.person
    if not person.is_active:
        return False
    preceptors = _preceptors_of(preceptorship, point, today=today)
    with transaction.atomic():
        ask, is_new = EvaluationAsk.objects.get_or_create(
            preceptorship=preceptorship,
            point=point,
            defaults={"person": person, "asked_on": today},
        )
        if not is_new:
            return False
        parts = [
            EvaluationPart(
                ask=ask,
                person=person,
                program_id=preceptorship.program_id,
                preceptor=preceptor,
                point=point,
            )
            for preceptor in (*preceptors, None)
        ]
        EvaluationPart.objects.bulk_create(parts, ignore_conflicts=True)
        if not ask.parts.exists():
            ask.delete()
            return False
    return True


def _preceptors_of(preceptorship, point, *, today) -> list[Preceptor]:
    """The primary preceptors of the longest time: half-way the one of the day, else two."""
    if point == Point.HALF_WAY:
        primary = preceptorship.primary_on(today)
        return [primary] if primary else []
    held: dict[Preceptor, timedelta] = {}
    for row in preceptorship.assignments.primary().select_related("preceptor__person"):
        until = min(row.valid_to or today, today)
        length = until - max(row.valid_from, preceptorship.starts_on)
        held[row.preceptor] = held.get(row.preceptor, timedelta(0)) + length
    longest = sorted(held, key=lambda preceptor: (-held[preceptor], preceptor.pk))
    return [each for each in longest if held[each] >= LEAST][:MOST_PRECEPTORS]


def _answered(answers):
    return {statement: value for statement, value in answers.items() if value is not None}


def _take(ask, by, status, *, today):
    waiting = EvaluationAsk.objects.waiting_for(by, today).filter(pk=ask.pk)
    if not waiting.update(status=status):
        raise EvaluationError(_("This has already been answered or skipped, or its time is over."))


def _days(difference):
    return ExpressionWrapper(difference, output_field=models.DurationField())
