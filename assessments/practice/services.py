"""Writing down what one practised, sharing it, taking it away (P12)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_change_practice_note, can_write_practice_note
from assessments.practice.models import PracticeNote
from common.refusal import Refusal
from people.models import Person
from programs.frameworks.models import Competency, RatingLevel
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import is_learner_of


class PracticeNoteError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def write_practice_note(
    *,
    preceptorship: Preceptorship,
    competency: Competency,
    text: str,
    practised_on: date,
    is_shared: bool,
    by: Person,
    idempotency_key: UUID,
    at: datetime,
    today: date,
    self_level: RatingLevel | None = None,
) -> PracticeNote:
    """Write a note beside a competency; nothing is counted and nobody is told (P4, P12).

    A preceptor's is always shared: it is feedback. The same ``idempotency_key`` again returns
    the same note.

    :raises PracticeNoteError: if ``by`` is neither the learner nor one of the preceptors of the
        day, the preceptorship is closed, the day will not do, or a level is not theirs to give.
    """
    lock_record(preceptorship)
    known = PracticeNote.objects.filter(idempotency_key=idempotency_key, author=by).first()
    if known:
        return known
    _check_note(preceptorship, competency, practised_on, by=by, today=today)
    is_own = is_learner_of(by, preceptorship)
    _check_level(self_level, preceptorship, is_own)
    return PracticeNote.objects.create(
        preceptorship=preceptorship,
        competency=competency,
        author=by,
        practised_on=practised_on,
        text=text.strip(),
        self_level=self_level,
        written_at=at,
        shared_at=at if is_shared or not is_own else None,
        idempotency_key=idempotency_key,
    )


@transaction.atomic
def share_practice_note(*, note: PracticeNote, by: Person, at: datetime) -> None:
    """Let the preceptors read it too. Shared again, it changes nothing.

    :raises PracticeNoteError: if ``by`` did not write it.
    """
    if not can_change_practice_note(by, note):
        raise PracticeNoteError(_("Only the person who wrote a note can share it."))
    PracticeNote.objects.filter(pk=note.pk, shared_at=None).update(shared_at=at)


@transaction.atomic
def remove_practice_note(*, note: PracticeNote, by: Person) -> None:
    """Delete it for good.

    :raises PracticeNoteError: if ``by`` did not write it.
    """
    if not can_change_practice_note(by, note):
        raise PracticeNoteError(_("Only the person who wrote a note can delete it."))
    note.delete()


def _check_note(preceptorship, competency, practised_on, *, by, today):
    if not can_write_practice_note(by, preceptorship, on=today):
        raise PracticeNoteError(
            _("Only the person who learns and those who sign them off can write here.")
        )
    if not preceptorship.competency_states.filter(competency=competency).exists():
        raise PracticeNoteError(_("This skill is not part of this record."))
    if not preceptorship.starts_on <= practised_on <= today:
        raise PracticeNoteError(_("Choose a day from the start of the record to today."))


def _check_level(level, preceptorship, is_own):
    if level is None:
        return
    if not is_own:
        raise PracticeNoteError(
            _("Only learners rate themselves here. To rate someone else, sign off the skill.")
        )
    if level.scale_id != preceptorship.program.preceptorship_rules.rating_scale_id:
        raise PracticeNoteError(_("This level is not on the scale of the program."))
