"""What a file's reader found, in the reader's language and ready for a page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.text_files import Message
from programs.frameworks.files import (
    Change,
    Difference,
    Finding,
    ParsedItem,
    Severity,
)

ICONS = {
    Severity.ERROR: "exclamation-octagon",
    Severity.WARNING: "exclamation-triangle",
    Severity.INFO: "info-circle",
}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one severity under a heading that says what they cost."""

    tone: str
    icon: str
    heading: str
    # The unlisted among them.
    count: int
    lines: list[tuple[str, str]]


def worded(message: Message) -> str:
    return _(message.template) % message.values


def finding_groups(findings: Iterable[Finding], counts: dict[str, int]) -> list[FindingGroup]:
    """Return the findings by severity, the gravest first; each line is a place and a sentence."""
    headings = {
        Severity.ERROR: (_("Left out"), "red"),
        Severity.WARNING: (_("Taken, with a change"), "amber"),
        Severity.INFO: (_("Good to know"), "neutral"),
    }
    groups = []
    for severity, (heading, tone) in headings.items():
        lines = [
            (worded(finding.where) if finding.where else "", worded(finding.message))
            for finding in findings
            if finding.severity is severity
        ]
        if lines:
            count = counts[severity.value]
            groups.append(FindingGroup(tone, ICONS[severity], heading, count, lines))
    return groups


# Of each kind so many are listed; the rest is in the totals.
LISTED = 200


@dataclass(frozen=True, slots=True)
class DifferenceReport:
    """What changed between two versions. ``changed``: item and (label, before, after) of each."""

    totals: list[tuple[str, int]]
    new: list[ParsedItem]
    changed: list[tuple[ParsedItem, list[tuple[str, str, str]]]]
    moved: list[ParsedItem]
    removed: list[ParsedItem]
    is_cut: bool

    def __str__(self) -> str:
        """Return "4 new, 1 changed, 2 moved, 0 removed, 95 unchanged"."""
        return ", ".join(f"{count} {label}" for label, count in self.totals)


def difference_report(difference: Difference) -> DifferenceReport:
    totals = [
        (_("new"), len(difference.new)),
        (_("changed"), len(difference.changed)),
        (_("moved"), len(difference.moved)),
        (_("removed"), len(difference.removed)),
        (_("unchanged"), len(difference.unchanged)),
    ]
    return DifferenceReport(
        totals=totals,
        new=difference.new[:LISTED],
        changed=[(change.after, _fields(change)) for change in difference.changed[:LISTED]],
        moved=[change.after for change in difference.moved[:LISTED]],
        removed=difference.removed[:LISTED],
        is_cut=any(count > LISTED for _label, count in totals[:-1]),
    )


def _fields(change: Change) -> list[tuple[str, str, str]]:
    labels = {
        "code": _("Code"),
        "statement": _("Statement"),
        "short_statement": _("Short statement"),
        "notes": _("Notes"),
        "kind": _("Kind"),
        "uri": _("Address"),
    }
    return [
        (labels[name], getattr(change.before, name), getattr(change.after, name))
        for name in change.fields
    ]
