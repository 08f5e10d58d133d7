"""A rota out of a spreadsheet: one row a shift. Pure: no Django, read in a child process."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from common.columns import ColumnNames
from common.text_files import (
    TextFileError,
    decode,
    records,
    refuse_other_formats,
    sniff_delimiter,
    tidy,
    without_separator_line,
)

MOST_ROWS = 5000
COLUMNS = ColumnNames(
    {
        "learner": ("learner", "email", "e-mail address", "staff email", "learner email"),
        "day": ("day", "date", "shift date"),
        "starts": ("from", "start", "starts", "start time", "begin"),
        "ends": ("to", "end", "ends", "end time", "finish"),
        "break": ("break", "break minutes", "unpaid break"),
        "preceptor": ("preceptor", "with", "preceptor email", "mentor email"),
        "supernumerary": ("supernumerary", "extra", "counted as"),
    }
)
NEEDED = ("learner", "day", "starts", "ends")
# Written as dates are in a spreadsheet: 2026-03-09, 09/03/2026, 9.3.2026.
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./](\d{1,2})[./](\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2})?")
_YES = {"", "yes", "y", "true", "1", "x", "supernumerary", "extra"}
_NO = {"no", "n", "false", "0", "counted", "in the numbers"}


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


class RotaRow(NamedTuple):
    """One shift as a file says it; ``problem`` in English where a cell cannot be read."""

    number: int
    learner: str
    day: str
    starts: str
    ends: str
    break_minutes: int
    preceptor: str
    is_supernumerary: bool
    problem: str


def read(content: bytes) -> Iterator[list]:
    """Yield the rows of a file, for a child process to hand over as plain data.

    :raises TextFileError: if it is no table, lacks a column that is needed, or is too long.
    """
    text, said = without_separator_line(decode(content).text)
    refuse_other_formats(text)
    delimiter = said or sniff_delimiter(text, is_known=COLUMNS.is_known)
    rows = records(text, delimiter)
    _number, header = next(rows, (0, []))
    places = COLUMNS.assign(header)
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise TextFileError(
            _("The first line needs the columns learner, date, from and to. Missing: %(names)s."),
            names=", ".join(missing),
        )
    for count, (number, cells) in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise TextFileError(
                _("The file has more than %(most)d rows. Import it in parts."), most=MOST_ROWS
            )
        if any(cell.strip() for cell in cells):
            yield list(_row(number, cells, places))


def _row(number: int, cells: Sequence[str], places: dict[str, int]) -> RotaRow:
    def cell(name):
        place = places.get(name)
        return tidy(cells[place]) if place is not None and place < len(cells) else ""

    day, starts, ends = _day(cell("day")), _time(cell("starts")), _time(cell("ends"))
    rest, extra = cell("break").removesuffix("min").strip() or "0", cell("supernumerary").casefold()
    problem = _problem(day, starts, ends, rest, extra)
    return RotaRow(
        number=number,
        learner=cell("learner").casefold(),
        day=day.isoformat() if day else "",
        starts=starts.isoformat() if starts else "",
        ends=ends.isoformat() if ends else "",
        break_minutes=int(rest) if rest.isdecimal() else 0,
        preceptor=cell("preceptor").casefold(),
        is_supernumerary=extra not in _NO,
        problem=problem,
    )


def _problem(day, starts, ends, rest, extra) -> str:
    if day is None:
        return _("The date can't be read. Write it as 2026-03-09.")
    if starts is None or ends is None:
        return _("A time can't be read. Write it as 07:30.")
    if not rest.isdecimal() or int(rest) > 600:
        return _("The break can't be read. Write minutes, such as 30.")
    if extra not in _YES | _NO:
        return _("“Supernumerary” is yes or no.")
    return ""


def _day(words: str) -> date | None:
    found = _DAY.fullmatch(words.split(" ")[0])
    if not found:
        return None
    year, month, day, other_day, other_month, other_year = found.groups()
    try:
        return date(int(year or other_year), int(month or other_month), int(day or other_day))
    except ValueError:
        return None


def _time(words: str) -> time | None:
    found = _TIME.fullmatch(words)
    if not found:
        return None
    try:
        return datetime.strptime(f"{found[1]}:{found[2] or '00'}", "%H:%M").time()  # noqa: DTZ007
    except ValueError:
        return None
