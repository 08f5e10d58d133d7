"""Tables as XLSX: what a person takes along into a spreadsheet, where no cell is a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

from common.downloads import made_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Words stay words, whoever typed them: neither formulas nor links are made of them.
HARMLESS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
    "in_memory": True,
}


def xlsx_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table with its heads kept in sight. Dates stay dates, in the reader's time zone."""
    written = BytesIO()
    with xlsxwriter.Workbook(written, HARMLESS) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, [str(column) for column in columns], bold)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                _write(sheet, number, place, cell, day, moment)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 28)
    return made_file(f"{name}.xlsx", written.getvalue(), XLSX)


def _write(sheet, number, place, cell, day, moment):
    if isinstance(cell, datetime):
        sheet.write_datetime(number, place, timezone.localtime(cell), moment)
    elif isinstance(cell, date):
        sheet.write_datetime(number, place, cell, day)
    elif isinstance(cell, int | float):
        sheet.write_number(number, place, cell)
    elif cell is not None:
        sheet.write_string(number, place, str(cell))
