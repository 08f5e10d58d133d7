"""A doubt that was said early and became an action plan, and one that was sent yesterday."""

from datetime import timedelta
from uuid import uuid5

from assessments.concerns.models import Concern
from assessments.concerns.services import action_plan as plans
from assessments.concerns.services import plan_parts
from assessments.concerns.services.concern import answer_concern, raise_concern
from people.models import Person
from programs.preceptorships.models import Preceptorship

RAISED_AGO = 40
AIMS = (
    (
        "Gives a round of medicines for four patients on time, without a prompt.",
        "Two rounds together each week, then one alone with someone near.",
        "Three rounds, each signed by whoever was near.",
    ),
    (
        "Asks for the second check before a controlled drug is drawn up.",
        "Goes through the steps once with the pharmacist.",
        "Said out loud, and seen twice on different days.",
    ),
)


def tell_of_doubt(preceptorship: Preceptorship, by: Person, *, clock) -> Concern:
    """Somebody saw something yesterday, and nobody has read it yet."""
    at = clock.moment(1, 19, 25)
    return raise_concern(
        preceptorship=preceptorship,
        topic=Concern.Topic.HEALTH,
        text="Very quiet for a week, and in tears after the handover. Says that it's nothing.",
        by=by,
        idempotency_key=uuid5(preceptorship.pk, "concern"),
        at=at,
        today=at.date(),
    )


def make_a_plan(preceptorship: Preceptorship, by: Person, coordinator: Person, *, clock) -> None:
    """From a worry about medicines to a plan that runs, read and answered."""
    learner = preceptorship.learner.person
    concern = _concern(preceptorship, by, coordinator, clock)
    plan = _plan(preceptorship, concern, coordinator, clock)
    read = {"plan": plan, "by": learner}
    at = clock.moment(RAISED_AGO - 5, 21, 10)
    plans.sign_reading(version=plan.version, at=at, **read)
    plans.answer_plan(
        text="The nights were the hard part: nobody to ask. Two rounds a week would help me.",
        idempotency_key=uuid5(plan.pk, "answer"),
        at=at,
        **read,
    )
    _meet(plan, by, coordinator, clock)
    at = clock.moment(8, 15, 30)
    first = plan.aims.order_by("added_at").first()
    note = "Three rounds on time, two of them alone."
    plan_parts.check_aim(aim=first, result="met", note=note, by=by, at=at, today=at.date())


def _concern(preceptorship, by, coordinator, clock):
    at = clock.moment(RAISED_AGO, 20, 5)
    concern = raise_concern(
        preceptorship=preceptorship,
        topic=Concern.Topic.SAFETY,
        text="Two late rounds this week, and a controlled drug drawn up before the second check.",
        by=by,
        idempotency_key=uuid5(preceptorship.pk, "concern"),
        at=at,
        today=at.date(),
    )
    answer_concern(
        concern=concern,
        text="Thank you for writing this down. Were both on nights?",
        by=coordinator,
        idempotency_key=uuid5(concern.pk, "answer"),
        at=clock.moment(RAISED_AGO - 1, 9, 10),
    )
    return concern


def _plan(preceptorship, concern, coordinator, clock):
    at = clock.moment(RAISED_AGO - 3, 11, 40)
    plan = plans.draft_plan(
        preceptorship=preceptorship,
        concern=concern,
        reason="Rounds of medicines run late, and a check was missed once. We start with these.",
        ends_on=clock.day(-20),
        by=coordinator,
        idempotency_key=uuid5(concern.pk, "plan"),
        at=at,
        today=at.date(),
    )
    for number, (text, support, evidence) in enumerate(AIMS):
        plan_parts.add_aim(
            plan=plan,
            text=text,
            support=support,
            supported_by=concern.raised_by.name,
            evidence=evidence,
            due_on=clock.day(-20),
            by=coordinator,
            idempotency_key=uuid5(plan.pk, f"aim {number}"),
            at=at + timedelta(minutes=number),
            today=at.date(),
        )
    plans.open_plan(plan=plan, by=coordinator, at=at + timedelta(minutes=15))
    plan.refresh_from_db()
    return plan


def _meet(plan, by, coordinator, clock):
    """One meeting two weeks ago, and the next one in ten days."""
    at = clock.moment(20, 10)
    for number, day in enumerate((clock.day(14), clock.day(-10))):
        meeting = plan_parts.plan_meeting(
            plan=plan,
            meets_on=day,
            by=coordinator,
            idempotency_key=uuid5(plan.pk, f"meeting {number}"),
            at=at,
            today=at.date(),
        )
        if number == 0:
            plan_parts.hold_meeting(
                meeting=meeting,
                held_on=day,
                notes="All three of us. Rounds go well on days; one more week of nights with help.",
                by=by,
                at=clock.moment(14, 16, 20),
                today=day,
            )
