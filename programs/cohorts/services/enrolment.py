"""Learners in a cohort: enrolled one by one or many at once, withdrawn before they are paired."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from people.services.profile import ensure_learners
from programs.cohorts.models import Cohort, Enrolment, PairingChoice

Status = Enrolment.Status


class EnrolmentError(Refusal):
    """A rule refused the request."""


@dataclass(frozen=True, slots=True)
class EnrolmentReport:
    enrolled: int
    # Those who were in the cohort already.
    known: int


@transaction.atomic
def enrol_learners(
    *,
    cohort: Cohort,
    people: Iterable[Person],
    by: Person,
    at: datetime,
    wishes: str = "",
) -> EnrolmentReport:
    """Let people wait for a pairing in a cohort; who withdrew earlier waits anew.

    Who has no profile as a learner gets one. Enrolling somebody twice changes nothing.

    :raises EnrolmentError: if an account is deactivated, or the cohort is archived; then nobody
        is enrolled.
    """
    _lock_open(cohort)
    people = list({person.pk: person for person in people}.values())
    _refuse_deactivated(people)
    learners = ensure_learners(people)
    back = Enrolment.objects.filter(cohort=cohort, learner__in=learners, status=Status.WITHDRAWN)
    returned = back.update(status=Status.WAITING, enrolled_at=at, enrolled_by=by, wishes=wishes)

    known = Enrolment.objects.filter(cohort=cohort, learner__in=learners)
    inside = set(known.values_list("learner", flat=True))
    fresh = [learner for learner in learners if learner.pk not in inside]
    Enrolment.objects.bulk_create(
        (
            Enrolment(cohort=cohort, learner=learner, wishes=wishes, enrolled_at=at, enrolled_by=by)
            for learner in fresh
        ),
        ignore_conflicts=True,
    )
    enrolled = len(fresh) + returned
    return EnrolmentReport(enrolled=enrolled, known=len(people) - enrolled)


@transaction.atomic
def update_enrolment(*, enrolment: Enrolment, wishes: str, has_priority: bool) -> None:
    enrolment.wishes, enrolment.has_priority = wishes, has_priority
    enrolment.save(update_fields=["wishes", "has_priority"])


@transaction.atomic
def withdraw_enrolment(*, enrolment: Enrolment) -> None:
    """Take somebody who waits out of the cohort, and out of its draft.

    :raises EnrolmentError: if they are paired, or withdrawn already.
    """
    if not withdraw_enrolments(enrolments=[enrolment]):
        raise EnrolmentError(
            _(
                "Only people who are waiting to be paired can be withdrawn here. End the pairing "
                "instead."
            )
        )


@transaction.atomic
def withdraw_enrolments(*, enrolments: Iterable[Enrolment]) -> int:
    """Take those of them who wait out of the cohort and its draft; return how many.

    Who is paired, or withdrawn already, stays as they are.
    """
    waiting = Enrolment.objects.waiting().filter(pk__in=[each.pk for each in enrolments])
    # In one order everywhere, as publishing locks them.
    ids = list(waiting.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    Enrolment.objects.filter(pk__in=ids).update(status=Status.WITHDRAWN, has_priority=False)
    PairingChoice.objects.filter(enrolment__in=ids).delete()
    return len(ids)


@transaction.atomic
def move_enrolments(*, enrolments: Iterable[Enrolment], to: Cohort) -> int:
    """Let those of them who wait go on waiting in another cohort; return how many.

    They keep their wishes, their place in the queue and the day they were enrolled; a draft for
    them is dropped. Who is paired, or in the other cohort already, stays as they are; who
    withdrew from that one earlier is taken back.

    :raises EnrolmentError: if the other cohort is archived, or of another program.
    """
    _lock_open(to)
    moving = movable(enrolments, to).order_by("pk").select_for_update(of=("self",))
    ids = list(moving.values_list("pk", flat=True))
    if Enrolment.objects.filter(pk__in=ids).exclude(cohort__program=to.program_id).exists():
        raise EnrolmentError(_("People can be moved within one program only."))
    learners = Enrolment.objects.filter(pk__in=ids).values_list("learner", flat=True)
    Enrolment.objects.filter(cohort=to, learner__in=list(learners)).delete()
    Enrolment.objects.filter(pk__in=ids).update(cohort=to)
    PairingChoice.objects.filter(enrolment__in=ids).delete()
    return len(ids)


def movable(enrolments: Iterable[Enrolment], to: Cohort) -> QuerySet:
    """Those of them who wait, and are not in that cohort, or withdrew from it."""
    there = Enrolment.objects.filter(cohort=to).exclude(status=Status.WITHDRAWN)
    waiting = Enrolment.objects.waiting().filter(pk__in=[each.pk for each in enrolments])
    return waiting.exclude(learner__in=there.values("learner"))


def _lock_open(cohort):
    """Nobody archives the cohort meanwhile."""
    if Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk).archived_at:
        words = _("%(cohort)s is archived. Take it out of the archive first.")
        raise EnrolmentError(words % {"cohort": cohort})


def _refuse_deactivated(people):
    gone = [person.name for person in people if not person.is_active]
    if gone:
        words = _("Nobody was enrolled: the account of %(names)s is deactivated.")
        raise EnrolmentError(words % {"names": ", ".join(gone)})
