"""Who plans shifts, writes their notes and judges their hours: the only place here for roles."""

from programs.preceptorships.permissions import (
    can_hold_review,
    can_run_preceptorship,
    is_learner_of,
    is_preceptor_of,
)
from programs.shifts.models import Shift, ShiftNote


def can_plan_shifts(person, preceptorship, *, on) -> bool:
    """The preceptors of the day and the coordinators; learners find their rota, or write it."""
    if not preceptorship.is_open or is_learner_of(person, preceptorship):
        return False
    return is_preceptor_of(person, preceptorship, on=on) or can_run_preceptorship(
        person, preceptorship
    )


def works_with_learner(person, preceptorship, *, on) -> bool:
    """The preceptors of the day, who runs the program, and who took a shift of late (P18)."""
    if is_learner_of(person, preceptorship):
        return False
    lately = Shift.objects.worked_lately(person, on=on).filter(preceptorship=preceptorship)
    return can_hold_review(person, preceptorship, on=on) or lately.exists()


def can_cover_shift(person, shift: Shift) -> bool:
    """Whoever was to precept, or a coordinator, names who takes the day; never the learner."""
    if is_learner_of(person, shift.preceptorship) or not shift.preceptorship.is_open:
        return False
    is_theirs = shift.preceptor.person_id == person.pk
    return is_theirs or can_run_preceptorship(person, shift.preceptorship)


def can_come_after_all(person, shift: Shift) -> bool:
    """Whoever said that they can't come takes it back themselves; a coordinator names someone."""
    return shift.preceptor.person_id == person.pk and can_cover_shift(person, shift)


def can_call_off_shift(person, shift: Shift) -> bool:
    return can_cover_shift(person, shift)


def can_write_shift_note(person, shift: Shift) -> bool:
    """Whoever worked together that day, and nobody in their place (P24)."""
    return shift.takes_part(person)


def can_write_any_note(person, preceptorship, *, on) -> bool:
    """Write a note for a day of which no shift is known: the learner and the day's preceptors."""
    return is_learner_of(person, preceptorship) or is_preceptor_of(person, preceptorship, on=on)


def can_change_shift_note(person, note: ShiftNote) -> bool:
    return note.author_id == person.pk


def can_answer_shift_note(person, note: ShiftNote) -> bool:
    """The other person on the shift who worked together."""
    return note.shift.takes_part(person) and note.author_id != person.pk


def can_judge_hours(person, shift: Shift) -> bool:
    """Correct, question or confirm: the two who worked together, or whoever settles it (P26)."""
    return shift.takes_part(person) or can_run_preceptorship(person, shift.preceptorship)
