"""One person's whole story over the years, put together from what every app knows (DESIGN 14)."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.timeline import Moment, Stretch
from people import registry
from people.models import Person
from people.registry import JourneyEntry

FORMAT = "alongside-journey"
VERSION = 1


def journey_of(person: Person, *, today: date) -> list[JourneyEntry]:
    """Return the stretches of the person's years, the newest first."""
    entries = chain.from_iterable(tell(person, today) for tell in registry.journey_entries)
    return sorted(entries, key=lambda entry: (entry.starts_on, entry.title), reverse=True)


def stretches_of(entries: Sequence[JourneyEntry]) -> list[Stretch]:
    """The same for the line: with the names of others, since it is shown to oneself."""
    return [
        Stretch(
            title=entry.title,
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            tone=entry.tone,
            icon=entry.icon,
            url=entry.url,
            facts=(entry.whom, *entry.facts) if entry.whom else entry.facts,
            moments=tuple(
                Moment(on, words, is_month=entry.is_by_month) for on, words in entry.moments
            ),
        )
        for entry in entries
    ]


def export_of(person: Person, entries: Sequence[JourneyEntry], *, at: datetime) -> dict[str, Any]:
    """Return the journey as plain data, the oldest first, with nobody's name but one's own (D2)."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": at,
        "name": person.name,
        "stretches": [
            {
                "title": str(entry.title),
                "starts_on": entry.starts_on,
                "ends_on": entry.ends_on,
                "facts": [str(fact) for fact in entry.facts],
                "moments": [{"on": on, "title": str(title)} for on, title in entry.moments],
            }
            for entry in reversed(entries)
        ],
    }


def story_of(export: dict[str, Any], entries: Sequence[JourneyEntry]) -> dict[str, Any]:
    """An export in words, for ``templates/pdf/story.typ``."""
    made = date_format(timezone.localdate(export["made_at"]), "j M Y")
    sections = [
        {"title": row["title"], "tone": entry.tone, "items": [_item(row, entry)]}
        for row, entry in zip(export["stretches"], reversed(entries), strict=True)
    ]
    return {
        "title": _("%(name)s's journey") % {"name": export["name"]},
        "subtitle": _("Made on %(date)s") % {"date": made},
        "page_of": _("Page {page} of {pages}"),
        "sections": sections,
    }


def _item(row, entry):
    return {
        "title": _from_until(row["starts_on"], row["ends_on"]),
        "facts": row["facts"],
        "lines": [
            {
                "when": date_format(moment["on"], "F Y" if entry.is_by_month else "j M Y"),
                "text": moment["title"],
            }
            for moment in row["moments"]
        ],
    }


def _from_until(starts_on, ends_on):
    first = date_format(starts_on, "j M Y")
    if ends_on == starts_on:
        return first
    last = date_format(ends_on, "j M Y") if ends_on else _("today")
    return f"{first} – {last}"
