"""Who may book, record and note a check-in: the only place here where a role is compared."""

from programs.mentoring.meetings.models import AgendaItem, CheckIn, CheckInNote
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.permissions import takes_part


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
