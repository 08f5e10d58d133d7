"""Who may bring frameworks in: the only place here where a role is compared."""

from people.permissions import can_search_people


def can_import_frameworks(person) -> bool:
    return can_search_people(person)
