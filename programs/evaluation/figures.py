"""What an evidence pack says of the evaluation: no more than the page of the program (P19)."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from common.disclosure import line_of
from programs.evaluation.models import EvaluationAnswer, EvaluationPart, Point
from programs.evaluation.results import results_of
from programs.evaluation.statements import ABOUT_PRECEPTOR, LEVELS
from programs.registry import EvidenceFigure, EvidenceScope


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    """Of all cohorts and times: a part of the answers could be compared with the whole (D4)."""
    program = scope.program
    for result in results_of(program):
        yield from _about_program(result)
    for point in Point:
        yield from _about_preceptors(program, point)


def _about_program(result):
    point = result.point.label
    figure = partial(EvidenceFigure, section=_section(point), order=90, rule="P19")
    yield figure(
        label=_("Answered"),
        value=result.answered if result.asked else None,
        denominator=result.asked or None,
        is_hidden=not result.asked,
        note=_(
            "Of the learners who were asked and whose time to answer is over. All cohorts and "
            "all years; it is updated after every five new answers."
        ),
    )
    for line in result.lines:
        yield _average(figure, line, _("About the program: %(statement)s"))


def _about_preceptors(program, point):
    """All that is shown of preceptors, added up: nobody learns more of it than its parts say."""
    about = {"program": program, "preceptor__isnull": False, "point": point}
    shown = EvaluationAnswer.objects.filter(**about, is_counted=True).order_by()
    evaluated = set(shown.values_list("preceptor", flat=True).distinct())
    parts = EvaluationPart.objects.filter(**about).order_by()
    asked = evaluated | set(parts.values_list("preceptor", flat=True).distinct())
    if not asked:
        return
    figure = partial(EvidenceFigure, section=_section(point.label), order=90, rule="P19")
    yield figure(
        label=_("Preceptors evaluated by five or more"),
        value=len(evaluated),
        denominator=len(asked),
        note=_("Of those about whom anyone was asked. What was said of the others isn't counted."),
    )
    rows = shown.values_list("statement").annotate(total=Sum("value"), count=Count("pk"))
    sums = {statement: (total, count) for statement, total, count in rows}
    for statement in ABOUT_PRECEPTOR:
        line = line_of(str(statement.text), *sums.get(statement.code, (0, 0)), len(LEVELS))
        yield _average(figure, line, _("About preceptors: %(statement)s"))


def _average(figure, line, words):
    note = _("Average of %(count)d answers, from 1, not at all, to 5, fully.")
    hidden = _("Not shown before five people have answered.")
    return figure(
        label=words % {"statement": line.text},
        value=line.average,
        unit=_("of 5"),
        is_hidden=line.average is None,
        note=hidden if line.average is None else note % {"count": line.count},
    )


def _section(point):
    return _("What learners say: %(point)s") % {"point": point}
