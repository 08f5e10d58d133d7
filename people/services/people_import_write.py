"""Writing what the rows of a file say, set by set, inside the caller's transaction."""

from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password

from people.models import PeopleImportRow, Person, Unit
from people.services.line_management import set_managers
from people.services.people_import_check import OF_PROFILE, PLAIN, PROFILES, ROLES, Verdict
from people.services.unit_lookup import UnitLookup

Outcome = PeopleImportRow.Outcome
KINDS = (Unit.Kind.SITE, Unit.Kind.DEPARTMENT, Unit.Kind.UNIT)
BATCH = 500


def write_people(verdicts: list[Verdict], *, today: date) -> None:
    """Write the new and changed people among ``verdicts`` with their units, roles and managers."""
    written = [each for each in verdicts if each.outcome in (Outcome.NEW, Outcome.CHANGED)]
    units = _create_units(written)
    people = [(_filled(verdict, units), verdict) for verdict in written]
    _save_people(people)
    _save_profiles(people)
    _save_managers(people, today=today)


def _create_units(verdicts: list[Verdict]) -> dict[tuple[str, ...], UUID | None]:
    """Create what is missing, sites first; return the ids of all units by their path."""
    known = {place.key: place.unit_id for place in UnitLookup().places.values()}
    missing = [each.place for each in verdicts if each.place and _is_missing(each)]
    for depth, kind in enumerate(KINDS):
        new: dict[tuple[str, ...], Unit] = {}
        for place in missing:
            key = place.key[: depth + 1]
            # Whoever is first in the file decides on capital letters.
            if len(place.key) > depth and key not in known and key not in new:
                name, parent = place.names[depth], known.get(key[:-1])
                new[key] = Unit(kind=kind, name=name, parent_id=parent)
        Unit.objects.bulk_create(new.values())
        known |= {key: unit.pk for key, unit in new.items()}
    return known


def _is_missing(verdict: Verdict) -> bool:
    return verdict.place is not None and not verdict.place.exists


def _filled(verdict: Verdict, units: dict[tuple[str, ...], UUID | None]) -> Person:
    """Return the person with the values of their row, not saved."""
    values = verdict.row.values
    person = verdict.person or Person(email=values["email"], password=make_password(None))
    for column in PLAIN:
        if column in values:
            setattr(person, column, values[column] or "")
    if "unit" in values:
        person.unit_id = units[verdict.place.key] if verdict.place else None
    return person


def _save_people(people: list[tuple[Person, Verdict]]) -> None:
    new = [person for person, verdict in people if verdict.outcome == Outcome.NEW]
    changed = [person for person, verdict in people if verdict.outcome == Outcome.CHANGED]
    Person.objects.bulk_create(new, batch_size=BATCH)
    Person.objects.bulk_update(changed, [*PLAIN, "unit"], batch_size=BATCH)
    for person, verdict in people:
        verdict.row.person = person
    rows = [verdict.row for _person, verdict in people if verdict.outcome == Outcome.NEW]
    PeopleImportRow.objects.bulk_update(rows, ["person"], batch_size=BATCH)


def _save_profiles(people: list[tuple[Person, Verdict]]) -> None:
    for role in ROLES:
        model = PROFILES[role]
        columns = {column: name for column, (of, name) in OF_PROFILE.items() if of == role}
        new, changed = [], []
        for person, verdict in people:
            values = verdict.row.values
            # Nobody new has a profile; asking for one would ask the database.
            profile = getattr(verdict.person, role, None)
            if profile is None and role not in values.get("roles", []):
                continue
            given = {name: values[column] for column, name in columns.items() if column in values}
            if profile is None:
                new.append(model(person=person, **given))
            elif given:
                changed.append(_set(profile, given))
        model.objects.bulk_create(new, batch_size=BATCH)
        model.objects.bulk_update(changed, list(columns.values()), batch_size=BATCH)


def _set(profile, given: dict):
    for name, value in given.items():
        setattr(profile, name, value)
    return profile


def _save_managers(people: list[tuple[Person, Verdict]], *, today: date) -> None:
    wanted = {
        person.pk: verdict.row.values["manager_email"]
        for person, verdict in people
        if "manager_email" in verdict.row.values
    }
    managers = Person.objects.filter(email__in={email for email in wanted.values() if email})
    ids = dict(managers.values_list("email", "pk"))
    set_managers(
        {person: ids[email] if email else None for person, email in wanted.items()}, today=today
    )
