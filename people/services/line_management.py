from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from common.hierarchy import circles
from common.refusal import Refusal
from people import registry
from people.models import LineManagement, Person


class LineManagementError(Refusal):
    """A rule refused the change of a manager."""


def managers_on(people: Collection[UUID], *, day: date) -> dict[UUID, UUID]:
    """Return who manages each of ``people`` on ``day``; who has no manager is left out."""
    periods = LineManagement.objects.on(day).filter(person__in=people)
    return dict(periods.values_list("person_id", "manager_id"))


def manager_on(person: Person, *, day: date) -> Person | None:
    periods = LineManagement.objects.on(day).filter(person=person).select_related("manager")
    period = periods.order_by("-valid_from").first()
    return period.manager if period else None


def mentored_by(people: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """Return the pairs (person, their confidential mentor) among ``people`` (M7)."""
    return set(chain.from_iterable(pairs(people) for pairs in registry.confidential_mentors))


@transaction.atomic
def set_managers(wanted: Mapping[UUID, UUID | None], *, today: date) -> None:
    """From ``today`` on, let each person of ``wanted`` be managed by the one named, or by nobody.

    The old period ends yesterday and stays on record. A period that only began today has
    not lasted a day: it is replaced.

    :raises LineManagementError: if somebody would manage themselves over some steps, or
        manage whom they mentor in confidence (M7).
    """
    lock_line_management(wanted)
    current = managers_on(wanted.keys(), day=today)
    changed = {key: manager for key, manager in wanted.items() if current.get(key) != manager}
    _refuse_circles(changed, today=today)
    _refuse_mentors(changed)

    periods = LineManagement.objects.filter(person__in=changed)
    periods.filter(valid_from__gte=today).delete()
    lasting = periods.on(today) | periods.open_ended()
    lasting.update(valid_to=today - timedelta(days=1))
    LineManagement.objects.bulk_create(
        [
            LineManagement(person_id=person, manager_id=manager, valid_from=today)
            for person, manager in changed.items()
            if manager
        ]
    )


def lock_line_management(people: Iterable[UUID]) -> None:
    """Lock these people, by id, and keep everybody else from changing who manages whom.

    Only writers wait: two changes, each harmless, could close a circle together.
    """
    locked = Person.objects.filter(pk__in=list(people)).order_by("pk")
    list(locked.select_for_update(of=("self",)).values_list("pk"))
    table = connection.ops.quote_name(LineManagement._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _refuse_circles(wanted: Mapping[UUID, UUID | None], *, today: date) -> None:
    found = circles(wanted, above=lambda people: managers_on(people, day=today))
    if found:
        way = next(iter(found.values()))
        names = Person.objects.in_bulk(way)
        raise LineManagementError(
            _("Someone would manage themselves: %(way)s.")
            % {"way": " › ".join(names[key].name for key in way)}
        )


def _refuse_mentors(wanted: Mapping[UUID, UUID | None]) -> None:
    pairs = mentored_by([person for person, manager in wanted.items() if manager])
    if any((person, manager) in pairs for person, manager in wanted.items()):
        raise LineManagementError(
            _("A mentor can't also be the manager of their mentee. End one of the two.")
        )
