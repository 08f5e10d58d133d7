"""Raising a concern, and what those who run the program do about it (P13, P29)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.concerns import concern_notices
from assessments.concerns.models import Concern, ConcernAnswer
from assessments.concerns.permissions import (
    can_answer_concern,
    can_raise_concern,
    can_settle_concern,
)
from assessments.ledger.services.record_lock import lock_record
from common.refusal import Refusal
from people.models import Person
from programs.preceptorships.models import Preceptorship


class ConcernError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def raise_concern(
    *,
    preceptorship: Preceptorship,
    topic: str,
    text: str,
    by: Person,
    idempotency_key: UUID,
    at: datetime,
    today: date,
    quoted: str = "",
) -> Concern:
    """Tell those who run the program of a worry, and nobody else (P13).

    The same ``idempotency_key`` again returns the same concern.

    :raises ConcernError: if ``by`` does not work with the learner today, or nothing is said.
    """
    lock_record(preceptorship)
    known = Concern.objects.filter(idempotency_key=idempotency_key, raised_by=by).first()
    if known:
        return known
    if not can_raise_concern(by, preceptorship, on=today):
        raise ConcernError(_("Only people who work with the learner now can raise a concern."))
    if not text.strip() and not quoted:
        raise ConcernError(_("Write a few words first."))
    concern = Concern.objects.create(
        preceptorship=preceptorship,
        topic=topic,
        text=text.strip(),
        quoted=quoted,
        raised_by=by,
        raised_at=at,
        idempotency_key=idempotency_key,
    )
    concern_notices.tell_raised(concern, at=at)
    return concern


@transaction.atomic
def answer_concern(
    *, concern: Concern, text: str, by: Person, idempotency_key: UUID, at: datetime
) -> ConcernAnswer:
    """Say something about a concern to the other side.

    :raises ConcernError: if ``by`` neither raised it nor runs the program.
    """
    concern = _lock(concern)
    known = ConcernAnswer.objects.filter(author=by, idempotency_key=idempotency_key).first()
    if known:
        return known
    if not can_answer_concern(by, concern):
        raise ConcernError(_("Only the person who raised it and the coordinators can answer."))
    answer = ConcernAnswer.objects.create(
        concern=concern,
        author=by,
        text=text.strip(),
        written_at=at,
        idempotency_key=idempotency_key,
    )
    concern_notices.tell_answered(answer, at=at)
    return answer


@transaction.atomic
def close_concern(*, concern: Concern, note: str, by: Person, at: datetime) -> None:
    """Note what was done about it, for those who run the program, and that it is dealt with.

    :raises ConcernError: if somebody dealt with it before, or ``by`` may not.
    """
    concern = _to_settle(concern, by)
    if not concern.is_waiting:
        raise ConcernError(_("This concern has already been dealt with."))
    concern.closing_note = note.strip()
    concern.save(update_fields=["closing_note"])
    deal_with(concern, by=by, at=at)


@transaction.atomic
def release_concern(*, concern: Concern, text: str, by: Person, at: datetime) -> None:
    """Let the learner and whoever precepts them read it in the coordinator's words (P13).

    It cannot be taken back: they are told at once.

    :raises ConcernError: if it was released before, or ``by`` may not.
    """
    concern = _to_settle(concern, by)
    if concern.released_at:
        raise ConcernError(_("This concern has already been released."))
    deal_with(concern, by=by, at=at)
    concern.released_text, concern.released_by, concern.released_at = text.strip(), by, at
    concern.save(update_fields=["released_text", "released_by", "released_at"])
    concern_notices.tell_released(concern, at=at)


def deal_with(concern: Concern, *, by: Person, at: datetime) -> None:
    """Note once that it is dealt with, and tell whoever raised it; the caller holds the row."""
    waiting = Concern.objects.waiting().filter(pk=concern.pk)
    if waiting.update(dealt_with_by=by, dealt_with_at=at):
        concern.dealt_with_by, concern.dealt_with_at = by, at
        concern_notices.tell_dealt_with(concern, by=by, at=at)


def _to_settle(concern, by):
    concern = _lock(concern)
    if not can_settle_concern(by, concern):
        raise ConcernError(_("Only the program's coordinators can do this."))
    return concern


def _lock(concern):
    rows = Concern.objects.with_people().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=concern.pk)
