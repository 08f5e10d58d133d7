"""A program in figures for whoever audits it: no names, every number with how it is counted.

The rooms say what they know (``programs.registry.evidence_figures``); here it is put in order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from common.disclosure import is_small
from programs import registry
from programs.preceptorships.evidenced import begun_of, running_of
from programs.registry import EvidenceFigure, EvidenceScope

# Read aloud, and kept for years.
STANDARDS = ("ua-1", "a-3a")
COLUMNS = ("section", "figure", "value", "unit", "of", "percent", "how it is counted", "rule")


@dataclass(frozen=True, slots=True)
class Pack:
    """The figures of a scope by section; none where they would be about a few people (D4)."""

    scope: EvidenceScope
    sections: Sequence[tuple[str, list[EvidenceFigure]]]

    @property
    def is_too_small(self) -> bool:
        return not self.sections


def pack_of(scope: EvidenceScope) -> Pack:
    """Ask every room. Some seconds for thousands of learners; nothing of it is kept."""
    people = running_of(scope) | begun_of(scope)
    if is_small(people.values("learner").distinct().count()):
        return Pack(scope, [])
    figures = [figure for source in registry.evidence_figures for figure in source(scope)]
    figures.sort(key=lambda figure: figure.order)
    sections = groupby(figures, key=lambda figure: figure.section)
    return Pack(scope, [(section, list(rows)) for section, rows in sections])


def shown(figure: EvidenceFigure) -> str:
    """ "46 of 60 (77%)", "31.5 weeks", "4.2 of 5"."""
    if figure.is_hidden:
        return _("not shown")
    if figure.value is None:
        return "–"
    value = " ".join(filter(None, [number_format(figure.value), figure.unit]))
    if figure.denominator is None:
        return value
    words = {"value": number_format(figure.value), "of": number_format(figure.denominator)}
    words |= {"unit": figure.unit, "percent": figure.percent or 0}
    if not figure.denominator:
        return (_("%(value)s of %(of)s %(unit)s") % words).rstrip()
    if figure.unit:
        return _("%(value)s of %(of)s %(unit)s (%(percent)d%%)") % words
    return _("%(value)s of %(of)s (%(percent)d%%)") % words


def in_words(pack: Pack) -> list[tuple[str, list[tuple[EvidenceFigure, str]]]]:
    """The sections, each figure with its value as one reads it."""
    return [
        (section, [(figure, shown(figure)) for figure in figures])
        for section, figures in pack.sections
    ]


def about(scope: EvidenceScope) -> list[tuple[str, str]]:
    """What stands above the figures: of what, of when, made when."""
    period = {"first": _day(scope.first), "last": _day(scope.last)}
    return [
        (_("Program"), scope.program.name),
        (_("Cohort"), scope.cohort.name if scope.cohort else _("all")),
        (_("Period"), _("%(first)s to %(last)s") % period),
        (_("Counted on"), date_format(timezone.localtime(scope.at), "j F Y, H:i")),
    ]


def rows(pack: Pack) -> Iterable[Sequence[Any]]:
    """One row for each figure, below what the pack is about."""
    for label, value in about(pack.scope):
        yield (_("About this pack"), label, value, "", "", "", "", "")
    for section, figures in pack.sections:
        for figure in figures:
            yield (
                section,
                figure.label,
                _("not shown") if figure.is_hidden else figure.value,
                figure.unit,
                figure.denominator,
                figure.percent,
                figure.note,
                figure.rule,
            )


def for_pdf(pack: Pack) -> dict[str, Any]:
    """What ``templates/pdf/evidence.typ`` sets."""
    return {
        "tone": "teal",
        "title": _("Evidence pack: %(program)s") % {"program": pack.scope.program.name},
        "subtitle": _("Numbers only: nobody is named."),
        "page_of": _("Page {page} of {pages}"),
        "about": about(pack.scope),
        "columns": [_("Figure"), _("Value"), _("How it is counted"), _("Rule")],
        "sections": [
            {
                "title": section,
                "rows": [[row.label, value, row.note, row.rule or "–"] for row, value in figures],
            }
            for section, figures in in_words(pack)
        ],
        "closing": _(
            "Rules are those of docs/rules.md, which comes with Alongside. A number is not shown "
            "where it could point at a person."
        ),
    }


def _day(day):
    return date_format(day, "j F Y")
