"""Who may do what to people and units: the only place here where a role is compared."""

from django.core.exceptions import PermissionDenied

from people.scope import edit_scope


def require(allowed: bool) -> None:
    """Refuse with 403 what a person may see but not do.

    :raises PermissionDenied: unless ``allowed``.
    """
    if not allowed:
        raise PermissionDenied


def is_about(person, *people) -> bool:
    """Whether something is about the person themselves; ``people`` are the ids of whom it is about.

    Nobody decides about their own record, whatever they run (P4, S1).
    """
    return person.pk in people


def can_administer(person) -> bool:
    return person.is_administrator


def can_see_deliveries(person) -> bool:
    """Who keeps the site running looks after its mail."""
    return can_administer(person)


def can_read_security_log(person) -> bool:
    """Who came in and who may do more: for those who look after the site."""
    return can_administer(person)


def can_search_people(person) -> bool:
    """The directory is for those who pair people; everybody else sees whom they work with."""
    return person.is_administrator or person.is_coordinator


def can_import_people(person) -> bool:
    return can_search_people(person)


def can_add_people(person) -> bool:
    """One by one as out of a file."""
    return can_import_people(person)


def can_edit_person(person, other) -> bool:
    """By the form as by a file: within one's programs and site, and never an administrator's."""
    if can_administer(person):
        return True
    return can_import_people(person) and _looks_after(person, other)


def can_change_address(person, other) -> bool:
    """Their own, or as a site administrator; it waits in either case."""
    return person.is_active and (person.pk == other.pk or can_administer(person))


def can_vouch_for_address(person, change) -> bool:
    """A second administrator, who neither asked for it nor gets in by it."""
    parties = {change.asked_by_id, change.person_id}
    return person.is_active and can_administer(person) and person.pk not in parties


def can_log_out(person, other) -> bool:
    """A site administrator, for somebody else; one's own sessions are on one's profile."""
    return can_administer(person) and not is_about(person, other.pk)


def can_reset_factors(person, other) -> bool:
    """A site administrator, for somebody who lost theirs; never their own."""
    return person.is_active and can_administer(person) and person.pk != other.pk


def _looks_after(person, other) -> bool:
    """Asked once of each, though a page has several acts that depend on it."""
    known = person.__dict__.setdefault("_looked_after", {})
    if other.pk not in known:
        known[other.pk] = bool(edit_scope(person).editable([other.pk]))
    return known[other.pk]


def can_invite_person(person, other) -> bool:
    """Whoever looks after somebody may let them in who has no password yet."""
    return other.is_active and not other.is_activated and can_edit_person(person, other)


def can_see_standing(person, other) -> bool:
    """Approvals, credentials and line manager: oneself, and those who pair people."""
    return person.pk == other.pk or can_search_people(person)


def can_record_standing(person, other) -> bool:
    """Approve those one looks after as guides, record their training: never one's own (S1)."""
    return not is_about(person, other.pk) and can_edit_person(person, other)
