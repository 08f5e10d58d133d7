from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people import registry
from people.mail_addresses import taken_words
from people.models import Invitation, Learner, Mentor, NameChange, Person, Preceptor, Unit
from people.name_notices import tell_changed
from people.scope import EditScope, edit_scope, site_of
from people.services.device_session import end_sessions
from people.services.line_management import LineManagementError, manager_on, set_managers
from people.services.security_log import Kind, record

# What whoever looks after somebody may change, and what people change about themselves.
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
# Written when somebody becomes a site administrator, emptied when they no longer are.
ADMINISTRATOR = ("administrator_since", "administrator_by")
OWN_DETAILS = (
    "name",
    "credentials_shown",
    "time_zone",
    "language",
    "theme",
    "quiet_from",
    "quiet_until",
    "is_named_in_invitations",
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
    by: Person,
    at: datetime,
    today: date,
) -> Person:
    """Enter somebody, who cannot log in until they accept an invitation.

    ``details`` has the :data:`DETAILS`; ``roles`` maps each role to have to its values.

    :raises PersonError: if the address is somebody else's, the manager will not do, or ``by``
        may not put people there.
    """
    person = Person(password=make_password(None), entered_by=by)
    scope = edit_scope(by)
    _refuse_beyond(scope, person, details=details)
    _refuse_manager_beyond(scope, None, manager, unit=details["unit"])
    _note_administrator(person, details, by=by, at=at)
    _set(person, details, DETAILS)
    _write(person, by=by, force_insert=True)
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
    at: datetime,
    today: date,
) -> None:
    """Change what is on record about somebody. Roles are only added: they carry history.

    :raises PersonError: as :func:`create_person`, where administrators would shut themselves
        out, and where ``by`` may not change the person.
    """
    if person == by and not details["is_administrator"]:
        raise PersonError(
            _("You can't remove your own administrator rights. Ask another administrator.")
        )
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person == by:
        _refuse_own_level(person, roles)
    scope = edit_scope(by)
    if not scope.editable([locked.pk]):
        raise PersonError(_("Only a site administrator can change this person."))
    _refuse_beyond(scope, locked, details=details)
    before = manager_on(locked, day=today)
    _refuse_manager_beyond(scope, before, manager, unit=details["unit"])
    called = locked.name_as_signed
    _note_administrator(locked, details, by=by, at=at)
    _set(locked, details, DETAILS)
    _write(locked, by=by, update_fields=[*DETAILS, *ADMINISTRATOR])
    _keep_name(locked, called, by=by, at=at)
    _write_roles(locked, roles)
    _write_manager(locked, manager, today=today)


def _refuse_beyond(scope: EditScope, person: Person, *, details: Mapping) -> None:
    """Refuse a unit of another site, another's log-in, and whatever makes an administrator."""
    if details["is_administrator"] != person.is_administrator and not scope.is_everybody:
        raise PersonError(_("Only a site administrator can make someone a site administrator."))
    # Whoever sets the address of somebody who writes here could let themselves in as them.
    if person.email and person.email != details["email"] and person.is_activated:
        raise PersonError(_("They log in with this address. Change it on a page of its own."))
    unit = details["unit"]
    if unit and unit.pk != person.unit_id and unit.archived_at:
        raise PersonError(_("“%(name)s” is archived. Choose another unit.") % {"name": unit})
    if unit and unit.pk != person.unit_id and not scope.can_place_at(site_of(unit)):
        raise PersonError(
            _(
                "This unit belongs to another site. Ask its coordinator or a site administrator to "
                "add people there."
            )
        )


def _refuse_own_level(person: Person, roles: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse what decides whom somebody may assess, or who may assess them (P8)."""
    for role, values in roles.items():
        model = PROFILES[role]
        profile = model.objects.filter(person=person).first() or model(person=person)
        judged = ("level", "profession_started_on")
        if any(getattr(profile, name) != values[name] for name in judged if name in values):
            raise PersonError(_("Someone else has to change your own level or experience."))


def _refuse_manager_beyond(
    scope: EditScope, before: Person | None, manager: Person | None, *, unit: Unit | None
) -> None:
    if before == manager:
        return
    sites = {site_of(unit)} | ({site_of(manager.unit)} if manager else set())
    if not all(map(scope.can_manage_at, sites)):
        raise PersonError(
            _(
                "A line manager has to be from the same site, and only a coordinator of that site "
                "or a site administrator can name them."
            )
        )


@transaction.atomic
def update_own_profile(*, person: Person, details: Mapping[str, object], at: datetime) -> None:
    """Change what people decide about themselves (:data:`OWN_DETAILS`).

    A name that nobody vouched for is shown with the one before for a while.
    """
    called = Person.objects.select_for_update(of=("self",)).get(pk=person.pk).name_as_signed
    _set(person, details, OWN_DETAILS)
    person.save(update_fields=OWN_DETAILS)
    _keep_name(person, called, by=person, at=at)


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
    end_sessions(person)
    if was_active:
        record(Kind.DEACTIVATED, by=by, about=person)
        for follow in registry.person_left:
            follow(person, by, at)


@transaction.atomic
def reactivate_person(*, person: Person) -> None:
    """Let somebody log in again; no session of before comes back.

    :raises PersonError: if their unit is archived by now.
    """
    if person.unit and person.unit.archived_at:
        raise PersonError(
            _("Their unit “%(name)s” is archived. Edit this person and choose another unit first.")
            % {"name": person.unit}
        )
    # One that was renewed at the very moment of their leaving is ended here.
    end_sessions(person)
    if Person.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        record(Kind.REACTIVATED, about=person)


def _keep_name(person: Person, called: str, *, by: Person, at: datetime) -> None:
    """Write down a changed name, and tell coordinators of one that somebody gave themselves."""
    if person.name_as_signed == called:
        return
    change = NameChange.objects.create(
        person=person,
        changed_at=at,
        changed_by=by,
        old_name=called,
        new_name=person.name_as_signed,
    )
    if change.is_own:
        told = {key for of in registry.coordinators_of for key in of(person)} - {person.pk}
        tell_changed(change, Person.objects.active().filter(pk__in=told))


def _note_administrator(person: Person, details: Mapping, *, by: Person, at: datetime) -> None:
    if details["is_administrator"] == person.is_administrator:
        return
    is_made = details["is_administrator"]
    person.administrator_since, person.administrator_by = (at, by) if is_made else (None, None)
    kind = Kind.ADMINISTRATOR_MADE if is_made else Kind.ADMINISTRATOR_UNMADE
    record(kind, by=by, about=person)


def _set(person: Person, details: Mapping[str, object], names: Collection[str]) -> None:
    for name in names:
        setattr(person, name, details[name])


def _write(person: Person, *, by: Person, **options) -> None:
    try:
        with transaction.atomic():
            person.save(**options)
    except IntegrityError:
        raise PersonError(taken_words(person.email, by=by)) from None


def _write_roles(person: Person, roles: Mapping[str, Mapping[str, object]]) -> None:
    for role, values in roles.items():
        PROFILES[role].objects.update_or_create(person=person, defaults=values)


def _write_manager(person: Person, manager: Person | None, *, today: date) -> None:
    try:
        set_managers({person.pk: manager.pk if manager else None}, today=today)
    except LineManagementError as error:
        raise PersonError(str(error)) from None
