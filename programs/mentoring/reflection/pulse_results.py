"""What a program learns of its pulses: averages of five or more, and nobody apart (D4, M10)."""

from collections import Counter
from datetime import date

from common.disclosure import ALL, Line, View, cells_of, line_of, publishable
from programs.cohorts.models import Instrument, Program
from programs.mentoring.reflection.instruments import score
from programs.mentoring.reflection.models import PulseAnswer
from programs.mentoring.reflection.services.pulse import quarter_of


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
        for instrument, rows in sorted(by_instrument.items(), key=lambda pair: pair[0].sort_name)
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
    return line_of(item["text"], sum(values), len(values), levels)


def _cell(answer):
    return str(answer.cohort_id), answer.side
