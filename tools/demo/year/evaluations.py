"""What learners think of it when it is over: eight ticks, or none (P19)."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from common.disclosure import K
from programs.evaluation.models import EvaluationAnswer, EvaluationAsk
from programs.evaluation.services import (
    answer_evaluation,
    count_evaluations,
    skip_evaluation,
)
from programs.evaluation.statements import statements_about
from tools.demo.data.evaluations import SAID
from tools.demo.year.course import Year

# Of those who are asked some skip it, and some never answer.
ANSWERS, SKIPS = 0.8, 0.5
LEAVES_ONE_OUT = 0.05


def count(year: Year) -> None:
    """Show what has become enough, as every night (02:31); then see who was asked yesterday."""
    year.tally.done["evaluation answer shown"] += count_evaluations(today=year.today)
    yesterday = year.today - timedelta(days=1)
    asks = EvaluationAsk.objects.filter(
        preceptorship__program=year.program, asked_on=yesterday, status=EvaluationAsk.Status.WAITING
    )
    for ask in asks.select_related("person").order_by("person__email"):
        if year.happens(ANSWERS):
            year.diary.in_days(year.random.randrange(9), 19, _answer, year, ask)
        elif year.happens(SKIPS):
            year.diary.in_days(1, 19, _skip, year, ask)
    year.diary.in_days(1, 2, count, year, minute=31)


def _answer(year, ask):
    values = {
        part: {
            statement.code: None if year.happens(LEAVES_ONE_OUT) else year.random.choice(SAID)
            for statement in statements_about(part.preceptor)
        }
        for part in sorted(ask.parts.in_order(), key=_subject)
    }
    answer_evaluation(ask=ask, by=ask.person, values=values, today=year.today)
    year.done("evaluation answered")


def _subject(part):
    return part.preceptor.person.sort_name if part.preceptor else ""


def _skip(year, ask):
    skip_evaluation(ask=ask, by=ask.person, today=year.today)
    year.done("evaluation skipped")


def faults(year: Year) -> Iterator[str]:
    """Yield where what is shown would point at somebody, or nothing is shown of many."""
    shown = EvaluationAnswer.objects.filter(program=year.program, is_counted=True)
    numbers = Counter(shown.values_list("preceptor", "point", "statement"))
    for subject, number in numbers.items():
        if number < K:
            yield f"only {number} answers are shown of {subject}"
    if year.tally.done["evaluation answered"] >= 2 * K and not numbers:
        yield "no evaluation is shown"
