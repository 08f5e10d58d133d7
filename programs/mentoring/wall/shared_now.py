"""What the two of a pair share now: what each of them can read of it at this moment (M5, M8).

Who may read a thing is decided by its own queryset; shared is what passes for both. So what was
taken back, an answer that waits for the other's, and all of a pair that has ended is not.
"""

from datetime import date

from programs.mentoring.goals.models import Goal, GoalComment, GoalEntry
from programs.mentoring.meetings.models import ActionItem, AgendaItem, CheckInNote
from programs.mentoring.mentorships.models import Agreement, AgreementAnswer, Mentorship
from programs.mentoring.reflection.models import WellBeing


class SharedNow:
    """The querysets of one mentorship, which is at hand with its two."""

    def __init__(self, mentorship: Mentorship):
        self.mentorship = mentorship

    def goals(self):
        return Goal.objects.shared_in(self.mentorship, self.mentorship.mentor.person)

    def entries(self):
        return self._read_by_both(GoalEntry).filter(goal__in=self.goals().order_by().values("pk"))

    def comments(self):
        return self._read_by_both(GoalComment).filter(mentorship=self.mentorship)

    def notes(self):
        return self._read_by_both(CheckInNote).filter(check_in__mentorship=self.mentorship)

    def agenda(self):
        return self._read_by_both(AgendaItem).filter(check_in__mentorship=self.mentorship)

    def actions(self, today: date):
        """As their pages have them: what is open, and what was done in the last week."""
        rows = self._read_by_both(ActionItem).filter(mentorship=self.mentorship)
        return rows.current(today)

    def agreements(self):
        return self._read_by_both(Agreement).filter(mentorship=self.mentorship)

    def answers(self):
        """None before both have answered (M3)."""
        return self._read_by_both(AgreementAnswer).filter(mentorship=self.mentorship)

    def well_being(self):
        """What the mentee gave to this mentor (M11)."""
        given = WellBeing.objects.shared_with(self.mentorship.mentor.person)
        return given.filter(shared_with=self.mentorship)

    def _read_by_both(self, model):
        mentee, mentor = self.mentorship.both
        return model.objects.readable_by(mentee).readable_by(mentor)
