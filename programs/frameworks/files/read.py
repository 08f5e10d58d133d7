"""From the bytes of a file to a framework and a report. Pure: no Django."""

from collections.abc import Mapping
from pathlib import PurePath

from common import text_files
from common.text_files import TextFileError
from programs.frameworks.files import case_json
from programs.frameworks.files.case import read_package
from programs.frameworks.files.findings import Findings
from programs.frameworks.files.limits import SeveralFrameworks
from programs.frameworks.files.table import read_table
from programs.frameworks.files.tree import Choice, ParsedFramework, Reading


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


def read_framework(
    data: bytes, *, filename: str, where: Mapping[str, str] | None = None, title: str = ""
) -> Reading:
    """Return what a CASE or CSV file holds, with a report of all that is odd in it.

    Never raises for what a file contains. ``where`` picks one framework out of several, by
    column and value; ``title`` names a framework whose file does not, before ``filename`` does.
    """
    findings = Findings()
    framework: ParsedFramework | None = None
    choices: tuple[Choice, ...] = ()
    try:
        framework = _read(data, where or {}, title or PurePath(filename).stem, findings)
    except SeveralFrameworks as error:
        choices = error.choices
        findings.error(error.message.template, **error.message.values)
    except TextFileError as error:
        findings.error(error.message.template, **error.message.values)
    return Reading(framework, findings.report(), _counts(framework, findings), choices)


def nothing_read(error: TextFileError) -> Reading:
    """Return the reading of a file that could not be read at all."""
    findings = Findings()
    findings.error(error.message.template, **error.message.values)
    return Reading(None, findings.report(), _counts(None, findings))


def _read(
    data: bytes, where: Mapping[str, str], fallback_title: str, findings: Findings
) -> ParsedFramework:
    decoded = text_files.decode(data)
    if decoded.note:
        findings.info(decoded.note.template, **decoded.note.values)
    if decoded.text.lstrip().startswith(("{", "[")):
        package = _choose_package(decoded.text, where, findings)
        framework = read_package(package, fallback_title=fallback_title, findings=findings)
    else:
        framework = read_table(decoded.text, where, fallback_title, findings)
    if not any(not item.is_group for item in framework.items):
        raise TextFileError(_("There is nothing to import: no item was left."))
    return framework


def _choose_package(text: str, where: Mapping[str, str], findings: Findings) -> dict:
    """Return the one package that was asked for, or the only one.

    :raises TextFileError: if there is none, or none that fits.
    :raises SeveralFrameworks: if there are several that fit.
    """
    found = case_json.packages(case_json.load(text, findings))
    if not found:
        raise TextFileError(
            _("This JSON holds no CASE package: there is no “CFItems” anywhere in it.")
        )
    fitting = [package for package in found if case_json.matches(package, where)]
    if not fitting:
        raise TextFileError(_("No framework in this file has the values that were asked for."))
    if len(fitting) > 1:
        raise SeveralFrameworks(case_json.choices(fitting))
    return fitting[0]


def _counts(framework: ParsedFramework | None, findings: Findings) -> dict[str, int]:
    items = framework.items if framework else ()
    groups = sum(item.is_group for item in items)
    return findings.counts() | {
        "items": len(items),
        "groups": groups,
        "competencies": len(items) - groups,
    }
