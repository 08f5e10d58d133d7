"""What makes each notice of a doubt that asks: who is asked, what leads there, and the act."""

from django.urls import reverse

from assessments.concerns.services.action_plan import end_plan, sign_reading
from assessments.concerns.services.concern import close_concern
from assessments.concerns.services.not_achieved import take_back_not_achieved
from tests import factories as make
from tests.assessments.bedside import Bedside
from tests.assessments.concerns.doubts import Doubts
from tests.factories import NOON, TODAY


def doubts():
    return Doubts(Bedside().open())


def concern_raised():
    unit = doubts()
    concern = unit.raise_concern()

    def act():
        close_concern(concern=concern, note="Talked to them.", by=unit.dana, at=NOON)

    return unit.dana, reverse("assessments:concern-detail", args=[concern.pk]), act


def concern_without_reader():
    unit = doubts()
    unit.program.coordinators.all().delete()
    unit.raise_concern()

    def act():
        make.ProgramCoordinatorFactory(program=unit.program, person=unit.dana)

    return unit.ada, "has no coordinator", act


def plan_to_read():
    unit = doubts()
    plan = unit.opened()

    def act():
        sign_reading(plan=plan, version=plan.version, by=unit.amara, at=NOON)

    return unit.amara, reverse("assessments:action-plan-detail", args=[plan.pk]), act


def plan_due():
    unit = doubts()
    plan = unit.opened()
    type(plan).objects.filter(pk=plan.pk).update(ends_on=TODAY)

    def act():
        end_plan(plan=plan, outcome="met", text="All on time.", by=unit.dana, at=NOON)

    return unit.dana, reverse("assessments:action-plan-detail", args=[plan.pk]), act


def not_achieved(*, is_agreed):
    def ask():
        unit = doubts().ready_to_fail()
        decision = unit.agreed() if is_agreed else unit.propose()

        def act():
            if is_agreed:
                unit.tell(decision)
            else:
                take_back_not_achieved(decision=decision, by=unit.dana, at=NOON)

        return unit.dana, reverse("assessments:not-achieved-detail", args=[decision.pk]), act

    return ask


ASKED = {
    "concern_raised": concern_raised,
    "concern_without_reader": concern_without_reader,
    "own_plan_opened": plan_to_read,
    "own_plan_changed": plan_to_read,
    "plan_due": plan_due,
    "not_achieved_proposed": not_achieved(is_agreed=False),
    "not_achieved_agreed": not_achieved(is_agreed=True),
}
