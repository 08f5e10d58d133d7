"""What a coordinator's offer to a silent pair says: facts, never text (N7)."""

from datetime import datetime

from people.models import Person
from programs.mentoring.care import notice_kinds as care_kinds
from programs.mentoring.care.need import Signal
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.notices import tell_of_mentorship


def care_offered(mentorship: Mentorship, *, signal: Signal, by: Person, at: datetime) -> None:
    """A coordinator's offer to both, in the words that suit what was seen from outside."""
    facts = {"coordinator": by.name, "program": mentorship.program.name}
    for person in mentorship.both:
        tell_of_mentorship(mentorship, person, care_kinds.OF_SIGNAL[signal], at=at, **facts)
