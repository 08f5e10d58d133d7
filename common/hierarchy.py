"""Trees of who stands below whom: people and managers, units and parents. Pure: no Django."""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
# A circle of 100,000 would be told 100,000 times, each time at full length.
LONGEST_WAY = 12


def circles(
    wanted: Mapping[Key, Key | None],
    *,
    above: Callable[[Collection[Key]], Mapping[Key, Key]],
) -> dict[Key, list[Key]]:
    """Return who of ``wanted`` would stand above themselves, each with the way round.

    ``wanted`` says who is to stand directly below whom, and wins over ``above``, which is
    asked, a whole level at a time, who stands above others today. The way round starts and
    ends with the same key; of one longer than ``LONGEST_WAY`` the middle is left out.
    """
    chain = _climb(wanted, above)
    found: dict[Key, list[Key]] = {}
    settled: set[Key] = set()
    for start in wanted:
        way: list[Key] = []
        places: dict[Key, int] = {}
        here: Key | None = start
        while here is not None and here not in settled and here not in places:
            places[here] = len(way)
            way.append(here)
            here = chain.get(here)
        if here in places:
            ring = way[places[here] :]
            found |= {key: _turned(ring, at) for at, key in enumerate(ring) if key in wanted}
        settled.update(way)
    return found


def _climb(wanted, above) -> dict:
    """Return who stands above each key that can be reached upwards from ``wanted``."""
    chain = dict(wanted)
    frontier = {key for key in wanted.values() if key is not None} - chain.keys()
    while frontier:
        found = above(frontier)
        chain |= dict.fromkeys(frontier) | dict(found)
        frontier = set(found.values()) - chain.keys()
    return chain


def _turned(ring: list[Key], place: int) -> list[Key]:
    way = [*ring[place : place + LONGEST_WAY], *ring[: max(0, place + LONGEST_WAY - len(ring))]]
    return [*way[: len(ring)], ring[place]]
