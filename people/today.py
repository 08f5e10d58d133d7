"""What a person has to do now, put together from what every app knows (DESIGN 14)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people import registry
from people.models import Person
from people.permissions import can_administer
from people.reader_flags import reader_flags
from people.registry import FirstStep, NavItem, TodayItem, TodayPanel

# Of a longer section the rest is behind a fold.
MOST_SHOWN = 6
LATER = 3
FAR_AHEAD = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Section:
    """A card of things to do, the most urgent first."""

    title: str
    tone: str
    shown: list[TodayItem]
    folded: list[TodayItem]

    @property
    def count(self):
        return len(self.shown) + len(self.folded)


@dataclass(frozen=True, slots=True)
class Today:
    """The page: what is due in the wide column, what is ahead beside it."""

    greeting: str
    main: list[Section]
    side: list[Section]
    main_panels: list[TodayPanel]
    side_panels: list[TodayPanel]
    first_steps: list[FirstStep]

    @property
    def says_nothing_is_due(self):
        """Whether neither a line, a card nor a first step has anything that waits."""
        panels = [*self.main_panels, *self.side_panels]
        is_due = self.main or self.first_steps or any(panel.is_due for panel in panels)
        return not is_due

    @property
    def is_empty(self):
        return not (self.main or self.side or self.main_panels or self.side_panels)


def today_of(person: Person, at: datetime) -> Today:
    """Assemble the page of ``person`` as it stands at ``at``."""
    flags = reader_flags(person)
    told = list(chain.from_iterable(source(person, at, flags) for source in registry.today))
    sections = list(_sections(item for item in told if isinstance(item, TodayItem)))
    panels = sorted(
        (item for item in told if isinstance(item, TodayPanel)), key=lambda panel: panel.order
    )
    return Today(
        greeting=greeting(timezone.localtime(at).hour, person.get_short_name()),
        main=[section for section in sections if section.shown[0].urgency < LATER],
        side=[section for section in sections if section.shown[0].urgency >= LATER],
        main_panels=[panel for panel in panels if panel.column == "main"],
        side_panels=[panel for panel in panels if panel.column != "main"],
        first_steps=first_steps() if can_administer(person) else [],
    )


def greeting(hour: int, name: str) -> str:
    if 5 <= hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    if hour >= 18:
        return _("Good evening, %(name)s") % {"name": name}
    # Nobody on a night shift calls it an evening.
    return _("Hello, %(name)s") % {"name": name}


def first_steps() -> list[FirstStep]:
    """Return the steps of a fresh site, or nothing once all of them are done."""
    steps = [step() for step in registry.first_steps]
    return [] if all(step.is_done for step in steps) else steps


def bring_people_in() -> FirstStep:
    others = Person.objects.filter(is_administrator=False)
    return FirstStep(
        title=_("Add people"),
        detail=_("Import them from a file, or add them one by one."),
        url=reverse("people:people-import"),
        act=_("Import people"),
        is_done=others.exists(),
    )


def nav(person: Person, flags: Mapping[str, Any]) -> Iterable[NavItem]:
    yield NavItem(_("Today"), reverse("people:today"), icon="house", is_daily=True)


def _sections(items: Iterable[TodayItem]) -> Iterable[Section]:
    """Group by heading; a section is as urgent as its first item."""
    ordered = sorted(items, key=lambda item: (item.urgency, item.due_at or FAR_AHEAD))
    by_title = {}
    for item in ordered:
        by_title.setdefault(item.section, []).append(item)
    for title, members in by_title.items():
        tone = members[0].tone if members[0].tone in ("teal", "plum") else "teal"
        yield Section(title, tone, members[:MOST_SHOWN], members[MOST_SHOWN:])
