"""The life of a preceptorship, from its publication to its end (P1, P15, P23)."""

from collections.abc import Collection
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from common.dated import dated
from common.refusal import Refusal
from people.models import Person, Preceptor
from people.permissions import is_about
from programs import registry
from programs.cohorts.models import Enrolment
from programs.preceptorships import notices as preceptorship_notices
from programs.preceptorships.models import (
    PreceptorAssignment,
    Preceptorship,
    PreceptorshipChange,
    Review,
)
from programs.preceptorships.new_end import falls_away
from programs.preceptorships.services.first_plan import (
    plan_further,
    plan_phases,
    plan_reviews,
    planned,
)
from programs.preceptorships.services.planned_change import forget_change

Status = Preceptorship.Status
# A mistake is noticed on the day, or the morning after.
TAKEN_BACK_WITHIN = timedelta(days=1)


class PreceptorshipError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def publish_preceptorship(
    *,
    enrolment: Enrolment,
    preceptor: Preceptor,
    by: Person | None,
    at: datetime,
    today: date,
    starts_on: date | None = None,
) -> Preceptorship:
    """Begin a preceptorship with its phases, reviews and primary preceptor, and tell both (P1).

    The caller holds the locks and has asked whether the two may be paired (DESIGN 17); what
    is left to the database is that a learner has one open preceptorship in a cohort. It
    starts at the cohort's date, or today if that has passed.

    :raises PreceptorshipError: if the program has no framework.
    :raises IntegrityError: where one is open already.
    """
    rules = enrolment.cohort.program.preceptorship_rules
    if rules.framework_version_id is None:
        raise PreceptorshipError(_("This program has no framework yet: choose one first."))

    starts_on = starts_on or max(enrolment.cohort.starts_on, today)
    preceptorship = planned(enrolment, rules, starts_on, by=by, at=at)
    if starts_on <= today:
        preceptorship.status = Status.ACTIVE
    preceptorship.save(force_insert=True)
    plan_phases(preceptorship, rules)
    plan_reviews(preceptorship, rules)
    _assign_primary(preceptorship, preceptor, by=by, at=at)
    _record(preceptorship, "", by=by, at=at)
    Enrolment.objects.filter(pk=enrolment.pk).update(
        status=Enrolment.Status.PAIRED, has_priority=False
    )
    registry.run(registry.preceptorship_opened, preceptorship, at=at)
    preceptorship_notices.preceptorship_opened(preceptorship, preceptor.person, at=at)
    return preceptorship


def _assign_primary(preceptorship, preceptor, *, by, at):
    preceptorship.assignments.create(
        preceptor=preceptor,
        role=PreceptorAssignment.Role.PRIMARY,
        valid_from=preceptorship.starts_on,
        assigned_by=by,
        assigned_at=at,
    )


@transaction.atomic
def extend_preceptorship(
    *,
    preceptorship: Preceptorship,
    ends_on: date,
    reason: str,
    by: Person,
    at: datetime,
    today: date,
) -> None:
    """Move the end to a later or an earlier date, with the last phase and the final review (P15).

    With an earlier end, phases and reviews that would begin after it fall away (``falls_away``
    names them before); a later end plans what comes before it, so that a slip is mended by
    moving back. If the final review was held already, there is another one at a later end. One
    that had come to its end is active again. Support for the minimum length stays.

    :raises PreceptorshipError: if it is closed or paused, or the date is not another one ahead,
        or support runs longer.
    """
    preceptorship = lock_preceptorship(preceptorship)
    refuse_end(preceptorship, ends_on=ends_on, today=today)
    before, former_end = preceptorship.status, preceptorship.ends_on

    preceptorship.ends_on = ends_on
    if before == Status.FINAL_REVIEW_DUE:
        preceptorship.status = Status.ACTIVE
    preceptorship.save(update_fields=["ends_on", "status"])
    _drop_what_comes_after(preceptorship, at=at)
    if ends_on > former_end:
        plan_further(preceptorship, since=former_end, today=today)
    end_last_phase(preceptorship)
    _move_final_review(preceptorship, is_later=ends_on > former_end)
    _record(preceptorship, before, by=by, at=at, reason=reason, ends_on=ends_on)
    preceptorship_notices.review_dates_moved(preceptorship, at=at)
    preceptorship_notices.preceptorship_end_moved(preceptorship, by=by, at=at)


def refuse_end(preceptorship: Preceptorship, *, ends_on: date, today: date) -> None:
    """Refuse a day on which it can't end, whatever would fall away with it (P15).

    :raises PreceptorshipError: as ``extend_preceptorship`` does.
    """
    if preceptorship.status not in (Status.PLANNED, Status.ACTIVE, Status.FINAL_REVIEW_DUE):
        raise PreceptorshipError(_("Only a running preceptorship can end on another day."))
    if ends_on == preceptorship.ends_on:
        raise PreceptorshipError(_("It already ends on that day."))
    if ends_on <= max(preceptorship.starts_on, today):
        raise PreceptorshipError(
            _("The new end date has to be in the future, and after the start.")
        )
    if ends_on < preceptorship.supported_until:
        words = _("Support runs until at least %(day)s, so it can't end before then.")
        raise PreceptorshipError(words % {"day": dated(preceptorship.supported_until)})


@transaction.atomic
def extend_preceptorships(
    *, preceptorships: Collection[Preceptorship], ends_on: date, reason: str, by: Person, **when
) -> None:
    """Move the end of several to one date for one reason, of all or of none (P15).

    :raises PreceptorshipError: naming the first that cannot end on that day, or if one is ``by``'s
        own.
    """
    refuse_ends(preceptorships, ends_on=ends_on, by=by, today=when["today"])
    # In one order everywhere, so that two who move them at once wait for each other.
    for preceptorship in sorted(preceptorships, key=lambda each: each.pk):
        with _named_in_refusals(preceptorship):
            extend_preceptorship(
                preceptorship=preceptorship, ends_on=ends_on, reason=reason, by=by, **when
            )


def refuse_ends(
    preceptorships: Collection[Preceptorship], *, ends_on: date, by: Person, today: date
) -> None:
    """Refuse a day on which one of these can't end.

    :raises PreceptorshipError: as ``extend_preceptorships`` does.
    """
    if any(is_about(by, each.learner.person_id) for each in preceptorships):
        raise PreceptorshipError(
            _("Your own end date isn't yours to move. Untick yourself; no end date was moved.")
        )
    for preceptorship in sorted(preceptorships, key=lambda each: each.pk):
        with _named_in_refusals(preceptorship):
            refuse_end(preceptorship, ends_on=ends_on, today=today)


@contextmanager
def _named_in_refusals(preceptorship):
    try:
        yield
    except PreceptorshipError as refusal:
        words = _("%(name)s: %(why)s No end date was moved.")
        facts = {"name": preceptorship.learner, "why": refusal}
        raise PreceptorshipError(words % facts) from refusal


@transaction.atomic
def withdraw_preceptorship(
    *, preceptorship: Preceptorship, reason: str, by: Person, at: datetime, today: date
) -> None:
    """End it before its time. What was signed stays valid; nothing more can be signed.

    :raises PreceptorshipError: if it was closed first by somebody else.
    """
    preceptorship = lock_preceptorship(preceptorship)
    refuse_step(preceptorship, Status.WITHDRAWN)
    preceptorship_notices.preceptorship_withdrawn(preceptorship, by=by, at=at)
    close_as(preceptorship, Status.WITHDRAWN, by=by, at=at, today=today, reason=reason)


@transaction.atomic
def take_back_preceptorship(
    *, preceptorship: Preceptorship, by: Person, at: datetime, today: date
) -> None:
    """Undo a pairing published by mistake, within a day: the learner waits anew, and goes first.

    Whoever had not heard of it never does; who had is told that it was a mistake.

    :raises PreceptorshipError: if it is older, has ended, or something stands in its record.
    """
    preceptorship = lock_preceptorship(preceptorship)
    refuse_step(preceptorship, Status.WITHDRAWN)
    if kept := take_back_blockers(preceptorship, at=at):
        raise PreceptorshipError(" ".join(kept))
    preceptorship_notices.preceptorship_taken_back(preceptorship, by=by, at=at)
    reason = _("Paired by mistake")
    close_as(preceptorship, Status.WITHDRAWN, by=by, at=at, today=today, reason=reason)
    waiting = {"status": Enrolment.Status.WAITING, "has_priority": True}
    _enrolment_of(preceptorship).update(**waiting)


def take_back_blockers(preceptorship: Preceptorship, *, at: datetime) -> list[str]:
    """Return why it is too late to take a pairing back, each as a sentence."""
    kept = []
    if at - preceptorship.created_at > TAKEN_BACK_WITHIN:
        kept.append(_("It was published more than a day ago: end it early instead."))
    if preceptorship.reviews.held().exists():
        kept.append(_("A review is already marked as done: end it early instead."))
    for blockers in registry.take_back_blockers:
        kept += blockers(preceptorship)
    return kept


@transaction.atomic
def complete_preceptorship(
    *, preceptorship: Preceptorship, by: Person, at: datetime, today: date
) -> None:
    """Close it as achieved, at its end or before it (P15, P23).

    The preceptors stay until the minimum support is over, if that is later.

    :raises PreceptorshipError: naming all that is missing, or if it does not run.
    """
    preceptorship = lock_preceptorship(preceptorship)
    refuse_step(preceptorship, Status.ACHIEVED)
    if missing := completion_blockers(preceptorship):
        raise PreceptorshipError(" ".join(missing))
    preceptorship_notices.preceptorship_achieved(preceptorship, by=by, at=at)
    supported = max(today, preceptorship.supported_until)
    close_as(preceptorship, Status.ACHIEVED, by=by, at=at, today=today, held_until=supported)


def completion_blockers(preceptorship: Preceptorship) -> list[str]:
    """Return what is missing before it can be called achieved, each as a sentence (P15)."""
    missing = []
    if not preceptorship.reviews.final().held().exists():
        missing.append(_("The final review is not marked as done."))
    for blockers in registry.completion_blockers:
        missing += blockers(preceptorship)
    return missing


def lock_preceptorship(preceptorship: Preceptorship) -> Preceptorship:
    """Return the row as it is now, nobody else's to change until the transaction ends."""
    rows = Preceptorship.objects.with_people().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=preceptorship.pk)


def refuse_step(preceptorship: Preceptorship, status: str) -> None:
    """Refuse what is none of the declared steps from where it is (P23)."""
    if not preceptorship.may_become(status):
        raise PreceptorshipError(_refusal(preceptorship, status))


def _refusal(preceptorship, status):
    if not preceptorship.is_open:
        return _("This preceptorship has already ended.")
    if preceptorship.status == status:
        return _("That has already been done.")
    now, then = preceptorship.get_status_display(), Status(status).label
    words = _("A preceptorship can't go from “%(now)s” to “%(then)s”.")
    return words % {"now": now, "then": then}


def take_step(preceptorship, status, *, by, at, reason="", **fields):
    """Take one of the declared steps and leave its trace (P23); the row is locked."""
    refuse_step(preceptorship, status)
    before = preceptorship.status
    fields["status"] = status
    for name, value in fields.items():
        setattr(preceptorship, name, value)
    preceptorship.save(update_fields=list(fields))
    _record(preceptorship, before, by=by, at=at, reason=reason)


def _record(preceptorship, before, *, by, at, reason="", ends_on=None):
    PreceptorshipChange.objects.create(
        preceptorship=preceptorship,
        from_status=before,
        to_status=preceptorship.status,
        changed_at=at,
        changed_by=by,
        reason=reason,
        ends_on=ends_on,
    )


def close_as(preceptorship, status, *, by, at, today, reason="", held_until=None):
    """Take the last step, and end all that hangs on it; the row is locked."""
    closing = {"closed_at": at, "closed_by": by, "paused_status": ""}
    take_step(preceptorship, status, by=by, at=at, reason=reason, **closing)
    last_day = held_until or today
    change = preceptorship.planned_change(today=last_day)
    if change:
        forget_change(change)
    for periods in (preceptorship.assignments, preceptorship.pauses):
        periods.filter(valid_to=None).update(valid_to=Greatest("valid_from", last_day))
    _cancel(preceptorship.reviews.planned(), at=at)
    _release(preceptorship)
    registry.run(registry.preceptorship_closed, preceptorship, at=at)


def _release(preceptorship):
    is_achieved = preceptorship.status == Status.ACHIEVED
    status = Enrolment.Status.FINISHED if is_achieved else Enrolment.Status.WITHDRAWN
    _enrolment_of(preceptorship).update(status=status)


def _enrolment_of(preceptorship):
    return Enrolment.objects.filter(
        cohort=preceptorship.cohort_id, learner=preceptorship.learner_id
    )


def end_last_phase(preceptorship):
    last = preceptorship.phases.order_by("-position").values("pk")[:1]
    preceptorship.phases.filter(pk__in=last).update(ends_on=preceptorship.ends_on)


def _drop_what_comes_after(preceptorship, *, at):
    """Take away what would begin on the last day or later, as if it had never been planned."""
    phases, reviews = falls_away(preceptorship, ends_on=preceptorship.ends_on)
    phases.delete()
    _cancel(reviews, at=at)


def _cancel(reviews, *, at):
    preceptorship_notices.reviews_done(reviews, at=at)
    reviews.update(cancelled_at=at)


def _move_final_review(preceptorship, *, is_later):
    waiting = preceptorship.reviews.final().planned()
    if waiting.update(due_on=preceptorship.ends_on) or not is_later:
        return
    last = preceptorship.reviews.order_by("-position").first()
    Review.objects.create(
        preceptorship=preceptorship,
        kind=Review.Kind.FINAL,
        position=last.position + 1 if last else 1,
        due_on=preceptorship.ends_on,
    )
