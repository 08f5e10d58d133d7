"""Taking in what was noted without a network, and what becomes of it."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.sign_offs.models import SignOff, SignOffDraft
from common.refusal import Refusal
from people.models import Person
from programs.frameworks.models import Competency, RatingLevel
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import is_learner_of, is_preceptor_of

# More than anybody notes in a week without a signal.
MOST_WAITING = 200


class DraftError(Refusal):
    """The draft cannot be taken in. The device keeps it."""


def receive_draft(
    *,
    draft_id: UUID,
    preceptorship: UUID,
    competency: UUID,
    level: UUID | None,
    comment: str,
    recorded_at: datetime,
    by: Person,
    at: datetime,
) -> SignOffDraft:
    """Store a draft once, however often it is sent; the same id returns the same draft.

    One that no longer fits is stored all the same, and shown with what stands in its way.

    :raises DraftError: if it names what does not exist or was never theirs, which is not told
        apart, its id is somebody else's, or 200 wait already.
    """
    known = SignOffDraft.objects.filter(pk=draft_id).first()
    if known:
        return _own(known, by)
    if SignOffDraft.objects.waiting_for(by).count() >= MOST_WAITING:
        raise DraftError(_("You already have 200 notes waiting. Sign or discard some first."))
    if not _is_known(by, preceptorship, competency, level):
        raise DraftError(_("The skill or learner of this note isn't in your records."))
    try:
        with transaction.atomic():
            return SignOffDraft.objects.create(
                pk=draft_id,
                by=by,
                preceptorship_id=preceptorship,
                competency_id=competency,
                level_id=level,
                comment=comment.strip(),
                recorded_at=min(recorded_at, at),
                received_at=at,
            )
    except IntegrityError:
        # Sent twice at the same time.
        return _own(SignOffDraft.objects.get(pk=draft_id), by)


def answer_draft(*, draft: SignOffDraft, at: datetime, sign_off: SignOff | None = None) -> None:
    """Close a draft: it was signed, asked for, or is not wanted any more."""
    waiting = SignOffDraft.objects.filter(pk=draft.pk, closed_at=None)
    waiting.update(closed_at=at, sign_off=sign_off)


def conflict_of(draft: SignOffDraft, *, today: date) -> str:
    """Say what stands in the way of signing or asking, or nothing."""
    preceptorship = draft.preceptorship
    is_own = is_learner_of(draft.by, preceptorship)
    if not is_own and not is_preceptor_of(draft.by, preceptorship, on=today):
        return _("You are no longer assigned to them.")
    if not preceptorship.is_open:
        return _("This record has been closed in the meantime.")
    if not preceptorship.competency_states.filter(competency=draft.competency_id).exists():
        return _("This skill is no longer part of the record.")
    if draft.level and draft.level.scale_id != (
        preceptorship.program.preceptorship_rules.rating_scale_id
    ):
        return _("The program's scale has changed. Choose the level again.")
    signed = preceptorship.sign_offs.filter(
        competency=draft.competency_id,
        assessor=draft.by,
        observed_on=observed_on(draft),
        revoked_at=None,
    )
    return _("You have already signed this for that day.") if signed.exists() else ""


def observed_on(draft: SignOffDraft) -> date:
    """Return the day on which it was noted, where its author is."""
    return timezone.localdate(draft.recorded_at)


def _own(draft, by):
    if draft.by_id != by.pk:
        raise DraftError(_("The skill or learner of this note isn't in your records."))
    return draft


def _is_known(by, preceptorship, competency, level):
    """Whether these are of a record in which the person learns, or has been a preceptor."""
    part = Q(learner__person=by) | Q(assignments__preceptor__person=by)
    record = Preceptorship.objects.filter(part, pk=preceptorship).first()
    return (
        record is not None
        and Competency.objects.filter(
            pk=competency, is_group=False, version=record.framework_version_id
        ).exists()
        and (level is None or RatingLevel.objects.filter(pk=level).exists())
    )
