"""Units by the names people write for them, a whole file's worth with one query."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

SEPARATOR = " › "
MOST_LEVELS = 3


@dataclass(frozen=True)
class Place:
    """Where a path leads: a unit that exists, or one that would be made (no ``unit_id``)."""

    names: tuple[str, ...]
    unit_id: UUID | None = None
    # Also of one that would be made below such a unit.
    is_archived: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        return _key(self.names)

    @property
    def exists(self) -> bool:
        return self.unit_id is not None

    @property
    def parent(self) -> tuple[str, ...]:
        return self.names[:-1]

    def __str__(self) -> str:
        return SEPARATOR.join(self.names)


class UnitLookup:
    """``units``, whole organisations of them, as they are now; case does not matter."""

    def __init__(self, units: QuerySet):
        columns = ("id", "name", "parent_id", "archived_at")
        rows = {row[0]: row[1:] for row in units.values_list(*columns)}
        self.places = {
            unit_id: Place(_path(unit_id, rows), unit_id, is_archived=bool(row[2]))
            for unit_id, row in rows.items()
        }
        self._by_end = defaultdict(list)
        for place in self.places.values():
            for start in range(len(place.key)):
                self._by_end[place.key[start:]].append(place)
        sites = (place for place in self.places.values() if not place.parent)
        self._sites = {place.key[0]: place.unit_id for place in sites}

    def find(self, names) -> list[Place]:
        """Return the units whose path is, or else ends with, ``names``; several if ambiguous.

        Archived ones only where no open one fits.
        """
        key = _key(names)
        found = self._by_end.get(key, [])
        found = [place for place in found if place.key == key] or found
        return [place for place in found if not place.is_archived] or found

    def site_of(self, place: Place) -> UUID | None:
        """Return the site at the top of a path; ``None`` if that is still to be made."""
        return self._sites.get(place.key[0])

    def plan(self, names) -> Place | None:
        """Return where a unit that does not exist would be made.

        Below the longest beginning of the path that is known, else as a site of its own;
        ``None`` where that beginning is ambiguous or the unit would lie too deep.
        """
        is_archived = False
        for length in range(len(names) - 1, 0, -1):
            above = self.find(names[:length])
            if len(above) > 1:
                return None
            if above:
                names = (*above[0].names, *names[length:])
                is_archived = above[0].is_archived
                break
        return Place(tuple(names), is_archived=is_archived) if len(names) <= MOST_LEVELS else None


def _path(unit_id, rows) -> tuple[str, ...]:
    names = []
    while unit_id:
        name, unit_id, _archived_at = rows[unit_id]
        names.insert(0, name)
    return tuple(names)


def _key(names) -> tuple[str, ...]:
    return tuple(name.casefold() for name in names)
