"""Who may do what in programs and pairings: the only place here where a role is compared."""

from people.permissions import can_search_people, require
from programs.models import (
    AgendaItem,
    CheckIn,
    CheckInNote,
    Goal,
    GoalComment,
    GoalShare,
    Mentorship,
    PreceptorAssignment,
    Preceptorship,
    Program,
    ProgramCoordinator,
)

__all__ = ["require"]


def can_create_program(person) -> bool:
    """Site administrators and whoever coordinates a program already."""
    return can_search_people(person)


def can_coordinate(person, program: Program) -> bool:
    """The program's coordinators and deputies, and site administrators."""
    if person.is_administrator:
        return True
    return ProgramCoordinator.objects.filter(person=person, program=program).exists()


def can_import_frameworks(person) -> bool:
    return can_search_people(person)


def is_learner_of(person, preceptorship: Preceptorship) -> bool:
    return preceptorship.learner.person_id == person.pk


def is_preceptor_of(person, preceptorship: Preceptorship, *, on) -> bool:
    """Primary or backup preceptor on the day."""
    return (
        PreceptorAssignment.objects.on(on)
        .filter(preceptorship=preceptorship, preceptor__person=person)
        .exists()
    )


def is_mentor_of(person, mentorship: Mentorship) -> bool:
    return mentorship.mentor.person_id == person.pk


def is_mentee_of(person, mentorship: Mentorship) -> bool:
    return mentorship.learner.person_id == person.pk


def takes_part(person, mentorship: Mentorship) -> bool:
    return is_mentor_of(person, mentorship) or is_mentee_of(person, mentorship)


def can_leave_mentorship(person, mentorship: Mentorship) -> bool:
    """Either of the two, at any time; nobody else on their behalf (M8)."""
    return takes_part(person, mentorship)


def can_pause_mentorship(person, mentorship: Mentorship) -> bool:
    return takes_part(person, mentorship) and mentorship.is_running


def can_wind_down(person, mentorship: Mentorship) -> bool:
    """Either of the two may begin the last weeks of an active mentorship (M13)."""
    return takes_part(person, mentorship) and mentorship.status == Mentorship.Status.ACTIVE


def can_resume_mentorship(person, mentorship: Mentorship) -> bool:
    return takes_part(person, mentorship) and mentorship.is_paused


def can_plan_check_in(person, mentorship: Mentorship) -> bool:
    """Either of the two, while it runs; who books is theirs to agree."""
    return takes_part(person, mentorship) and mentorship.is_running


def can_record_check_in(person, mentorship: Mentorship) -> bool:
    """Any contact counts, in a pause too (M12)."""
    return takes_part(person, mentorship) and mentorship.is_open


def can_update_check_in(person, check_in: CheckIn) -> bool:
    """Say what became of a booked one, or take that back."""
    return can_record_check_in(person, check_in.mentorship) and check_in.cancelled_at is None


def can_update_note(person, note: CheckInNote) -> bool:
    """Its author alone, after the end of the mentorship too."""
    return note.author_id == person.pk


def can_remove_agenda_item(person, item: AgendaItem) -> bool:
    """Its author alone."""
    return item.author_id == person.pk


def can_update_goal(person, goal: Goal) -> bool:
    """Goals belong to the mentee; a mentor reads and comments (M4)."""
    return goal.owner_id == person.pk


def can_log_goal(person, goal: Goal) -> bool:
    return can_update_goal(person, goal) and goal.archived_at is None


def can_comment_on_goal(person, goal: Goal, share: GoalShare | None) -> bool:
    """The two between whom the goal is shared, while it is."""
    return share is not None and person.pk in (goal.owner_id, share.mentorship.mentor.person_id)


def can_remove_comment(person, comment: GoalComment) -> bool:
    return comment.author_id == person.pk


def can_read_mentorship_facts(person, program: Program) -> bool:
    """That pairs exist and met, never a word of theirs (M5)."""
    return can_coordinate(person, program)


def can_care_for_pairs(person, program: Program) -> bool:
    """Offer silent pairs a hand, or leave them for later (M9)."""
    return can_read_mentorship_facts(person, program)


def can_break_glass(person, mentorship: Mentorship) -> bool:
    """Ask to read for safety, or answer such a request: never one of the pair (M5)."""
    return can_coordinate(person, mentorship.program) and not takes_part(person, mentorship)


def can_run_preceptorship(person, preceptorship: Preceptorship) -> bool:
    """Pause, resume, extend, end it, and say who precepts: the program's coordinators."""
    return can_coordinate(person, preceptorship.program)


def can_hold_review(person, preceptorship: Preceptorship, *, on) -> bool:
    """The preceptors of the day and the coordinators; a learner does not review themselves."""
    if is_learner_of(person, preceptorship):
        return False
    return is_preceptor_of(person, preceptorship, on=on) or can_run_preceptorship(
        person, preceptorship
    )


def can_arrange_review(person, preceptorship: Preceptorship, *, on) -> bool:
    """Whoever takes part may say when it suits."""
    return is_learner_of(person, preceptorship) or can_hold_review(person, preceptorship, on=on)
