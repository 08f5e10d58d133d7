"""Who takes part in a mentorship, and what either may do to it."""

from programs.mentoring.mentorships.models import Mentorship


def is_mentor_of(person, mentorship: Mentorship) -> bool:
    return mentorship.mentor.person_id == person.pk


def is_mentee_of(person, mentorship: Mentorship) -> bool:
    return mentorship.learner.person_id == person.pk


def takes_part(person, mentorship: Mentorship) -> bool:
    return mentorship.is_with(person)


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
