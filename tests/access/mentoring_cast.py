"""What the rows behind the wall point at, each built only for the rows that name it."""

from datetime import timedelta
from functools import cached_property
from types import SimpleNamespace

from programs.mentoring.meetings.services.calendar_feed import make_calendar_feed
from programs.mentoring.meetings.time_links import time_token
from tests import factories as make


class MentoringThings:
    """What a pair and a mentee have, by the names that the access table uses."""

    @cached_property
    def proposal(self):
        """The mentor and the other learner are asked."""
        return make.MentorshipFactory(
            cohort=self.circle,
            learner=self.people.other_learner.learner,
            mentor=self.mentorship.mentor,
            status="proposed",
            proposal_expires_at=self.now + timedelta(days=5),
        )

    @cached_property
    def last_weeks(self):
        """The mentor's with the learner, near its planned end."""
        return make.MentorshipFactory(
            cohort=self.circle,
            learner=self.preceptorship.learner,
            mentor=self.mentorship.mentor,
            status="winding_down",
            planned_end_on=self.today + timedelta(weeks=3),
        )

    @cached_property
    def lost_pair(self):
        """One whose mentor has left."""
        mentor = make.MentorFactory(person__is_active=False)
        return make.MentorshipFactory(cohort=self.circle, mentor=mentor)

    @cached_property
    def time_proposal(self):
        """The mentor's, for the mentee to choose from."""
        return make.TimeProposalFactory(
            mentorship=self.mentorship,
            proposed_by=self.people.mentor,
            times=[self.now + timedelta(days=3), self.now + timedelta(days=4)],
        )

    @cached_property
    def agenda_item(self):
        return make.AgendaItemFactory(check_in=self.check_in, added_at=self.now)

    @cached_property
    def action_item(self):
        return make.ActionItemFactory(mentorship=self.mentorship, written_at=self.now)

    @cached_property
    def journal_entry(self):
        return make.JournalEntryFactory(author=self.people.mentee, written_at=self.now)

    @cached_property
    def well_being(self):
        """The mentee's, given to the mentor."""
        return make.WellBeingFactory(
            author=self.people.mentee, shared_with=self.mentorship, written_at=self.now
        )

    @property
    def time_link(self):
        return SimpleNamespace(pk=time_token(self.time_proposal))

    @cached_property
    def feed_link(self):
        """The secret that stands in an address in the place of an id."""
        return SimpleNamespace(pk=make_calendar_feed(person=self.people.mentee, at=self.now))

    @cached_property
    def glass_asked(self):
        """Asked by the coordinator; nobody has answered yet."""
        return make.BreakGlassFactory(
            mentorship=self.mentorship,
            asked_by=self.people.coordinator,
            asked_at=self.now,
        )

    @cached_property
    def pulse_ask(self):
        return make.PulseAskFactory(
            mentorship=self.mentorship, person=self.people.mentee, asked_on=self.today
        )

    @cached_property
    def goal_file(self):
        return make.GoalFileFactory(entry=self.goal_entry)

    @cached_property
    def goal_template(self):
        return make.GoalTemplateFactory(program=self.mentoring)

    @cached_property
    def path_topic(self):
        return make.PathTopicFactory(program=self.mentoring)

    @cached_property
    def mentorship_review(self):
        return make.MentorshipReviewFactory(mentorship=self.mentorship)
