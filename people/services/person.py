from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people import registry
from people.models import Invitation, Learner, Mentor, Person, Preceptor
from people.services.line_management import LineManagementError, set_managers

# What an administrator may change about a person, and what people change about themselves.
DETAILS = (
    "email",
    "name",
    "credentials_shown",
    "job_title",
    "unit",
    "time_zone",
    "language",
    "is_administrator",
)
OWN_DETAILS = (
    "name",
    "credentials_shown",
    "time_zone",
    "language",
    "theme",
    "quiet_from",
    "quiet_until",
)
PROFILES = {"preceptor": Preceptor, "mentor": Mentor, "learner": Learner}


class PersonError(Refusal):
    """A rule refused the change of a person."""


@transaction.atomic
def create_person(
    *,
    details: Mapping[str, object],
    roles: Mapping[str, Mapping[str, object]],
    manager: Person | None,
    today: date,
) -> Person:
    """Enter somebody, who cannot log in until they accept an invitation.

    ``details`` has the :data:`DETAILS`; ``roles`` maps each role to have to its values.

    :raises PersonError: if the address is somebody else's, or the manager will not do.
    """
    person = Person(password=make_password(None))
    _set(person, details, DETAILS)
    _write(person, force_insert=True)
    _write_roles(person, roles)
    _write_manager(person, manager, today=today)
    return person


@transaction.atomic
def update_person(
    *,
    person: Person,
    details: Mapping[str, object],
    roles: Mapping[str, Mapping[str, object]],
    manager: Person | None,
    by: Person,
    today: date,
) -> None:
    """Change what is on record about somebody. Roles are only added: they carry history.

    :raises PersonError: as :func:`create_person`, and where administrators would shut
        themselves out.
    """
    if person == by and not details["is_administrator"]:
        raise PersonError(
            _("You can't remove your own administrator rights. Ask another administrator.")
        )
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _set(locked, details, DETAILS)
    _write(locked, update_fields=DETAILS)
    _write_roles(locked, roles)
    _write_manager(locked, manager, today=today)


def update_own_profile(*, person: Person, details: Mapping[str, object]) -> None:
    """Change what people decide about themselves (:data:`OWN_DETAILS`)."""
    _set(person, details, OWN_DETAILS)
    person.save(update_fields=OWN_DETAILS)


@transaction.atomic
def deactivate_person(*, person: Person, by: Person, at: datetime) -> None:
    """Keep somebody from logging in, from their next click on; their signatures stay (P20).

    Whoever depends on them hears of it: that is what ``registry.person_left`` sees to.

    :raises PersonError: for oneself.
    """
    if person == by:
        raise PersonError(_("You can't deactivate yourself. Ask another administrator."))
    was_active = Person.objects.active().filter(pk=person.pk).update(is_active=False)
    Invitation.objects.open().filter(person=person).update(revoked_at=at)
    if was_active:
        for follow in registry.person_left:
            follow(person, by, at)


def reactivate_person(*, person: Person) -> None:
    Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True)


def _set(person: Person, details: Mapping[str, object], names: Collection[str]) -> None:
    for name in names:
        setattr(person, name, details[name])


def _write(person: Person, **options) -> None:
    try:
        with transaction.atomic():
            person.save(**options)
    except IntegrityError:
        raise PersonError(_("Someone else has this e-mail address.")) from None


def _write_roles(person: Person, roles: Mapping[str, Mapping[str, object]]) -> None:
    for role, values in roles.items():
        PROFILES[role].objects.update_or_create(person=person, defaults=values)


def _write_manager(person: Person, manager: Person | None, *, today: date) -> None:
    try:
        set_managers({person.pk: manager.pk if manager else None}, today=today)
    except LineManagementError as error:
        raise PersonError(str(error)) from None
