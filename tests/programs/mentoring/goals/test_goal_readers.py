"""Whatever people do in whatever order, a mentor reads exactly what was written for them.

M4 and DESIGN 16 as a model of a few lines, held against the services and querysets.
"""

from datetime import timedelta

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from programs.mentoring.goals.models import Goal, GoalComment, GoalEntry
from programs.mentoring.goals.services import goal as goals
from programs.mentoring.goals.services.goal_comment import comment_on_goal
from programs.mentoring.goals.services.goal_entry import log_goal_entry, make_goal_entry_private
from programs.mentoring.mentorships.services.mentorship import MentorshipError, leave_mentorship
from tests.examples import examples
from tests.factories import NOON, GoalFactory, LearnerFactory, MentorshipFactory

ACTS = ("share", "keep", "log", "log_alone", "comment", "answer", "take_back", "leave")


class World:
    """The services on one side, and on the other what each mentor should be able to read."""

    def __init__(self):
        learner = LearnerFactory()
        self.goal = GoalFactory(owner=learner.person, audience=Goal.Audience.ONLY_ME)
        self.mentorships = [MentorshipFactory(learner=learner) for __ in range(2)]
        self.at = NOON
        # The mentor who reads the goal now, and what of it: emptied whenever that changes.
        self.reader = None
        self.entries, self.comments = set(), set()
        self.everything = set()
        self.ended = set()

    def act(self, name, which):
        self.at += timedelta(minutes=1)
        getattr(self, name)(which)

    def share(self, which):
        try:
            goals.share_goal(goal=self.goal, mentorship=self.mentorships[which], at=self.at)
        except goals.GoalError:
            assert which in self.ended
            return
        if self.reader != which:
            self._change_reader(which)

    def keep(self, which):
        goals.make_goal_private(goal=self.goal, at=self.at)
        self._change_reader(None)

    def log(self, which):
        share = goals.current_share(self.goal)
        if share:
            self.entries.add(self._log(share.pk))

    def log_alone(self, which):
        self._log(None)

    def comment(self, which):
        share = goals.current_share(self.goal)
        by = self.goal.owner if which else share and share.mentorship.mentor.person
        if share:
            said = comment_on_goal(
                goal=self.goal, by=by, text="Well.", readers=share.pk, at=self.at
            )
            self.comments.add(said.pk)

    answer = comment

    def take_back(self, which):
        entry = GoalEntry.objects.filter(goal=self.goal).last()
        if entry:
            make_goal_entry_private(entry=entry)
            self.entries.discard(entry.pk)

    def leave(self, which):
        mentorship = self.mentorships[which]
        try:
            leave_mentorship(mentorship=mentorship, by=mentorship.mentor.person, at=self.at)
        except MentorshipError:
            assert which in self.ended
            return
        self.ended.add(which)
        if self.reader == which:
            self._change_reader(None)

    def check(self):
        for which, mentorship in enumerate(self.mentorships):
            is_reader = which == self.reader
            mentor = mentorship.mentor.person
            assert Goal.objects.readable_by(mentor).exists() == is_reader
            assert _ids(GoalEntry, mentor) == (self.entries if is_reader else set())
            assert _ids(GoalComment, mentor) == (self.comments if is_reader else set())
        assert _ids(GoalEntry, self.goal.owner) == self.everything
        self.goal.refresh_from_db()
        is_shared = self.goal.audience == Goal.Audience.MY_MENTOR
        assert is_shared == (self.reader is not None)

    def _change_reader(self, which):
        self.reader = which
        self.entries, self.comments = set(), set()

    def _log(self, readers):
        entry = log_goal_entry(goal=self.goal, readers=readers, text="So.", at=self.at)
        self.everything.add(entry.pk)
        return entry.pk


def _ids(model, person):
    return set(model.objects.readable_by(person).values_list("pk", flat=True))


@examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from([0, 1])), max_size=12))
def test_m4_a_mentor_reads_exactly_what_was_written_for_them(db, acts):
    world = World()
    for name, which in acts:
        world.act(name, which)

    world.check()
