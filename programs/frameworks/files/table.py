"""A framework as a plain CSV table, one row for each item. Pure: no Django.

Which columns there may be stands in ``columns.py``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from common import text_files
from common.text_files import Message, TextFileError
from programs.frameworks.files import values
from programs.frameworks.files.columns import NAMES
from programs.frameworks.files.findings import Findings
from programs.frameworks.files.hierarchy import arrange
from programs.frameworks.files.limits import MAX_ROWS, SeveralFrameworks, refuse_too_many
from programs.frameworks.files.record import Record
from programs.frameworks.files.table_rows import identifier_in, items_and_links, read_row
from programs.frameworks.files.tree import Choice, ParsedFramework


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True)
class _Table:
    header: list[str]
    # The row number, as a spreadsheet counts it, and the cells.
    rows: list[tuple[int, list[str]]]


def read_table(
    text: str, where: Mapping[str, str], fallback_title: str, findings: Findings
) -> ParsedFramework:
    """Return the framework in a table with all that is sound in it; report the rest.

    :raises TextFileError: if it is no table, or has no column that could be the statement.
    :raises SeveralFrameworks: if its rows belong to several and ``where`` leaves more than one.
    """
    whole = _parse(text)
    table = _Table(whole.header, _filtered(whole, where))
    _report_header(table.header, where, findings)
    _refuse_several(table)
    refuse_too_many(len(table.rows))
    described, records = _set_apart(list(_records(table, findings)), findings)
    framework = _read_framework(records, described, fallback_title, findings)
    rows = [row for record in records if (row := read_row(record))]
    items, links = items_and_links(rows, framework.identifier, findings)
    tree = arrange(items, links, title=framework.title, findings=findings)
    return replace(framework, items=tree)


def _parse(text: str) -> _Table:
    text_files.refuse_other_formats(text)
    text, delimiter = text_files.without_separator_line(text)
    delimiter = delimiter or text_files.sniff_delimiter(text, is_known=NAMES.is_known)
    filled = (
        (row, cells)
        for row, cells in text_files.records(text, delimiter)
        if any(cell.strip() for cell in cells)
    )
    _row, names = next(filled, (0, []))
    header = [values.as_line(name) for name in names]
    if not {"statement", "short_statement"} & NAMES.assign(header).keys():
        raise TextFileError(
            _("No column holds the statements. Name one of them “statement”. Found: %(columns)s."),
            columns=_listed(header),
        )
    rows = list(islice(filled, MAX_ROWS + 1))
    if not rows:
        raise TextFileError(_("The file has a header but no rows."))
    if len(rows) > MAX_ROWS:
        raise TextFileError(
            _("This file has more than %(limit)d rows. Split it and import the parts."),
            limit=MAX_ROWS,
        )
    return _Table(header, rows)


def _listed(names: Iterable[str]) -> str:
    """Return the first names, quoted, as one can read them in a sentence."""
    named = [f"“{values.shorten(name, 40)}”" for name in names if name]
    return ", ".join(named[:20]) + (" …" if len(named) > 20 else "")


def _cell(cells: Sequence[str], index: int | None) -> str:
    return values.as_name(cells[index]) if index is not None and index < len(cells) else ""


def _filtered(table: _Table, where: Mapping[str, str]) -> list[tuple[int, list[str]]]:
    """Return the rows that have the values asked for.

    :raises TextFileError: if there is no such column, or no such row.
    """
    rows = table.rows
    for name, value in where.items():
        index = NAMES.find(table.header, name)
        if index is None:
            raise TextFileError(
                _("There is no column “%(column)s”. Found: %(columns)s."),
                column=values.shorten(values.as_line(name), 60),
                columns=_listed(table.header),
            )
        wanted = values.as_name(value).casefold()
        present = dict.fromkeys(_cell(cells, index) for _row, cells in rows)
        rows = [row for row in rows if _cell(row[1], index).casefold() == wanted]
        if not rows:
            raise TextFileError(
                _("No row has “%(value)s” in the column “%(column)s”. Found: %(values)s."),
                value=values.shorten(values.as_line(value), 60),
                column=table.header[index],
                values=_listed(present),
            )
    return rows


def _report_header(header: Sequence[str], where: Mapping[str, str], findings: Findings) -> None:
    used: set[int | None] = set(NAMES.assign(header).values())
    used |= {NAMES.find(header, name) for name in where}
    unused = [name for index, name in enumerate(header) if index not in used and name]
    if unused:
        findings.info(_("Columns that were not used: %(columns)s."), columns=_listed(unused))


def _refuse_several(table: _Table) -> None:
    """Refuse rows of different frameworks, and say how to ask for one of them."""
    fields = NAMES.assign(table.header)
    titles, identifiers = (
        _distinct(table, fields.get(field)) for field in ("framework", "framework_identifier")
    )
    if max(len(titles), len(identifiers)) <= 1:
        return
    # A title says more to a reader, where it tells them apart as well.
    is_by_title = len(titles) >= len(identifiers)
    column = fields["framework" if is_by_title else "framework_identifier"]
    found = titles if is_by_title else identifiers
    raise SeveralFrameworks(
        [Choice(table.header[column], value, count) for value, count in found.items()]
    )


def _distinct(table: _Table, index: int | None) -> Counter[str]:
    found = Counter(_cell(cells, index) for _row, cells in table.rows)
    found.pop("", None)
    return found


def _records(table: _Table, findings: Findings) -> Iterator[Record]:
    fields = NAMES.assign(table.header)
    # Canvas lets its ratings run on behind their column.
    is_open = table.header[-1].casefold() == "ratings"
    for row, cells in table.rows:
        where = Message(_("row %(row)d"), {"row": row})
        if not is_open and any(cell.strip() for cell in cells[len(table.header) :]):
            findings.warning(_("The row has more cells than there are columns."), where)
        named = {field: cells[i] for field, i in fields.items() if i < len(cells)}
        yield Record(named, where, findings)


def _set_apart(records: Sequence[Record], findings: Findings) -> tuple[Record | None, list[Record]]:
    """Return the row that describes the whole framework, if any, and the rows of its items.

    Rows that are marked as deleted are left out.
    """
    described = next((record for record in records if _is_set(record, "is_framework")), None)
    kept = []
    for record in records:
        if _is_set(record, "is_framework"):
            continue
        if _is_set(record, "is_deleted"):
            findings.info(_("The row is marked as deleted and was left out."), record.where)
            continue
        kept.append(record)
    return described, kept


def _is_set(record: Record, field: str) -> bool:
    return str(record.fields.get(field, "")).strip().casefold() in ("1", "true", "yes")


def _read_framework(
    records: Sequence[Record],
    described: Record | None,
    fallback_title: str,
    findings: Findings,
) -> ParsedFramework:
    def first(field: str, limit: int) -> str:
        found = (record for record in records if str(record.fields.get(field, "")).strip())
        return next((record.line(field, limit=limit) for record in found), "")

    title = first("framework", values.TITLE)
    if not title and described:
        title = described.line("statement", "short_statement", limit=values.TITLE)
    if not title:
        title = values.shorten(values.as_line(fallback_title), values.TITLE)
        findings.info(
            _("The file does not name its framework. It was called “%(title)s”."), title=title
        )
    name = first("framework_identifier", values.URI)
    if not name and described:
        name = described.line("identifier", limit=values.URI)
    return ParsedFramework(
        identifier=identifier_in(name) or values.derived_identifier("framework", title),
        title=title,
        creator=first("creator", values.TITLE),
        source_uri=name if values.is_web_address(name) else "",
        version_label=first("framework_version", values.VERSION),
        language=first("language", values.LANGUAGE),
        description=described.prose("notes") if described else "",
        notes=first("licence", values.PROSE),
    )
