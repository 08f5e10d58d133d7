"""A mentor after the certificate: offered, chosen by the learner, looked for (P21)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments.certificates import notices
from assessments.certificates.models import Certificate, MentorshipOffer
from assessments.permissions import can_answer_offer, can_decide_certificate
from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Cohort, Enrolment, Program
from programs.cohorts.services.enrolment import enrol_learners

Status = MentorshipOffer.Status
Takes = MentorshipOffer.Takes


class OfferError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def answer_offer(
    *, offer: MentorshipOffer, is_wanted: bool, takes: str, by: Person, at: datetime
) -> None:
    """Say whether one would like a mentor, and what goes along; changed until one is looked for.

    What goes along is the title and the date of what was achieved, and nothing else.

    :raises OfferError: if ``by`` is not the learner, or a coordinator has acted on it.
    """
    held = _lock(offer)
    if not can_answer_offer(by, held.preceptorship):
        raise OfferError(_("Only the person who completed the program can say this."))
    if held.is_on_list:
        raise OfferError(_("You are already on the list for a mentor."))
    notices.forget_wanted(held, at=at)
    held.status = Status.WANTED if is_wanted else Status.DECLINED
    held.takes = takes if is_wanted else Takes.NOTHING
    held.achievements = _achievements(held)
    held.answered_at, held.decided_at, held.decided_by = at, None, None
    _save(held)
    if is_wanted:
        notices.tell_wanted(held, at=at)


@transaction.atomic
def find_mentor(*, offer: MentorshipOffer, cohort: Cohort, by: Person, at: datetime) -> None:
    """Let the learner wait for a mentor in a cohort, where they are paired as everybody else.

    :raises OfferError: if they want none, somebody acted first, ``by`` may not, or the learner has
        or had a mentor there.
    :raises EnrolmentError: if the cohort is archived, or the account deactivated.
    """
    held = _wanted(offer, by=by)
    if cohort not in mentoring_cohorts(by):
        raise OfferError(_("Choose a mentoring cohort that you coordinate."))
    person = held.preceptorship.learner.person
    enrol_learners(cohort=cohort, people=[person], by=by, at=at)
    enrolments = Enrolment.objects.filter(cohort=cohort, learner__person=person)
    held.enrolment = enrolments.select_related("cohort__program").get()
    if not held.enrolment.is_waiting:
        raise OfferError(_("They already have, or had, a mentor there. Choose another list."))
    _decide(held, Status.WAITING, by=by, at=at)


@transaction.atomic
def close_offer(*, offer: MentorshipOffer, by: Person, at: datetime) -> None:
    """Say that no mentor can be found for now; the learner may ask again.

    :raises OfferError: if they want none, somebody acted first, or ``by`` may not.
    """
    _decide(_wanted(offer, by=by), Status.CLOSED, by=by, at=at)


def mentoring_cohorts(person: Person) -> QuerySet:
    """Return the cohorts in which the person may let somebody wait for a mentor, newest first."""
    programs = Program.objects.open().coordinated_by(person)
    mentoring = programs.filter(kind=Program.Kind.MENTORSHIP)
    return Cohort.objects.open().filter(program__in=mentoring).select_related("program")


def _wanted(offer, *, by):
    held = _lock(offer)
    if not can_decide_certificate(by, held.preceptorship):
        raise OfferError(_("Only a coordinator can do this, and not for themselves."))
    if held.status != Status.WANTED:
        raise OfferError(_("Nobody is asking for a mentor here any more."))
    return held


def _decide(held, status, *, by, at):
    held.status, held.decided_at, held.decided_by = status, at, by
    _save(held)
    notices.forget_wanted(held, at=at)
    notices.tell_decided(held, at=at)


def _save(held):
    fields = ("status", "takes", "achievements", "answered_at", "decided_at", "decided_by")
    held.save(update_fields=[*fields, "enrolment"])


def _lock(offer):
    rows = MentorshipOffer.objects.with_people().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=offer.pk)


def _achievements(offer):
    """What is printed on the certificate, by title and date, as far as it goes along."""
    certificate = Certificate.objects.standing().filter(preceptorship=offer.preceptorship_id)
    certificate = certificate.filter(erased_at=None).first()
    if certificate is None or offer.takes == Takes.NOTHING:
        return []
    program, skills = certificate.facts["program"], certificate.facts["competencies"]
    taken = [[program["name"], program["completed_on"]]]
    if offer.takes == Takes.SKILLS:
        taken += [[skill["title"], skill["achieved_on"]] for skill in skills]
    return taken
