"""Notes of shifts: written by either side, answered by the other (P24)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship
from programs.shifts import notices
from programs.shifts.models import Shift, ShiftNote, TaughtSkill
from programs.shifts.permissions import (
    can_answer_shift_note,
    can_change_shift_note,
    can_write_shift_note,
)
from programs.shifts.services.roster import Plan, ShiftError, Times
from programs.shifts.services.shift import lock_shift, plan_shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a note says: the ticks as (competency, way), and two sentences."""

    taught: Iterable[tuple[UUID, TaughtSkill.Way]] = field(default_factory=tuple)
    went_well: str = ""
    next_time: str = ""


@transaction.atomic
def write_shift_note(
    *, shift: Shift, words: Words, by: Person, idempotency_key: UUID, at: datetime
) -> ShiftNote:
    """Write one side's note of a shift; the other side is told, ten minutes later (N10).

    The same ``idempotency_key`` again returns the same note.

    :raises ShiftError: if ``by`` did not work then, the shift has not begun or was called off,
        they wrote one before, or it says nothing.
    """
    shift = lock_shift(shift)
    known = ShiftNote.objects.filter(author=by, idempotency_key=idempotency_key).first()
    if known:
        return known
    _refuse_note(shift, by=by, at=at)
    note = ShiftNote.objects.create(
        shift=shift,
        author=by,
        went_well=words.went_well.strip(),
        next_time=words.next_time.strip(),
        written_at=at,
        idempotency_key=idempotency_key,
    )
    _tick(note, words)
    notices.shift_note_written(note, at=at)
    return note


@transaction.atomic
def write_note_of_day(
    *,
    preceptorship: Preceptorship,
    times: Times,
    plan: Plan,
    words: Words,
    by: Person,
    idempotency_key: UUID,
    at: datetime,
) -> ShiftNote:
    """Write a note of a day of which no shift is known, and so make the shift.

    :raises ShiftError: as for a shift and for a note.
    """
    known = ShiftNote.objects.filter(author=by, idempotency_key=idempotency_key).first()
    if known:
        return known
    shift = plan_shift(preceptorship=preceptorship, times=times, plan=plan, by=by, at=at)
    return write_shift_note(shift=shift, words=words, by=by, idempotency_key=idempotency_key, at=at)


@transaction.atomic
def change_shift_note(*, note: ShiftNote, words: Words, by: Person, at: datetime) -> None:
    """Put one's own note right.

    :raises ShiftError: if ``by`` did not write it, or nothing would be left.
    """
    lock_shift(note.shift)
    if not can_change_shift_note(by, note):
        raise ShiftError(_("Only the person who wrote a note can change it."))
    note.went_well, note.next_time = words.went_well.strip(), words.next_time.strip()
    note.changed_at = at
    note.save(update_fields=["went_well", "next_time", "changed_at"])
    note.taught.all().delete()
    _tick(note, words)


@transaction.atomic
def answer_shift_note(*, note: ShiftNote, answer: str, by: Person, at: datetime) -> None:
    """Answer in a line, as the other one of the two; a later answer replaces it.

    :raises ShiftError: if ``by`` is not the other one, or nothing is said.
    """
    lock_shift(note.shift)
    if not can_answer_shift_note(by, note):
        raise ShiftError(_("Only the other one of the two can answer."))
    if not answer.strip():
        raise ShiftError(_("Write a few words first."))
    note.answer, note.answered_at, note.answered_by = answer.strip(), at, by
    note.save(update_fields=["answer", "answered_at", "answered_by"])
    notices.shift_note_answered(note, at=at)


def _refuse_note(shift, *, by, at):
    if not can_write_shift_note(by, shift):
        raise ShiftError(_("Only the two who worked together can write about it."))
    if shift.is_called_off:
        raise ShiftError(
            _(
                "This shift was cancelled. If you worked together after all, write a note for "
                "that day instead."
            )
        )
    if shift.starts_at > at:
        raise ShiftError(_("You can write about it once it has begun."))
    if shift.notes.filter(author=by).exists():
        raise ShiftError(_("You've already written about this. Change that note instead."))


def _tick(note, words):
    ticks = dict.fromkeys(words.taught)
    if not (ticks or note.went_well or note.next_time):
        raise ShiftError(_("Tick what you worked on, or write a sentence."))
    _refuse_strange_skills(note, {competency for competency, _way in ticks})
    TaughtSkill.objects.bulk_create(
        TaughtSkill(note=note, competency_id=competency, way=way) for competency, way in ticks
    )


def _refuse_strange_skills(note, competencies):
    version = note.shift.preceptorship.framework_version_id
    known = Competency.objects.filter(version=version, pk__in=competencies).count()
    if known != len(competencies):
        raise ShiftError(_("One of these skills is not part of this record."))
