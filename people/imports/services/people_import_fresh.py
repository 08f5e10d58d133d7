"""Whether the people are still as they were when the rows of a file were compared with them."""

import hashlib
from datetime import date

from django.db.models import Exists, F, OuterRef, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import MD5, Cast, JSONObject

from people.imports.models import PeopleImport, PeopleImportRow
from people.models import LineManagement, Person, Unit
from people.scope import EditScope

Outcome = PeopleImportRow.Outcome
# All that a file may change in a person, and what decides on a refusal.
FACTS = (
    "name",
    "credentials_shown",
    "job_title",
    "unit_id",
    "time_zone",
    "language",
    "is_active",
    "is_administrator",
    "preceptor__level",
    "preceptor__capacity",
    "mentor__id",
    "mentor__capacity",
    "learner__level",
    "learner__profession_started_on",
)


def as_found(*, today: date, prefix: str = "") -> MD5:
    """Return the expression of everything about a person that the check looks at.

    ``prefix`` leads to the person.
    """
    managed = LineManagement.objects.on(today).filter(person=OuterRef(f"{prefix}pk"))
    manager = Subquery(managed.order_by("-valid_from").values("manager__email")[:1])
    facts = {name: F(f"{prefix}{name}") for name in FACTS}
    return MD5(Cast(JSONObject(**facts, manager=manager), TextField()))


def units_as_found(scope: EditScope) -> str:
    """Return a digest of all units and of whose they are to fill.

    With other units a name may mean another place, and with another scope a refusal.
    """
    rows = Unit.objects.order_by("pk").values_list("pk", "name", "parent_id", "archived_at")
    return hashlib.sha256(f"{list(rows)} {scope}".encode()).hexdigest()[:32]


def mark_stale(people_import: PeopleImport, *, scope: EditScope, today: date) -> int:
    """Let rows be compared again that may come out differently; return how many.

    A fixed number of queries, whatever the file's size.
    """
    rows = people_import.rows
    if people_import.units_as_found != units_as_found(scope):
        return rows.update(outcome=Outcome.PENDING)
    emails = rows.alias(email=KT("values__email"), manager_email=KT("values__manager_email"))
    sound = emails.exclude(outcome=Outcome.REFUSED)
    people = Person.objects.filter(email=OuterRef("email"))
    managers = Person.objects.active().filter(email=OuterRef("manager_email"))
    in_file = sound.filter(email=OuterRef("manager_email"))
    stale = (
        # somebody changed the person
        sound.filter(person__isnull=False)
        .alias(now=as_found(today=today, prefix="person__"))
        .exclude(as_found=F("now")),
        # somebody entered the same person
        sound.filter(Exists(people), outcome=Outcome.NEW),
        # they take part in something else now, so that somebody else looks after them
        sound.filter(outcome=Outcome.CHANGED).exclude(person__in=scope.people())
        if not scope.is_everybody
        else rows.none(),
        # the manager is gone
        sound.filter(~Exists(managers), ~Exists(in_file), manager_email__isnull=False),
    )
    return sum(
        rows.filter(pk__in=found.values("pk")).update(outcome=Outcome.PENDING) for found in stale
    )
