"""What each row of a file of people would do, found with a fixed number of queries per batch.

Reads only. What it looks at in a person is in ``people_import_fresh``, where it is seen whether
that has changed since.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

# Marked here, translated where a row is shown.
from django.utils.translation import gettext_noop as _

from common.text_files import Message
from people.imports.files import Problem
from people.imports.models import NOT_FOUND, NOT_USABLE, PeopleImportRow
from people.imports.services.people_import_fresh import as_found
from people.imports.services.unit_lookup import Place, UnitLookup
from people.models import (
    GuideRole,
    LineManagement,
    Mentor,
    Person,
    Preceptor,
)
from people.models.learner import Learner
from people.organisations import has_wall
from people.scope import SITE, EditScope
from people.services.line_management import mentored_by

Outcome = PeopleImportRow.Outcome
LEARNER = "learner"
ROLES = (LEARNER, GuideRole.MENTOR.value, GuideRole.PRECEPTOR.value)
PROFILES = {LEARNER: Learner, GuideRole.MENTOR.value: Mentor, GuideRole.PRECEPTOR.value: Preceptor}
PLAIN = ("name", "credentials_shown", "job_title", "time_zone", "language")
# Column of the file -> (role, attribute of its profile).
OF_PROFILE = {
    "preceptor_level": ("preceptor", "level"),
    "preceptor_capacity": ("preceptor", "capacity"),
    "mentor_capacity": ("mentor", "capacity"),
    "learner_level": ("learner", "level"),
    "profession_started_on": ("learner", "profession_started_on"),
}
SEVERAL_UNITS = _("is the name of several units. Write the whole path: Site > Department > Unit.")
ARCHIVED_UNIT = _("is archived. Name another unit, or ask an administrator to take it out.")
UNKNOWN_UNIT = _("is not a known unit. Correct it, add it, or let the import create units.")
UNIT_TOO_DEEP = _("cannot be created there. Write the whole path: Site > Department > Unit.")
DEACTIVATED = _(
    "belongs to someone who is deactivated. A site administrator can reactivate them first."
)
MISSING_NAME = _("is missing, and nobody here has this address: new people need a name.")
NO_PROFILE = _("is left out, because the person is no %(role)s. Add the role to take it in.")
OWN_MANAGER = _("is the person's own address. Nobody can be their own manager.")
MENTOR_AS_MANAGER = _("is the person's mentor, so can't be their manager too.")

NOT_YOURS = _("belongs to someone only a site administrator can change.")
NOT_YOUR_UNIT = _("is a unit of another site. Ask its coordinator or a site administrator.")
NOT_YOUR_SITE = _("cannot be created by a coordinator: ask a site administrator for a new site.")
NOT_YOURS_TO_MANAGE = _(
    "can be changed only by a site administrator, or by a coordinator of the unit's own site."
)
UNKNOWN_MANAGER = _("isn't the address of anyone here or in a row that can be imported.")
MANAGER_FROM_ELSEWHERE = _("belongs to another site. Ask a site administrator to name them.")


def stored(problem: Problem, *, in_file: bool = False) -> dict:
    """Return a problem as a row keeps it: to be translated where it is shown."""
    return {
        "column": problem.column,
        "reason": problem.message.template,
        "values": dict(problem.message.values),
        "in_file": in_file,
    }


@dataclass
class Verdict:
    """What a row would do. ``place`` is set where it names a unit."""

    row: PeopleImportRow
    person: Person | None
    changes: list[dict]
    problems: list[dict]
    place: Place | None = None
    # What is left out of a row that is imported.
    remarks: list[dict] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        if self.problems:
            return Outcome.REFUSED
        if self.person is None:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    @property
    def shown_changes(self) -> list[dict]:
        return [] if self.problems else self.changes

    def refuse(self, column: str, template: str, **values) -> None:
        self.problems.append(stored(Problem(column, Message(template, values))))

    def remark(self, column: str, template: str, **values) -> None:
        self.remarks.append(stored(Problem(column, Message(template, values))))

    def note_on_row(self) -> PeopleImportRow:
        """Write the verdict onto its row, which is not saved, and return the row."""
        self.row.outcome = self.outcome
        self.row.changes = self.shown_changes
        self.row.problems = self.problems
        self.row.remarks = [] if self.problems else self.remarks
        self.row.person = self.person
        self.row.as_found = self.person.as_found if self.person else ""
        return self.row


def check_rows(
    rows: Iterable[PeopleImportRow], *, scope: EditScope, create_units: bool, today: date
) -> list[Verdict]:
    """Return a verdict for each row by itself; ``refuse_managers`` looks across rows.

    ``scope`` says whom the file may change: that of whoever brought it.
    """
    rows = list(rows)
    batch = _Batch(rows, scope=scope, create_units=create_units, today=today)
    return [batch.verdict(row) for row in rows]


class _Batch:
    """What the database holds of the people in some rows: people, managers, all units."""

    def __init__(
        self, rows: list[PeopleImportRow], *, scope: EditScope, create_units: bool, today: date
    ):
        self.scope = scope
        emails = {row.values.get("email") for row in rows if not _in_file(row)}
        people = Person.objects.filter(email__in=emails - {None}).with_roles()
        people = people.annotate(as_found=as_found(today=today))
        self.people = {person.email: person for person in people}
        ids = {person.pk for person in self.people.values()}
        managers = LineManagement.objects.on(today).filter(person__in=ids)
        self.managers = dict(managers.values_list("person_id", "manager__email"))
        self.mentored = _emails_of_mentors(ids)
        self.editable = ids if scope.is_everybody else scope.editable(ids)
        self.manager_sites = {} if scope.is_everybody else _sites_of_managers(rows)
        self.hidden_managers = set() if scope.is_everybody else _hidden_managers(rows, scope)
        self.units = UnitLookup(scope.units())
        self.visible = scope.visible(ids)
        self.has_wall = not scope.is_everybody and has_wall(scope.by)
        self.create_units = create_units

    def verdict(self, row: PeopleImportRow) -> Verdict:
        problems = _in_file(row)
        if problems:
            return Verdict(row, None, [], problems)
        person = self.people.get(row.values["email"])
        is_hidden = person is not None and person.pk not in self.visible
        # Of somebody else's people it is not even said that they are here.
        verdict = Verdict(row, None if is_hidden else person, [], [])
        if self.has_wall and verdict.person is None and not row.values.get("name"):
            verdict.refuse("email", NOT_FOUND)
            return verdict
        if is_hidden:
            verdict.refuse("email", NOT_USABLE)
            return verdict
        if person and not person.is_active:
            verdict.refuse("email", DEACTIVATED)
            return verdict
        if person is None and not row.values.get("name"):
            verdict.refuse("name", MISSING_NAME)
        self._check_plain(verdict)
        self._check_unit(verdict)
        self._check_manager(verdict)
        _check_profiles(verdict)
        self._check_scope(verdict)
        return verdict

    def _check_scope(self, verdict: Verdict) -> None:
        """Refuse what whoever brought the file may not write, by the rules of the form."""
        changed = {change["column"] for change in verdict.changes}
        if not changed or self.scope.is_everybody:
            return
        if verdict.person and verdict.person.pk not in self.editable:
            # And nothing else of them: another reason would say who mentors them (M7).
            verdict.problems.clear()
            verdict.refuse("email", NOT_YOURS)
            return
        if "unit" in changed and verdict.place:
            self._check_place(verdict, verdict.place)
        if "manager_email" in changed:
            self._check_manager_scope(verdict)

    def _check_place(self, verdict: Verdict, place: Place) -> None:
        site = self.units.site_of(place)
        if site is None:
            verdict.refuse("unit", NOT_YOUR_SITE)
        elif not self.scope.can_place_at(site):
            verdict.refuse("unit", NOT_YOUR_UNIT)

    def _check_manager_scope(self, verdict: Verdict) -> None:
        place = verdict.place
        if "unit" not in verdict.row.values and verdict.person and verdict.person.unit_id:
            place = self.units.places.get(verdict.person.unit_id)
        if not self.scope.can_manage_at(self.units.site_of(place) if place else None):
            verdict.refuse("manager_email", NOT_YOURS_TO_MANAGE)
            return
        wanted = verdict.row.values["manager_email"]
        if wanted in self.hidden_managers:
            verdict.refuse("manager_email", UNKNOWN_MANAGER)
            return
        # Whoever is not here yet comes out of this file, into units of one's own.
        if wanted in self.manager_sites and not self.scope.can_manage_at(
            self.manager_sites[wanted]
        ):
            verdict.refuse("manager_email", MANAGER_FROM_ELSEWHERE)

    def _check_plain(self, verdict: Verdict) -> None:
        for column in PLAIN:
            if column in verdict.row.values:
                before = getattr(verdict.person, column) if verdict.person else ""
                _compare(verdict, column, before, verdict.row.values[column] or "")

    def _check_unit(self, verdict: Verdict) -> None:
        if "unit" not in verdict.row.values:
            return
        names = verdict.row.values["unit"]
        verdict.place = self._place(verdict, names) if names else None
        unit_id = verdict.person.unit_id if verdict.person else None
        before = str(self.units.places.get(unit_id, "")) if unit_id else ""
        creates = verdict.place is not None and not verdict.place.exists
        _compare(verdict, "unit", before, str(verdict.place or ""), creates=creates)

    def _place(self, verdict: Verdict, names: list[str]) -> Place | None:
        found = self.units.find(names)
        if found and found[0].is_archived:
            verdict.refuse("unit", ARCHIVED_UNIT)
            return None
        if len(found) == 1:
            return found[0]
        if found:
            verdict.refuse("unit", SEVERAL_UNITS)
        elif not self.create_units:
            verdict.refuse("unit", UNKNOWN_UNIT)
        else:
            planned = self.units.plan(names)
            if planned is None:
                verdict.refuse("unit", UNIT_TOO_DEEP)
            elif planned.is_archived:
                verdict.refuse("unit", ARCHIVED_UNIT)
            return planned
        return None

    def _check_manager(self, verdict: Verdict) -> None:
        if "manager_email" not in verdict.row.values:
            return
        wanted, person = verdict.row.values["manager_email"] or "", verdict.person
        if wanted == verdict.row.values["email"]:
            verdict.refuse("manager_email", OWN_MANAGER)
        if person and (person.pk, wanted) in self.mentored:
            verdict.refuse("manager_email", MENTOR_AS_MANAGER)
        before = self.managers.get(person.pk, "") if person else ""
        _compare(verdict, "manager_email", before, wanted)


def _in_file(row: PeopleImportRow) -> list[dict]:
    """The problems that the file has by itself, whatever the database holds."""
    return [problem for problem in row.problems if problem["in_file"]]


def _sites_of_managers(rows: Iterable[PeopleImportRow]) -> dict[str, UUID | None]:
    emails = {row.values.get("manager_email") for row in rows} - {None}
    managers = Person.objects.filter(email__in=emails).annotate(site=SITE)
    return dict(managers.values_list("email", "site"))


def _hidden_managers(rows: Iterable[PeopleImportRow], scope: EditScope) -> set[str]:
    """Addresses of managers who are here, and whom whoever brought the file does not find."""
    emails = {row.values.get("manager_email") for row in rows} - {None}
    managers = dict(Person.objects.filter(email__in=emails).values_list("pk", "email"))
    return {managers[key] for key in managers.keys() - scope.visible(managers.keys())}


def _emails_of_mentors(people: set[UUID]) -> set[tuple[UUID, str]]:
    pairs = mentored_by(people)
    mentors = Person.objects.filter(pk__in={mentor for _person, mentor in pairs})
    emails = dict(mentors.values_list("pk", "email"))
    return {(person, emails[mentor]) for person, mentor in pairs}


def _check_profiles(verdict: Verdict) -> None:
    had = {role: getattr(verdict.person, role, None) for role in ROLES}
    has = {role for role, profile in had.items() if profile}
    wanted = has | set(verdict.row.values.get("roles", []))
    if "roles" in verdict.row.values:
        _compare(verdict, "roles", ", ".join(sorted(has)), ", ".join(sorted(wanted)))
    for column, (role, attribute) in OF_PROFILE.items():
        if column not in verdict.row.values:
            continue
        if role not in wanted:
            verdict.remark(column, NO_PROFILE, role=role)
            continue
        before = getattr(had[role] or PROFILES[role](), attribute)
        _compare(verdict, column, _text(before), _text(verdict.row.values[column]))


def _compare(verdict: Verdict, column: str, before: str, after: str, *, creates=False) -> None:
    if before != after:
        change = {"column": column, "before": before, "after": after}
        # A unit that does not exist yet.
        verdict.changes.append(change | {"creates": True} if creates else change)


def _text(value: Any) -> str:
    return "" if value is None else str(value)
