"""Concerns, plans and decisions that the access table points at, built where a row names them."""

from datetime import timedelta
from functools import cached_property

from tests import factories as make


class ConcernThings:
    """What is made of the cast's learner, and of learners whom nobody else here knows."""

    @cached_property
    def concern(self):
        """Raised by the preceptor, and dealt with by nobody yet."""
        return make.ConcernFactory(
            preceptorship=self.preceptorship, raised_by=self.people.preceptor, raised_at=self.now
        )

    @cached_property
    def closed_concern(self):
        """Raised by the preceptor as well; released, too."""
        done = {"by": self.people.coordinator, "at": self.now}
        return make.ConcernFactory(
            preceptorship=self.preceptorship,
            raised_by=self.people.preceptor,
            raised_at=self.now,
            closing_note="Talked to them.",
            released_text="A check was missed.",
            **{
                f"{act}_{name}": said
                for act in ("dealt_with", "released")
                for name, said in done.items()
            },
        )

    @cached_property
    def action_plan(self):
        return self._plan(self.preceptorship, opened=True)

    @cached_property
    def plan_draft(self):
        """Of a learner of whom nobody else here knows: one has one plan at a time."""
        return self._plan(self._last_weeks_of(make.LearnerFactory()))

    @cached_property
    def plan_aim(self):
        # Another one stays where this one is taken out.
        make.PlanAimFactory(plan=self.action_plan, added_at=self.now)
        return make.PlanAimFactory(plan=self.action_plan, added_at=self.now)

    @cached_property
    def plan_meeting(self):
        return make.PlanMeetingFactory(
            plan=self.action_plan, meets_on=self.today, planned_at=self.now
        )

    @cached_property
    def decision(self):
        """Proposed by the preceptor of somebody whose final review is due."""
        paired = self._last_weeks_of(make.LearnerFactory())
        return self._decision(paired, self._plan(paired, unmet=True))

    @cached_property
    def told_decision(self):
        """About the learner, who was told of it: an earlier time here of theirs."""
        paired = self._last_weeks_of(
            self.preceptorship.learner,
            cohort=make.CohortFactory(program=self.program, starts_on=self.today),
            status="not_achieved",
            closed_at=self.now,
        )
        return self._decision(
            paired,
            self._plan(paired, unmet=True),
            agreed_by=self.people.coordinator,
            agreed_at=self.now,
            told_by=self.people.coordinator,
            told_at=self.now,
            told_on=self.today,
            meeting_notes="We met.",
        )

    def _last_weeks_of(self, learner, **given):
        rest = {"cohort": self.cohort, "status": "final_review_due"} | given
        return make.PreceptorshipFactory(
            learner=learner, starts_on=self.today - timedelta(weeks=60), **rest
        )

    def _plan(self, preceptorship, **given):
        return make.ActionPlanFactory(
            preceptorship=preceptorship,
            drafted_by=self.people.coordinator,
            drafted_at=self.now,
            ends_on=self.today + timedelta(weeks=6),
            **given,
        )

    def _decision(self, preceptorship, plan, **given):
        return make.NotAchievedFactory(
            preceptorship=preceptorship,
            plan=plan,
            proposed_by=self.people.preceptor,
            proposed_at=self.now,
            **given,
        )
