"""What makes a guide: approvals and credentials on record, capacity and rest by themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Approval, Credential, GuidePause, GuideRole, Mentor, Person, Preceptor
from people.scope import edit_scope
from people.services.profile import ensure_guides

# How long an approval is good for unless one says otherwise (S2).
APPROVAL_DAYS = 730
GUIDES = {GuideRole.PRECEPTOR: Preceptor, GuideRole.MENTOR: Mentor}
TRAININGS = {
    GuideRole.PRECEPTOR: Credential.Kind.PRECEPTOR_TRAINING,
    GuideRole.MENTOR: Credential.Kind.MENTOR_TRAINING,
}


class GuideError(Refusal):
    """A rule refused the change."""


@dataclass(frozen=True, slots=True)
class Training:
    """A course that several had together."""

    name: str
    valid_from: date
    valid_to: date | None


@transaction.atomic
def grant_approval(
    *, person: Person, role: str, valid_from: date, valid_to: date | None, by: Person, at: datetime
) -> Approval:
    """Approve somebody as a guide from a day to a day, and give them the profile (S1, S2).

    :raises GuideError: if they are approved in that role for some of these days already.
    """
    _lock(person)
    _refuse_overlap(person.approvals.filter(role=role), valid_from, valid_to)
    ensure_guides(GUIDES[GuideRole(role)], [person])
    return Approval.objects.create(
        person=person,
        role=role,
        valid_from=valid_from,
        valid_to=valid_to,
        decided_by=by,
        decided_at=at,
    )


@dataclass(frozen=True, slots=True)
class ApprovalReport:
    """How many were approved and had their training recorded, and who was left as they were.

    ``known`` were approved already; ``others`` are looked after by somebody else.
    """

    approved: int
    trained: int
    known: int
    others: int


@transaction.atomic
def approve_many(
    *,
    people: Collection[Person],
    role: str,
    valid_from: date,
    valid_to: date | None,
    training: Training | None,
    by: Person,
    at: datetime,
) -> ApprovalReport:
    """Approve people as guides, and record the training they all had, in one act (S1, S2).

    Who is approved for some of these days already keeps that; so does who is trained on the
    first of them. Nobody approves themselves, and nobody whom they do not look after
    (``people.scope``): those are left out.
    """
    wanted = {person.pk for person in people if person.pk != by.pk and person.is_active}
    guides = _lock_own(wanted, by=by)
    approvals = _overlapping(Approval.objects.filter(role=role), valid_from, valid_to)
    approved = _without(guides, approvals)
    ensure_guides(GUIDES[GuideRole(role)], guides)
    Approval.objects.bulk_create(
        Approval(
            person=person,
            role=role,
            valid_from=valid_from,
            valid_to=valid_to,
            decided_by=by,
            decided_at=at,
        )
        for person in approved
    )
    trained = _record_training(guides, role, training, on=valid_from, by=by, at=at)
    return ApprovalReport(
        approved=len(approved),
        trained=len(trained),
        known=len(guides) - len(approved),
        others=len(wanted) - len(guides),
    )


def _lock_own(people: Collection[UUID], *, by: Person) -> list[Person]:
    own = Person.objects.filter(pk__in=edit_scope(by).editable(people)).order_by("pk")
    return list(own.select_for_update(of=("self",)))


def _record_training(people, role, training, *, on, by, at):
    if training is None:
        return []
    kind = TRAININGS[GuideRole(role)]
    fresh = _without(people, Credential.objects.on(on).filter(kind=kind))
    Credential.objects.bulk_create(
        Credential(
            person=person,
            kind=kind,
            name=training.name,
            valid_from=training.valid_from,
            valid_to=training.valid_to,
            recorded_by=by,
            recorded_at=at,
        )
        for person in fresh
    )
    return fresh


def _without(people, periods):
    """Those of whom there is none of these periods."""
    having = set(periods.filter(person__in=people).values_list("person", flat=True))
    return [person for person in people if person.pk not in having]


def end_approval(*, approval: Approval, last_day: date, today: date) -> None:
    """Let an approval end; what was approved in the past stays so.

    :raises GuideError: if that day lies in the past, or after the day it ends anyway.
    """
    if last_day < today - timedelta(days=1):
        raise GuideError(_("An approval can't be withdrawn for the past."))
    _end(approval, last_day)


def add_credential(
    *,
    person: Person,
    kind: str,
    name: str,
    number: str,
    valid_from: date,
    valid_to: date | None,
    by: Person,
    at: datetime,
) -> Credential:
    """Put a training or a licence on record, with its dates (P8, M14, S2)."""
    return Credential.objects.create(
        person=person,
        kind=kind,
        name=name,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        recorded_by=by,
        recorded_at=at,
    )


def end_credential(*, credential: Credential, last_day: date) -> None:
    """Let a credential end; it may have lapsed some days ago without our knowing.

    :raises GuideError: if that day lies before it began, or after the day it ends anyway.
    """
    _end(credential, last_day)


def set_capacity(*, guide: Preceptor | Mentor, capacity: int) -> None:
    """How many pairings of this kind at once, as the guide decides (S3).

    Pairings beyond it stay; only new ones are kept off.
    """
    guide.capacity = capacity
    guide.save(update_fields=["capacity"])


@transaction.atomic
def start_rest(
    *, person: Person, role: str, valid_from: date, valid_to: date | None, today: date
) -> GuidePause:
    """Take a rest from new pairings in a role (S3).

    :raises GuideError: if it would begin in the past, or they rest on some of these days already.
    """
    if valid_from < today:
        raise GuideError(_("A break has to start today or later."))
    _lock(person)
    _refuse_overlap(person.guide_pauses.filter(role=role), valid_from, valid_to)
    return GuidePause.objects.create(
        person=person, role=role, valid_from=valid_from, valid_to=valid_to
    )


@transaction.atomic
def end_rest(*, pause: GuidePause, today: date) -> None:
    """Be there again from today on; a rest that has not lasted a day is forgotten."""
    if pause.valid_from >= today:
        pause.delete()
        return
    lasting = GuidePause.objects.on(today).filter(pk=pause.pk)
    lasting.update(valid_to=today - timedelta(days=1))


def _lock(person: Person) -> None:
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _overlapping(periods, valid_from: date, valid_to: date | None):
    overlapping = periods.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
    return overlapping.filter(valid_from__lte=valid_to) if valid_to else overlapping


def _refuse_overlap(periods, valid_from: date, valid_to: date | None) -> None:
    if _overlapping(periods, valid_from, valid_to).exists():
        raise GuideError(_("There is already one for some of these days. End that first."))


def _end(period: Approval | Credential, last_day: date) -> None:
    if last_day < period.valid_from:
        raise GuideError(_("It can't end before it starts."))
    if period.valid_to and last_day > period.valid_to:
        raise GuideError(_("It already ends before that. Record a new one instead."))
    period.valid_to = last_day
    period.save(update_fields=["valid_to"])
