"""What a program learns of its pulses: averages of five or more, and nobody apart (D4, M10)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from programs.cohorts.models import Instrument, Program
from programs.mentoring.reflection.disclosure import (
    ALL,
    View,
    cells_of,
    publishable,
)
from programs.mentoring.reflection.instruments import score
from programs.mentoring.reflection.models import PulseAnswer
from programs.mentoring.reflection.services.pulse import quarter_of


@dataclass(frozen=True, slots=True)
class Line:
    """An item or subscale with its average from 1 to the number of levels; None: not shown.

    An average so near an end that everybody must have said the same is shown as the end.
    """

    text: str
    average: float | None
    count: int | None
    levels: int

    @property
    def percent(self):
        return round(100 * (self.average - 1) / (self.levels - 1))


# Averages are shown no nearer to either end than this, so that nobody's answer is certain.
SHY = 0.2


def quarters_of(program: Program, *, today: date) -> list[date]:
    """The quarters that are over and in which anybody answered, the newest first.

    The current one is not shown: results that grow could be compared with what they were.
    """
    over = PulseAnswer.objects.filter(program=program, quarter__lt=quarter_of(today))
    return sorted(set(over.values_list("quarter", flat=True)), reverse=True)


def results_of(
    program: Program, quarter: date, view: View = ALL
) -> list[tuple[Instrument, list[Line]]]:
    """Return the lines of each instrument used in that quarter, for one view."""
    answers = PulseAnswer.objects.filter(program=program, quarter=quarter)
    by_instrument = {}
    for answer in answers.select_related("instrument").order_by("pk"):
        by_instrument.setdefault(answer.instrument, []).append(answer)
    return [
        (instrument, _lines(instrument, rows, view))
        for instrument, rows in sorted(by_instrument.items(), key=lambda pair: pair[0].title)
    ]


def _lines(instrument, rows, view):
    levels = len(instrument.levels)
    return [_line(item, place, rows, view, levels) for place, item in enumerate(instrument.items)]


def _line(item, place, rows, view, levels):
    """One item: who left it out is not among those counted."""
    scored = [
        (_cell(row), score(item, row.values[place], levels))
        for row in rows
        if row.values[place] is not None
    ]
    cells = Counter(cell for cell, __ in scored)
    if view not in publishable(cells):
        return Line(item["text"], None, None, levels)
    members = cells_of(view, cells)
    values = [value for cell, value in scored if cell in members]
    average = sum(values) / len(values)
    shown = min(max(average, 1 + SHY), levels - SHY)
    return Line(item["text"], round(shown, 1), len(values), levels)


def _cell(answer):
    return str(answer.cohort_id), answer.side
