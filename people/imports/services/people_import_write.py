"""Writing what the rows of a file say, set by set, inside the caller's transaction.

The rows hold everything that is to be written, so that PostgreSQL copies it from table to table:
100,000 people pass through no Python.
"""

import json
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import Min
from django.db.models.fields.json import KT

from common.ids import uuid7
from people.imports.models import PeopleImport, PeopleImportRow
from people.imports.services.people_import_check import (
    OF_PROFILE,
    PLAIN,
    PROFILES,
    ROLES,
)
from people.imports.services.unit_lookup import Place, UnitLookup
from people.models import LineManagement, NameChange, Person, Unit
from people.scope import edit_scope
from people.services.line_management import set_managers

Outcome = PeopleImportRow.Outcome
KINDS = (Unit.Kind.SITE, Unit.Kind.DEPARTMENT, Unit.Kind.UNIT)
ROWS = f'"{PeopleImportRow._meta.db_table}"'
# As Django makes them: nothing that is typed matches, and no two are the same.
UNUSABLE = (
    "'!' || substr(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 1, 40)"
)
WITH_UNIT = (
    "LEFT JOIN unnest(%s::text[], %s::uuid[]) AS place(names, unit_id)"
    " ON place.names::jsonb = r.values -> 'unit'"
)


def write_people(people_import: PeopleImport, *, at: datetime, today: date) -> None:
    """Write the new and changed people of a file with their units, roles and managers."""
    # One statement writes all people of a large file; half of it would be for nothing.
    _run("SET LOCAL statement_timeout = '5min'", [])
    units = _create_units(people_import)
    _insert_people(people_import, units, at=at)
    _keep_names(people_import, at=at)
    _update_people(people_import, units)
    for role in ROLES:
        _insert_profiles(people_import, role, at=at)
        _update_profiles(people_import, role)
    _insert_managers(people_import, today=today)
    _change_managers(people_import, today=today)


def _run(statement: str, parameters: list) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _create_units(people_import: PeopleImport) -> tuple[list[str], list[str]]:
    """Create what is missing; return the units' names as the file has them, and their ids."""
    written = people_import.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED])
    named = written.filter(values__has_key="unit").exclude(values__unit=None)
    # By the first row: whoever is first in the file decides on capital letters.
    found = named.values_list("values__unit").annotate(first=Min("number")).order_by("first")
    lookup = UnitLookup(edit_scope(people_import.created_by).units())
    places = {tuple(names): _place(lookup, names) for names, _first in found}
    ids = {place.key: place.unit_id for place in lookup.places.values()}
    ids |= _create_missing([place for place in places.values() if not place.exists], ids)
    return (
        [json.dumps(names) for names in places],
        [str(ids[place.key]) for place in places.values()],
    )


def _place(lookup: UnitLookup, names: list[str]) -> Place:
    # The units are as they were when the row was compared, and what is missing could be planned.
    return (lookup.find(names) or [cast(Place, lookup.plan(names))])[0]


def _create_missing(places: list[Place], known: dict) -> dict[tuple[str, ...], UUID]:
    """Create units, sites first; return their ids by their paths."""
    created: dict[tuple[str, ...], UUID] = {}
    for depth, kind in enumerate(KINDS):
        new: dict[tuple[str, ...], Unit] = {}
        for place in places:
            key = place.key[: depth + 1]
            if len(place.key) > depth and key not in known and key not in new:
                parent = created.get(key[:-1]) or known.get(key[:-1])
                new[key] = Unit(id=uuid7(), kind=kind, name=place.names[depth], parent_id=parent)
        Unit.objects.bulk_create(new.values(), batch_size=1000)
        created |= {key: unit.pk for key, unit in new.items()}
    return created


def _insert(model, given: dict[str, str], source: str, parameters: list, *, at: datetime) -> None:
    """Insert from ``source``: ``given`` are expressions by column, all else is as by default."""
    columns, expressions, defaults = [], [], []
    # The database itself writes what it generates.
    for field in (field for field in model._meta.concrete_fields if not field.generated):
        columns.append(f'"{field.column}"')
        if field.column in given:
            expressions.append(given[field.column])
        else:
            expressions.append(f"%s::{field.db_type(connection)}")
            is_now = getattr(field, "auto_now_add", False)
            defaults.append(at if is_now else field.get_default())
    _run(
        f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)})'
        f" SELECT {', '.join(expressions)} {source}",
        [*defaults, *parameters],
    )


def _insert_people(people_import, units, *, at) -> None:
    given = {"id": "r.id", "password": UNUSABLE, "email": "r.values ->> 'email'"}
    for column in PLAIN:
        default = Person._meta.get_field(column).get_default()
        given[column] = f"coalesce(r.values ->> '{column}', '{default}')"
    given["unit_id"] = "place.unit_id"
    given["entered_by_id"] = "coalesce(i.confirmed_by_id, i.created_by_id)"
    source = (
        f'FROM {ROWS} r JOIN "{PeopleImport._meta.db_table}" i ON i.id = r.people_import_id'
        f" {WITH_UNIT} WHERE r.people_import_id = %s AND r.outcome = 'new'"
    )
    _insert(Person, given, source, [*units, people_import.pk], at=at)


def _keep_names(people_import, *, at) -> None:
    """Write down each name that the file changes; whoever confirmed the file vouches for it."""
    new = {
        column: f"CASE WHEN r.values ? '{column}' THEN coalesce(r.values ->> '{column}', '')"
        f" ELSE p.{column} END"
        for column in ("name", "credentials_shown")
    }
    before = _as_signed("p.name", "p.credentials_shown")
    after = _as_signed(new["name"], new["credentials_shown"])
    given = {
        "id": "gen_random_uuid()",
        "person_id": "p.id",
        "old_name": before,
        "new_name": after,
    }
    source = (
        f'FROM {ROWS} r JOIN "{Person._meta.db_table}" p ON p.id = r.person_id'
        " WHERE r.people_import_id = %s AND r.outcome = 'changed'"
        f" AND {before} IS DISTINCT FROM {after}"
    )
    by = people_import.confirmed_by_id or people_import.created_by_id
    _insert(
        NameChange,
        given | {"changed_at": "CAST(%s AS timestamptz)", "changed_by_id": "CAST(%s AS uuid)"},
        source,
        [at, by, people_import.pk],
        at=at,
    )


def _as_signed(name: str, letters: str) -> str:
    """The expression of a name as it stands under a signature."""
    return f"concat_ws(', ', nullif({name}, ''), nullif({letters}, ''))"


def _update_people(people_import, units) -> None:
    changes = [
        f"{column} = CASE WHEN r.values ? '{column}'"
        f" THEN coalesce(r.values ->> '{column}', '') ELSE p.{column} END"
        for column in PLAIN
    ]
    changes.append("unit_id = CASE WHEN r.values ? 'unit' THEN place.unit_id ELSE p.unit_id END")
    _run(
        f'UPDATE "{Person._meta.db_table}" p SET {", ".join(changes)} FROM {ROWS} r {WITH_UNIT}'  # noqa: S608
        " WHERE r.people_import_id = %s AND r.outcome = 'changed' AND p.id = r.person_id",
        [*units, people_import.pk],
    )


def _columns_of(role: str) -> dict[str, tuple[str, str]]:
    """Return the file's columns of a role's profile, each with its field and its type."""
    fields = PROFILES[role]._meta
    return {
        column: (name, fields.get_field(name).db_type(connection))
        for column, (of, name) in OF_PROFILE.items()
        if of == role
    }


def _insert_profiles(people_import, role: str, *, at) -> None:
    model = PROFILES[role]
    given = {"id": "r.id", "person_id": "coalesce(r.person_id, r.id)"}
    for column, (name, type_) in _columns_of(role).items():
        default = model._meta.get_field(name).get_default()
        otherwise = "NULL" if default is None else f"'{default}'"
        given[name] = f"coalesce((r.values ->> '{column}')::{type_}, {otherwise})"
    source = (
        f'FROM {ROWS} r LEFT JOIN "{model._meta.db_table}" had ON had.person_id = r.person_id'
        " WHERE r.people_import_id = %s AND r.outcome IN ('new', 'changed')"
        f" AND r.values -> 'roles' ? '{role}' AND had.id IS NULL"
    )
    _insert(model, given, source, [people_import.pk], at=at)


def _update_profiles(people_import, role: str) -> None:
    columns = _columns_of(role)
    changes = [
        f"{name} = CASE WHEN r.values ? '{column}'"
        f" THEN (r.values ->> '{column}')::{type_} ELSE profile.{name} END"
        for column, (name, type_) in columns.items()
    ]
    _run(
        f'UPDATE "{PROFILES[role]._meta.db_table}" profile SET {", ".join(changes)}'  # noqa: S608
        f" FROM {ROWS} r WHERE r.people_import_id = %s AND r.outcome = 'changed'"
        " AND profile.person_id = r.person_id AND r.values ?| %s::text[]",
        [people_import.pk, list(columns)],
    )


def _insert_managers(people_import, *, today) -> None:
    """Let new people be managed from today on.

    Nobody else sees them yet, so that a circle through them can only come from the file, and
    that was looked for.
    """
    _run(
        f'INSERT INTO "{LineManagement._meta.db_table}" (id, person_id, manager_id, valid_from)'  # noqa: S608
        f" SELECT r.id, r.id, manager.id, %s::date FROM {ROWS} r"
        f" JOIN \"{Person._meta.db_table}\" manager ON manager.email = r.values ->> 'manager_email'"
        " WHERE r.people_import_id = %s AND r.outcome = 'new'",
        [today, people_import.pk],
    )


def _change_managers(people_import, *, today) -> None:
    changed = people_import.rows.filter(
        outcome=Outcome.CHANGED, changes__contains=[{"column": "manager_email"}]
    )
    wanted = dict(changed.values_list("person_id", KT("values__manager_email")))
    if not wanted:
        return
    managers = Person.objects.filter(email__in={email for email in wanted.values() if email})
    ids = dict(managers.values_list("email", "pk"))
    set_managers(
        {person: ids[email] if email else None for person, email in wanted.items()}, today=today
    )
