"""Looking for people to take into a program: few at a time, by the beginning of a name."""

from people.models import Person

SHORTEST = 2
MOST = 30


def search_people(person, words: str, *, exclude=None) -> list[Person]:
    """Return active people whom ``person`` may see and whose name or address begins so."""
    if len(words.strip()) < SHORTEST:
        return []
    found = Person.objects.active().visible_to(person).matching(words).with_unit()
    if exclude is not None:
        found = found.exclude(pk__in=exclude)
    return list(found.order_by("sort_name", "pk")[:MOST])
