"""What people do about a doubt, at noon unless told: the scene of the tests of this room."""

from datetime import timedelta
from uuid import uuid4

from assessments.concerns.services import action_plan, concern, not_achieved, plan_parts
from programs.preceptorships.models import Preceptorship
from tests import factories as make
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)
NOW = {"at": NOON, "today": TODAY}


class Doubts:
    """Priya and Sam precept Amara; Dana and Femi coordinate; Ada is an administrator."""

    def __init__(self, bedside):
        self.bedside = bedside
        self.preceptorship = bedside.preceptorship
        self.program = bedside.program
        self.priya, self.sam = bedside.priya, bedside.sam
        self.amara, self.dana = bedside.amara, bedside.dana
        self.femi = make.PersonFactory(name="Femi Ade")
        make.ProgramCoordinatorFactory(program=self.program, person=self.femi)
        self.ada = make.AdministratorFactory(name="Ada Byrne")

    def raise_concern(self, **given):
        raised = {
            "preceptorship": self.preceptorship,
            "topic": "skills",
            "text": "Gave the drug before the second check.",
            "by": self.priya,
            "idempotency_key": uuid4(),
        }
        return concern.raise_concern(**raised | NOW | given)

    def draft(self, **given):
        drafted = {
            "preceptorship": self.preceptorship,
            "reason": "Two medicines were given late.",
            "ends_on": TODAY + 42 * DAY,
            "by": self.dana,
            "idempotency_key": uuid4(),
        }
        return action_plan.draft_plan(**drafted | NOW | given)

    def add_aim(self, plan, **given):
        aim = {
            "text": "Gives a round of medicines on time.",
            "support": "Two rounds together each week.",
            "supported_by": "Priya Nair",
            "evidence": "Three rounds signed.",
            "due_on": TODAY + 30 * DAY,
            "by": self.dana,
            "idempotency_key": uuid4(),
        }
        return plan_parts.add_aim(plan=plan, **aim | NOW | given)

    def opened(self, **given):
        """A plan with one aim that its learner can read."""
        plan = self.draft(**given)
        self.add_aim(plan)
        action_plan.open_plan(plan=plan, by=self.dana, at=NOON)
        plan.refresh_from_db()
        return plan

    def meet(self, plan, **given):
        meeting = plan_parts.plan_meeting(
            plan=plan, meets_on=TODAY, by=self.dana, idempotency_key=uuid4(), **NOW
        )
        held = {"held_on": TODAY, "notes": "We looked at the rounds.", "by": self.dana}
        plan_parts.hold_meeting(meeting=meeting, **held | NOW | given)
        return meeting

    def ready_to_fail(self):
        """At the final review, after a plan with a meeting that was not met."""
        Preceptorship.objects.filter(pk=self.preceptorship.pk).update(status="final_review_due")
        self.preceptorship.refresh_from_db()
        rules = self.program.preceptorship_rules
        rules.appeal_text = "Write to the head of education within 14 days."
        rules.save()
        self.preceptorship.program = self.program
        plan = self.opened()
        self.meet(plan)
        action_plan.end_plan(
            plan=plan, outcome="not_met", text="Rounds stay late.", by=self.dana, at=NOON
        )
        return self

    def propose(self, **given):
        proposed = {
            "preceptorship": self.preceptorship,
            "reason": "The aims of the plan were not met.",
            "by": self.priya,
            "idempotency_key": uuid4(),
        }
        return not_achieved.propose_not_achieved(**proposed | NOW | given)

    def agreed(self):
        decision = self.propose()
        not_achieved.agree_not_achieved(decision=decision, by=self.dana, at=NOON)
        decision.refresh_from_db()
        return decision

    def tell(self, decision, **given):
        told = {"told_on": TODAY, "notes": "Amara, Dana and Priya met.", "by": self.dana}
        not_achieved.tell_not_achieved(decision=decision, **told | NOW | given)
        decision.refresh_from_db()
        return decision
