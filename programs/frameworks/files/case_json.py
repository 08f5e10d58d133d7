"""From JSON text to the CASE packages in it, however they are wrapped. Pure: no Django."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from common.text_files import TextFileError
from programs.frameworks.files import values
from programs.frameworks.files.findings import Findings
from programs.frameworks.files.tree import Choice


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


def load(text: str, findings: Findings) -> object:
    """Parse JSON; a key that stands twice in one object is reported.

    :raises TextFileError: if it is not JSON, or nested too deeply to be read.
    """

    def as_dict(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            _report_repeated_keys(pairs, findings)
        return found

    try:
        return json.loads(text, object_pairs_hook=as_dict, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        raise TextFileError(
            _("This is not valid JSON: it breaks off on line %(line)d, column %(column)d."),
            line=error.lineno,
            column=error.colno,
        ) from None
    except RecursionError:
        raise TextFileError(_("The JSON is nested too deeply to be a framework.")) from None


def _report_repeated_keys(pairs: list[tuple[str, object]], findings: Findings) -> None:
    counts = Counter(key for key, _value in pairs)
    for key in (key for key, count in counts.items() if count > 1):
        findings.error(
            _("“%(key)s” stands twice in one object. Only the last one was read."),
            key=values.shorten(values.as_line(key), 60),
        )


def _whole_number(digits: str) -> int | str:
    # Python refuses numbers of some thousand digits; as text they do no harm.
    return int(digits) if len(digits) <= 18 else digits


def packages(document: object) -> list[dict]:
    """Return every CASE package in a JSON document, in order."""
    found = []
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict) and ("CFItems" in value or "CFDocument" in value):
            found.append(value)
        elif isinstance(value, dict):
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
    return found


def choices(found: Iterable[dict]) -> tuple[Choice, ...]:
    """Return how each of several packages can be asked for."""
    listed = []
    for package in found:
        column = "title" if _document_value(package, "title") else "identifier"
        items = package.get("CFItems")
        listed.append(
            Choice(
                column=column,
                value=_document_value(package, column),
                count=len(items) if isinstance(items, list) else 0,
            )
        )
    return tuple(listed)


def matches(package: dict, where: Mapping[str, str]) -> bool:
    """Say whether the package's document has these values (``identifier``, ``title``, …)."""
    return all(
        _document_value(package, key).casefold() == values.as_name(value).casefold()
        for key, value in where.items()
    )


def _document_value(package: dict, key: str) -> str:
    document = package.get("CFDocument")
    fields = document if isinstance(document, dict) else {}
    return values.as_name(values.to_text(fields.get(key)) or "")
