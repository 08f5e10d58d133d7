"""Looking across the rows of a file: is every manager somebody, and does nobody manage themselves?

Only addresses are held in memory, so that 100,000 rows can be looked at in one step.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import connection
from django.db.models.fields.json import KT

# Marked here, translated where a row is shown.
from django.utils.translation import gettext_noop as _

from common.hierarchy import circles
from common.text_files import Message
from people.imports.files import Problem
from people.imports.models import PeopleImport, PeopleImportRow
from people.imports.services.people_import_check import UNKNOWN_MANAGER, stored
from people.models import LineManagement, Person

Outcome = PeopleImportRow.Outcome
CIRCLE = _("would make someone their own manager: %(way)s.")
# Addresses per statement.
BATCH = 10_000


def refuse_managers(people_import: PeopleImport, *, today: date) -> int:
    """Refuse rows whose manager is nobody, or who would come to manage themselves.

    Return how many were refused. A row that is refused can be what others lean on.
    """
    sound = people_import.rows.exclude(outcome=Outcome.REFUSED)
    wanted = dict(
        sound.filter(values__has_key="manager_email")
        .values_list(KT("values__email"), KT("values__manager_email"))
        .order_by()
    )
    if not wanted:
        return 0
    emails = set(sound.values_list(KT("values__email"), flat=True).order_by())
    file = _File(wanted, emails)
    file.refuse_unknown()
    while found := circles(file.sound_wanted(), above=lambda people: _managers(people, today)):
        file.refuse_circles(found)
    _note(people_import, file.problems)
    return len(file.problems)


class _File:
    """Who wants which manager, who can be imported so far, and why the others cannot."""

    def __init__(self, wanted: dict[str, str | None], sound: set[str]):
        self.wanted = wanted
        self.sound = sound
        self.known = _known({email for email in wanted.values() if email})
        self.problems: dict[str, Problem] = {}
        self.leaning: dict[str, list[str]] = defaultdict(list)
        for email, manager in wanted.items():
            if manager and manager not in self.known:
                self.leaning[manager].append(email)

    def sound_wanted(self) -> dict[str, str | None]:
        return {email: wanted for email, wanted in self.wanted.items() if email in self.sound}

    def refuse_unknown(self) -> None:
        for manager in self.leaning.keys() - self.sound:
            self._refuse_below(manager)

    def refuse_circles(self, found: dict[str, list[str]]) -> None:
        for email, way in found.items():
            message = Message(CIRCLE, {"way": " › ".join(way)})
            self.problems[email] = Problem("manager_email", message)
            self.sound.discard(email)
        for email in found:
            self._refuse_below(email)

    def _refuse_below(self, nobody: str) -> None:
        """Refuse whoever leans on an address that will not be there, and on them in turn."""
        waiting = [nobody]
        while waiting:
            for email in self.leaning.get(waiting.pop(), ()):
                if email in self.sound:
                    self.sound.discard(email)
                    self.problems[email] = Problem("manager_email", Message(UNKNOWN_MANAGER))
                    waiting.append(email)


def _batches(emails: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(emails)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _known(emails: Collection[str]) -> set[str]:
    """Return which of these belong to somebody who is active."""
    active = Person.objects.active()
    return {
        email
        for batch in _batches(emails)
        for email in active.filter(email__in=batch).values_list("email", flat=True)
    }


def _managers(emails: Collection[str], today: date) -> dict[str, str]:
    periods = LineManagement.objects.on(today)
    return {
        email: manager
        for batch in _batches(emails)
        for email, manager in periods.filter(person__email__in=batch).values_list(
            "person__email", "manager__email"
        )
    }


def _note(people_import: PeopleImport, problems: dict[str, Problem]) -> None:
    table = PeopleImportRow._meta.db_table
    statement = (
        f"UPDATE \"{table}\" r SET outcome = 'refused', changes = '[]',"  # noqa: S608
        " problems = r.problems || refused.problem::jsonb"
        " FROM unnest(%s::text[], %s::text[]) AS refused(email, problem)"
        " WHERE r.people_import_id = %s AND r.outcome <> 'refused'"
        " AND r.values ->> 'email' = refused.email"
    )
    with connection.cursor() as cursor:
        for emails in _batches(problems):
            noted = [json.dumps([stored(problems[email])]) for email in emails]
            cursor.execute(statement, [emails, noted, people_import.pk])
