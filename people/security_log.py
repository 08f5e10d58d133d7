"""What administrators see of the security log: the entries, and who the ids in them are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from common.ids import uuids_in
from people import registry
from people.models import Person, SecurityEvent
from people.sso_providers import issued_by

# More people than that are no answer to "who was it?".
MOST_PEOPLE = 50

WAYS = {
    "password": _lazy("a password"),
    "totp": _lazy("a code from an app"),
    "webauthn": _lazy("a passkey"),
    "recovery_codes": _lazy("a recovery code"),
    "mfa": _lazy("a second step"),
    "socialaccount": _lazy("a work account"),
    "code": _lazy("a code"),
}
OUTCOMES = {
    "first": _lazy("for the first time"),
    "changed": _lazy("changed by themselves"),
    "all": _lazy("every second step"),
    "too many": _lazy("too many tries"),
    "second factor": _lazy("wrong second step"),
    "danger": _lazy("someone may be in danger"),
    "abuse": _lazy("harassment, threats or abuse"),
    "law": _lazy("a legal duty"),
    "vouched": _lazy("confirmed by a second administrator"),
    "unanswered": _lazy("nobody stopped it in time"),
    "taken": _lazy("someone else has this address by now"),
}
# Of these it is the issuer of an account elsewhere.
ACCOUNTS = {SecurityEvent.Kind.ACCOUNT_JOINED, SecurityEvent.Kind.ACCOUNT_PARTED}
# What is taken along, by the name of its page; other pages are told by their own.
FILES = {
    "signed-skills": _lazy("signed skills"),
    "person-list": _lazy("the list of people"),
    "program-progress": _lazy("the progress of learners"),
    "portfolio": _lazy("their portfolio"),
    "journey": _lazy("their journey"),
    "evidence-download": _lazy("evidence"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, with the people it names, where they are still known."""

    event: SecurityEvent
    by: Person | None
    about: Person | None
    # What it is about where that is nobody: the learner of a record, the name of a program.
    named: str
    what: str
    is_alarming: bool


def find_events(*, kind: str, words: str, day: date | None) -> QuerySet:
    """Entries of a kind, by or about whoever the words mean, on a day where the reader is."""
    events = SecurityEvent.objects.all()
    if kind:
        events = events.filter(kind=kind)
    if words:
        people = uuids_in([words]) or list(_people(words))
        events = events.filter(Q(by__in=people) | Q(about__in=people))
    if day:
        start = timezone.make_aware(datetime.combine(day, time()))
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
        events = events.filter(recorded_at__gte=start, recorded_at__lt=end)
    return events


def _people(words):
    return Person.objects.matching(words).values_list("pk", flat=True)[:MOST_PEOPLE]


def lines(events: Iterable[SecurityEvent], alarming: set) -> list[Line]:
    """Put names to the ids, all at once."""
    events = list(events)
    ids = {key for event in events for key in (event.by, event.about) if key}
    people: dict[UUID, Person] = Person.objects.in_bulk(ids)
    others = ids.union(*(uuids_in(event.what.split()) for event in events)) - people.keys()
    names = {key: name for find in registry.names_of for key, name in find(others)}
    return [
        Line(
            event=event,
            by=people.get(event.by),
            about=people.get(event.about) if event.about != event.by else None,
            named=names.get(event.about, ""),
            what=_in_words(event, names),
            is_alarming=event.kind in alarming,
        )
        for event in events
    ]


def _in_words(event: SecurityEvent, names: Mapping[UUID, str]) -> str:
    """Say a code of ours in words: an outcome, ways to log in, the name of a page or a program."""
    what = event.what
    if event.kind in ACCOUNTS:
        provider = issued_by(what)
        return provider.name if provider else what
    if what in OUTCOMES:
        return str(OUTCOMES[what])
    if what and all(way in WAYS for way in what.split()):
        ways = get_text_list([str(WAYS[way]) for way in what.split()], _("and"))
        is_log_in = event.kind == SecurityEvent.Kind.LOG_IN
        return _("with %(ways)s") % {"ways": ways} if is_log_in else ways
    if ":" in what:
        page, *rest = what.split(":", 1)[1].split(" ", 1)
        return " ".join([str(FILES.get(page, page.replace("-", " "))), *rest])
    for key in uuids_in(what.split()):
        program = names.get(key, _("a program that no longer exists"))
        what = what.replace(f"program {key}", _("in %(program)s") % {"program": program})
    return what
