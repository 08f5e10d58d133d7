"""What may be shown of evaluations: averages of five or more, which grow by five or more (P19).

What is shown about one subject never overlaps with what is shown about another: there are no
totals over preceptors, cohorts or points from which somebody could be worked out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from common.disclosure import Line, line_of
from common.percent import percent_of
from people.models import Person, Preceptor
from programs.cohorts.models import Program
from programs.evaluation.models import EvaluationAnswer, EvaluationPart, Point
from programs.evaluation.statements import LEVELS, statements_about


@dataclass(frozen=True, slots=True)
class Result:
    """What learners said of a program, or of somebody in it, at one point.

    ``asked`` and ``answered`` are learners whose time to answer is over, counted in groups of
    five or more; none before that.
    """

    program: Program
    preceptor: Preceptor | None
    point: Point
    lines: list[Line]
    asked: int
    answered: int

    @property
    def is_shown(self) -> bool:
        return any(line.average is not None for line in self.lines)

    @property
    def rate(self) -> int:
        return percent_of(self.answered, self.asked)


def results_of(program: Program) -> list[Result]:
    """What was said of the program itself, where anybody was asked."""
    return _results(Q(program=program, preceptor=None))


def results_of_preceptors(program: Program) -> list[Result]:
    """What was said of each preceptor in the program, by name; only what may be shown."""
    found = _results(Q(program=program, preceptor__isnull=False))
    shown = [result for result in found if result.is_shown]
    return sorted(shown, key=lambda result: (result.preceptor.person.sort_name, result.point))


def results_about(person: Person) -> list[Result]:
    """What was said of a preceptor, program by program."""
    found = _results(Q(preceptor__person=person))
    return sorted(found, key=lambda result: (result.program.sort_name, result.point))


def _results(about: Q) -> list[Result]:
    subject = ("program", "preceptor", "point", "statement")
    counted = EvaluationAnswer.objects.filter(about, is_counted=True).order_by()
    rows = counted.values_list(*subject).annotate(total=Sum("value"), count=Count("pk"))
    sums = {tuple(row[:4]): row[4:] for row in rows}
    rates = _rates(about)
    subjects = rates.keys() | {subject[:3] for subject in sums}
    programs = Program.objects.in_bulk({program for program, *_rest in subjects})
    preceptors = Preceptor.objects.select_related("person").in_bulk(
        {preceptor for _program, preceptor, _point in subjects} - {None}
    )
    return [
        Result(
            program=programs[subject[0]],
            preceptor=preceptors.get(subject[1]),
            point=Point(subject[2]),
            lines=list(_lines(subject, sums)),
            asked=asked,
            answered=answered,
        )
        for subject in sorted(subjects, key=str)
        for asked, answered in [rates.get(subject, (0, 0))]
    ]


def _rates(about: Q) -> dict[tuple, tuple[int, int]]:
    """(asked, answered) of whatever anybody was asked about."""
    parts = EvaluationPart.objects.filter(about).order_by()
    rows = parts.values_list("program", "preceptor", "point").annotate(
        asked=Count("pk", filter=Q(is_counted=True)),
        answered=Count("pk", filter=Q(is_counted=True, is_answered=True)),
    )
    return {row[:3]: row[3:] for row in rows}


def _lines(subject, sums) -> Iterable[Line]:
    for statement in statements_about(subject[1]):
        total, count = sums.get((*subject, statement.code), (0, 0))
        yield line_of(str(statement.text), total, count, len(LEVELS))
