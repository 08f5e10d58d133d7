"""Who may sign, revoke and follow progress: the only place here where a role is compared."""

from common.models import valid_on
from people.models import Preceptor
from people.permissions import can_administer, require
from programs.cohorts.permissions import can_coordinate, can_decide_about
from programs.preceptorships.models import PreceptorAssignment
from programs.preceptorships.permissions import (
    can_run_preceptorship,
    is_learner_of,
    is_preceptor_of,
)

__all__ = ["require"]


def can_sign_off(person, preceptorship, *, on) -> bool:
    """Whether the person signs in this preceptorship at all: its preceptors, never the learner.

    Whether they may sign for a certain day is ``assessments.sign_offs.services.assessor`` (P4, P8).
    """
    if is_learner_of(person, preceptorship):
        return False
    return is_preceptor_of(person, preceptorship, on=on)


def can_sign_among(person, preceptorship, assignments) -> bool:
    """The same, asked of the day's assignments where a page has them at hand."""
    if is_learner_of(person, preceptorship):
        return False
    return any(assignment.preceptor.person_id == person.pk for assignment in assignments)


def can_take_signed_skills(person, preceptorship) -> bool:
    """The learner alone takes a copy of the record along (D2); others read it here."""
    return is_learner_of(person, preceptorship)


def can_revoke_sign_off(person, sign_off) -> bool:
    """Whoever signed it, and the program's coordinators; never the learner (P4, P7).

    Once the preceptorship is closed its record is the coordinator's to correct.
    """
    preceptorship = sign_off.preceptorship
    if is_learner_of(person, preceptorship):
        return False
    if preceptorship.is_open and sign_off.assessor_id == person.pk:
        return True
    return can_run_preceptorship(person, preceptorship)


def can_reinstate_sign_off(person, sign_off) -> bool:
    """A coordinator, who has asked whoever disowned it; never the learner (P4, P11)."""
    return can_run_preceptorship(person, sign_off.preceptorship)


def can_undo_sign_off(person, sign_off, *, at) -> bool:
    """Whoever signed it, in the first ten minutes, as long as it stands."""
    is_theirs = sign_off.assessor_id == person.pk
    return is_theirs and sign_off.is_standing and sign_off.is_fresh(at)


def can_override_rules(person, preceptorship, assessor) -> bool:
    """Coordinators only, neither for their own training nor for what they sign (rules marked ◇)."""
    learner = preceptorship.learner.person_id
    return can_decide_about(person, preceptorship.program, learner, assessor.pk)


def can_erase_names(person, preceptorship) -> bool:
    """A site administrator, once the record is closed, and never out of their own (D3)."""
    if preceptorship.is_open or is_learner_of(person, preceptorship):
        return False
    return person.is_active and can_administer(person)


def can_follow_progress(person, program) -> bool:
    return can_coordinate(person, program)


def can_ask_for_sign_off(person, preceptorship) -> bool:
    """The learner alone, as long as something can be signed (P6)."""
    return preceptorship.is_open and is_learner_of(person, preceptorship)


def can_answer_request(person, request) -> bool:
    """Whoever was asked, and nobody in their place."""
    return request.is_open and request.assessor_id == person.pk


def can_write_practice_note(person, preceptorship, *, on) -> bool:
    """The learner, and whoever precepts them on the day: it stays between them (P12)."""
    if not preceptorship.is_open:
        return False
    return is_learner_of(person, preceptorship) or is_preceptor_of(person, preceptorship, on=on)


def can_change_practice_note(person, note) -> bool:
    return note.author_id == person.pk


def part_in_review(person, review, *, on) -> str:
    """Which part of a review the person writes and signs: one at most; empty for nobody's (P27).

    A preceptor of the day, or of the day on which it took place. Whoever also coordinates the
    program signs as preceptor, so that no review is signed twice by one person.
    """
    preceptorship = review.preceptorship
    if is_learner_of(person, preceptorship):
        return "learner"
    held = PreceptorAssignment.objects.filter(valid_on(on) | valid_on(review.held_on or on))
    if held.filter(preceptorship=preceptorship, preceptor__person=person).exists():
        return "preceptor"
    return "coordinator" if can_run_preceptorship(person, preceptorship) else ""


def can_ask_third_signer(part: str) -> bool:
    """Whoever reviews the learner hands the link on, never the learner."""
    return part in ("preceptor", "coordinator")


def can_remind_signers(person, review) -> bool:
    """Whoever runs the preceptorship, whether they sign as coordinator or as preceptor."""
    return can_run_preceptorship(person, review.preceptorship)


def can_correct_review(part: str) -> bool:
    return part in ("preceptor", "coordinator")


def can_say_outcome(part: str) -> bool:
    """Whoever reviews says how it ended; the learner agrees by signing, or does not sign."""
    return part in ("preceptor", "coordinator")


def can_set_signing_pin(person) -> bool:
    """Whoever has a preceptor's profile: nobody else signs by PIN."""
    return Preceptor.objects.filter(person=person).exists()


def can_decide_certificate(person, preceptorship) -> bool:
    """Withdraw it, reissue it, look for a mentor: coordinators, and not for themselves."""
    return can_run_preceptorship(person, preceptorship)


def can_answer_offer(person, preceptorship) -> bool:
    """Whether to have a mentor, and what goes along, the learner alone says (P21)."""
    return is_learner_of(person, preceptorship)


def can_read_certificate(person, preceptorship) -> bool:
    """The learner, whose it is, and the program's coordinators."""
    return is_learner_of(person, preceptorship) or can_coordinate(person, preceptorship.program)


def can_take_record(person, preceptorship) -> bool:
    """The chain of one's own record, with what was written in it, to have it checked (D2)."""
    return is_learner_of(person, preceptorship)
