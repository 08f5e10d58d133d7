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
from tests.factories import NOON, GoalFactory, LearnerFactory, MentorshipFactory, PersonFactory

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
        self.check_the_short_ways()
        self.goal.refresh_from_db()
        is_shared = self.goal.audience == Goal.Audience.MY_MENTOR
        assert is_shared == (self.reader is not None)

    def check_the_short_ways(self):
        """What is asked by a goal, share or mentorship at hand is what ``readable_by`` says."""
        self.goal.refresh_from_db()
        share = goals.current_share(self.goal)
        mentors = [mentorship.mentor.person for mentorship in self.mentorships]
        for person in (self.goal.owner, *mentors, PersonFactory()):
            for kind in (GoalEntry, GoalComment):
                assert _pks(kind.objects.in_goal(self.goal, share, person)) == _ids(kind, person)
        for mentorship, mentor in zip(self.mentorships, mentors, strict=True):
            mentorship.refresh_from_db()
            if mentorship.is_open:
                for kind in (GoalEntry, GoalComment):
                    rows = kind.objects.for_mentor_in([mentorship]).values_list("pk", flat=True)
                    assert sorted(rows) == sorted(_ids(kind, mentor))
        own = Goal.objects.own_with_progress(self.goal.owner).get(pk=self.goal.pk)
        asked = Goal.objects.with_progress_for(self.goal.owner).get(pk=self.goal.pk)
        assert (own.entry_count, own.last_logged_at) == (asked.entry_count, asked.last_logged_at)

    def _change_reader(self, which):
        self.reader = which
        self.entries, self.comments = set(), set()

    def _log(self, readers):
        entry = log_goal_entry(goal=self.goal, readers=readers, text="So.", at=self.at)
        self.everything.add(entry.pk)
        return entry.pk


def _ids(model, person):
    return _pks(model.objects.readable_by(person))


def _pks(rows):
    return set(rows.values_list("pk", flat=True))


@examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from([0, 1])), max_size=12))
def test_m4_a_mentor_reads_exactly_what_was_written_for_them(db, acts):
    world = World()
    for name, which in acts:
        world.act(name, which)

    world.check()
