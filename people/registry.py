"""What higher apps tell this one, filled in their ``AppConfig.ready()`` (DESIGN 14).

``people`` imports no other app of ours. Where it needs their knowledge, they add a
callable to one of these lists; order is the order of the installed apps.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Q, QuerySet, TextChoices

# Models and services import this module and it imports none of them, so it knows them in words.
Person = Any
NoticeDraft = Any


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link in the header, and in the bar at the bottom of a phone if ``on_phone``."""

    label: str
    url: str
    # By its name alone, by which tools/build_icons.py finds the icons in use.
    icon: str = field(kw_only=True)
    on_phone: bool = True
    # What is done every day comes first in that bar.
    is_daily: bool = False


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing to do now: what, about whom, and the one act.

    ``urgency``: 0 overdue, 1 today, 2 this week, 3 later. ``tone`` is ``teal``,
    ``plum``, ``amber`` or ``red``; the section is the heading it stands under.
    """

    section: str
    title: str
    url: str
    act: str
    urgency: int = 3
    detail: str = ""
    tone: str = "teal"
    icon: str = "check2"
    due_at: datetime | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class TodayPanel:
    """A card on Today that an app renders itself from a template and its context.

    ``is_due``: something in it waits, so that nobody is told that nothing does.
    """

    template: str
    context: dict[str, Any]
    order: int = 50
    column: str = "main"
    is_due: bool = False


@dataclass(frozen=True, slots=True)
class PersonSection:
    """A card on somebody's page that an app renders itself, of what its reader may see.

    ``column``: "main", or "side" for what stands beside.
    """

    template: str
    context: dict[str, Any]
    order: int = 50
    column: str = "main"


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What an administrator does first on a fresh site, and whether it is done."""

    title: str
    detail: str
    url: str
    act: str
    is_done: bool = False


class Part(StrEnum):
    """As what somebody gets notices. Whoever runs the site counts as a coordinator."""

    LEARNER = "learner"
    PRECEPTOR = "preceptor"
    MENTEE = "mentee"
    MENTOR = "mentor"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """A kind of notice: how it is worded and how hard we try to deliver it.

    ``is_duty``: sent at least once, cannot be switched off, may go out in quiet
    hours only when ``is_urgent``; a nudge is sent at most once after an unknown
    outcome (N4, N5). ``subject`` and ``line`` are lazy strings with ``%(name)s``
    places for the ``facts``; ``why`` says why one gets it, ``whom`` who does, and ``parts`` whose
    settings show it: of nobody in particular, everybody's.

    ``facts`` are all that ``Notice.data`` may hold, so that no confidential text
    ends there by mistake (N7). A fact called ``…_on`` is a date and one called
    ``…_at`` a moment; both are written out in the reader's language and time zone.
    ``labels`` names the choices whose labels stand for a fact's stored value.
    ``ends_with``: the causes that make it untrue, by the names that services give to
    ``take_back``. Where there is none, it tells of what happened, and stays told.
    ``asks``: for an act, whose item stands on Today until it is done.
    """

    code: str
    label: str
    subject: str
    line: str
    why: str
    act: str
    is_duty: bool = False
    is_urgent: bool = False
    tone: str = "teal"
    icon: str = "bell"
    facts: tuple[str, ...] = ()
    labels: Mapping[str, "type[TextChoices]"] = field(default_factory=dict)
    whom: str = ""
    parts: tuple[Part, ...] = ()
    ends_with: tuple[str, ...] = ()
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Planner:
    """What the calendar has to say of one subject, as it stands at a moment.

    ``drafts`` yields what is to be told, however often it was told already; ``stale`` finds
    the notices whose mail waits and which are true no longer.
    """

    drafts: Callable[[datetime], Iterable[NoticeDraft]]
    stale: Callable[[datetime], "QuerySet"] | None = None


@dataclass(frozen=True, slots=True)
class JourneyEntry:
    """One stretch of a person's story, with what happened on the way; for their own eyes.

    ``ends_on`` is None while it lasts. ``moments`` are dates with words. ``whom`` names the
    other person; it is shown to oneself and is in no export, as nothing of a partner's is (D2).
    """

    starts_on: date
    title: str
    url: str = ""
    ends_on: date | None = None
    tone: str = "teal"
    icon: str = "check2"
    facts: tuple[str, ...] = ()
    moments: tuple[tuple[date, str], ...] = ()
    # Each of the moments tells of the whole month in which its day is.
    is_by_month: bool = False
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Dependant:
    """Somebody or something that depends on a person, said before the person is deactivated."""

    title: str
    detail: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Rows that each have a file in the store (common/file_store.py).

    ``names`` are of all their files. ``remove_row`` takes away the row of a file that is gone
    and says whether it did: some stay, whatever happened to their file.
    """

    what: str
    names: Callable[[], Iterable[str]]
    remove_row: Callable[[str], bool]


kept_files: list[KeptFiles] = []

# Whom somebody may see: person -> a queryset of people's ids, one column, which an index finds.
# Each reason is its own, because PostgreSQL finds two joined by OR by looking at everybody.
person_reasons: list[Callable[[Person], "QuerySet"]] = []

# Whether a person coordinates anything (may see, search, import and invite people): person -> a
# condition in a query over them.
coordinates: list[Callable[[Person], "Q"]] = []


@dataclass(frozen=True, slots=True)
class Coordination:
    """Who runs what, and who takes part in it; for whom somebody may see, add and change.

    ``of`` are the ids of whoever takes part in what a person runs. Conditions, of few people:
    ``of_others``, that they take part in what that person does not run, ``take_part_in``, in
    what belongs to some of these sites, ``guests_of``, that they were let in as guests of what a
    person runs, by their own side. ``organisations`` are the sites that anything run belongs to,
    ``organisations_of`` those of what a person runs.
    """

    of: Callable[[Person], "QuerySet"]
    of_others: Callable[[Person], "Q"]
    guests_of: Callable[[Person], "Q"]
    take_part_in: Callable[[Collection["UUID"]], "Q"]
    organisations: Callable[[], "QuerySet"]
    organisations_of: Callable[[Person], "QuerySet"]


coordinations: list[Coordination] = []

# Where whoever meets the wall asks for somebody behind it: the names of pages.
guest_pages: list[str] = []

# Whom a coordinator sees beside those they have a reason to: person -> a condition on people, or
# None for everybody.
coordinators_see: list[Callable[[Person], "Q | None"]] = []

# Whom somebody can ask about what they take part in: person -> (its name, the people).
who_to_ask: list[Callable[[Person], Iterable[tuple[str, Collection[Person]]]]] = []

# Who runs what somebody takes part in: person -> people's ids.
coordinators_of: list[Callable[[Person], Iterable["UUID"]]] = []

# What every page asks about its reader, by name: person -> an expression in a query over them.
# All of them are asked at once (people/reader_flags.py).
reader_flags: dict[str, Callable[[Person], Any]] = {}

# Who walks with whom in confidence: the ids of some people -> pairs (person, mentor) in which
# that person's mentor may not become their line manager (M7).
confidential_mentors: list[Callable[[Collection["UUID"]], Iterable[tuple["UUID", "UUID"]]]] = []

# Whether somebody learns in mentorships alone, and is a mentee then: a condition in a query over
# people.
learns_as_mentee: list[Callable[[], Any]] = []

# Who depends on a person: (person, today) -> what to name before they are deactivated.
dependants: list[Callable[[Person, date], Iterable[Dependant]]] = []
# What follows when somebody was deactivated: (person, by whom, at), in the same transaction.
person_left: list[Callable[[Person, Person, datetime], Any]] = []

# Links in the frame for a person of whom those flags hold: (person, flags) -> links.
nav_items: list[Callable[[Person, Mapping[str, Any]], Iterable[NavItem]]] = []
# What somebody has to do now: (person, at, flags) -> lines and cards, in any order.
today: list[Callable[[Person, datetime, Mapping[str, Any]], Iterable[TodayItem | TodayPanel]]] = []
# What a fresh site needs before anybody can be paired, in order.
first_steps: list[Callable[[], FirstStep]] = []
# The stretches of a person's years: (person, today) -> entries, in any order.
journey_entries: list[Callable[[Person, date], Iterable[JourneyEntry]]] = []

# What a person's page says of them: (person, reader, today) -> cards. Each app asks what this
# reader may see; the person comes with their profiles.
person_sections: list[Callable[[Person, Person, date], Iterable[PersonSection]]] = []

notice_kinds: dict[str, NoticeKind] = {}
# Who has which part, beside those that a profile shows: person -> a condition in a query over them.
parts: dict[Part, Callable[[Person], Any]] = {}
# Codes of those that one of a pair gets because of the other or the pair: no list for others tells
# one from another, nor shows more of them than those that did not arrive (M8).
discreet_kinds: set[str] = set()

# Who plans reminders, by subject; CELERY_BEAT_SCHEDULE says when each has its turn.
planners: dict[str, Planner] = {}

# What the ids in the security log are called where they are no people's: ids -> (id, name).
names_of: list[Callable[[Collection["UUID"]], Iterable[tuple["UUID", str]]]] = []

# What goes along with the e-mail of a kind: notice -> (file name, content, MIME type) of each.
Attachment = tuple[str, bytes, str]
notice_attachments: dict[str, Callable[[Any], Iterable[Attachment]]] = {}


def kinds_for(parts: Collection[Part]) -> list[NoticeKind]:
    """The kinds that somebody of these parts can get."""
    return [
        kind for kind in notice_kinds.values() if not kind.parts or set(kind.parts) & set(parts)
    ]


def register_notice_kinds(*kinds: NoticeKind) -> None:
    for kind in kinds:
        notice_kinds[kind.code] = kind
