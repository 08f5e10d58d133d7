"""Names: when two are one, and what somebody was called before a change of their own."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from people.models import NameChange, Person


def formerly(person: Person, *, at: datetime) -> str:
    """Return the name before their own changes of the last 90 days; empty where there is none.

    The oldest of them: a second change does not hide the first. One by somebody else vouches
    for the name, and what went before it is shown no longer.
    """
    before = ""
    since = at - NameChange.SHOWN_FOR
    for change in NameChange.objects.filter(person=person, changed_at__gt=since):
        before = (before or change.old_name) if change.is_own else ""
    return "" if before == person.name_as_signed else before


def name_key(name: str) -> str:
    """Return what a name has in common however it is typed: case and spacing do not count."""
    return " ".join(name.casefold().split())


def was_renamed(*, at: datetime) -> Exists:
    """Whether ``formerly`` may find something, for a query over people that is asked anyway."""
    changes = NameChange.objects.filter(person=OuterRef("pk"))
    return Exists(changes.filter(changed_at__gt=at - NameChange.SHOWN_FOR))


def signing_name(person: Person, *, at: datetime) -> str:
    """Return the name for under a signature: "Priya Rao, RN (formerly Priya Nair, RN)"."""
    before = formerly(person, at=at)
    if not before:
        return person.name_as_signed
    return _("%(name)s (formerly %(before)s)") % {"name": person.name_as_signed, "before": before}
