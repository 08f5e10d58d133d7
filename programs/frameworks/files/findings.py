"""What a reader has to say about a file. Pure: no Django."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from common.text_files import Message

# Of each kind of finding so many are listed one by one; the rest is counted.
LISTED = 50


class Severity(StrEnum):
    """How much of the file a finding costs.

    ``ERROR``: something was left out. ``WARNING``: it was taken, though not quite as the file
    says it. ``INFO``: nothing was lost.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    severity: Severity
    message: Message
    # The place in the file, such as "row 7".
    where: Message | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else str(self.message)


class Findings:
    """Collects findings. A file with 10,000 equal faults still gives a report one can read."""

    def __init__(self) -> None:
        # Keyed by severity and template: what is said in the same words is of one kind.
        self._listed: dict[tuple[Severity, str], list[Finding]] = {}
        self._counts: Counter[tuple[Severity, str]] = Counter()
        self._tallies: Counter[str] = Counter()

    def error(self, template: str, where: Message | None = None, **values: Any) -> None:
        self._add(Severity.ERROR, Message(template, values), where)

    def warning(self, template: str, where: Message | None = None, **values: Any) -> None:
        self._add(Severity.WARNING, Message(template, values), where)

    def info(self, template: str, where: Message | None = None, **values: Any) -> None:
        self._add(Severity.INFO, Message(template, values), where)

    def tally(self, template: str) -> None:
        """Count something harmless, to be said once with its ``count``."""
        self._tallies[template] += 1

    def _add(self, severity: Severity, message: Message, where: Message | None) -> None:
        kind = (severity, message.template)
        self._counts[kind] += 1
        listed = self._listed.setdefault(kind, [])
        if len(listed) < LISTED:
            listed.append(Finding(severity, message, where))

    def counts(self) -> dict[str, int]:
        """Return how many of each severity there are, the unlisted among them."""
        totals = {severity.value: 0 for severity in Severity}
        for (severity, _template), count in self._counts.items():
            totals[severity.value] += count
        totals[Severity.INFO.value] += len(self._tallies)
        return totals

    def report(self) -> tuple[Finding, ...]:
        """Return the findings, the gravest first and those of a kind together."""
        found = []
        for wanted in Severity:
            for kind, listed in self._listed.items():
                if kind[0] is wanted:
                    found += listed + self._rest(kind)
        found += [
            Finding(Severity.INFO, Message(template, {"count": count}))
            for template, count in self._tallies.items()
        ]
        return tuple(found)

    def _rest(self, kind: tuple[Severity, str]) -> list[Finding]:
        unlisted = self._counts[kind] - LISTED
        if unlisted <= 0:
            return []
        more = Message(_("And %(count)d more like the one above."), {"count": unlisted})
        return [Finding(kind[0], more)]


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text
