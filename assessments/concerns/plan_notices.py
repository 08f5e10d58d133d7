"""What is told of an action plan: that there is one, that it changed, its outcome; no text (N7)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.concerns.models import ActionPlan, PlanAnswer
from people.models import Person
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import escalation_recipients
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.notices import preceptors_but

OPENED = "own_plan_opened"
CHANGED = "own_plan_changed"
SHARED = "plan_opened"
ANSWERED = "plan_answered"
OUTCOME = "own_plan_outcome"
SETTLED = "plan_outcome"
MEETING = "own_plan_meeting"

# Several aims are added one after the other, and one removed again: told once, of the last (N10).
CORRECTED_WITHIN = timedelta(minutes=10)

_WHY_LEARNER = _("You get this because it is about you.")
_WHY = _("You get this because you take part in it.")


def _kind(code, **fields):
    defaults = {
        "act": _("Open the plan"),
        "why": _WHY,
        "is_duty": True,
        "icon": "clipboard-check",
        "facts": ("learner", "program"),
    }
    return NoticeKind(code=code, **{**defaults, **fields})


KINDS = (
    _kind(
        OPENED,
        label=_("You have an action plan"),
        subject=_("An action plan for you"),
        line=_("In %(program)s. Read it, answer in your own words, and sign that you read it."),
        why=_WHY_LEARNER,
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        asks=True,
        ends_with=("plan_read", "plan_over"),
    ),
    _kind(
        CHANGED,
        label=_("Your action plan has changed"),
        subject=_("Your action plan has changed"),
        line=_("In %(program)s. Read what is new, and sign that you read it."),
        why=_WHY_LEARNER,
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        asks=True,
        ends_with=("plan_changed", "plan_read", "plan_over"),
    ),
    _kind(
        MEETING,
        label=_("A meeting about your action plan"),
        subject=_("A meeting about your action plan on %(meets_on)s"),
        line=_("In %(program)s. You'll find it in the plan."),
        why=_WHY_LEARNER,
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        facts=("program", "meets_on"),
        ends_with=("plan_meeting_over", "plan_over"),
    ),
    _kind(
        SHARED,
        label=_("There is an action plan for someone"),
        subject=_("There is an action plan for %(learner)s"),
        line=_("In %(program)s. It says what they work on, and who helps."),
        whom=_("Preceptors"),
        parts=(Part.PRECEPTOR,),
        ends_with=("plan_over",),
    ),
    _kind(
        ANSWERED,
        label=_("Someone answered their action plan"),
        subject=_("%(learner)s wrote about their action plan"),
        line=_("In %(program)s."),
        why=_("You get this because you coordinate %(program)s."),
        whom=_("Coordinators, or the deputies"),
        parts=(Part.COORDINATOR,),
    ),
    _kind(
        OUTCOME,
        label=_("Your action plan has an outcome"),
        subject=_("Your action plan has an outcome"),
        line=_("In %(program)s. Read what was decided, and why."),
        why=_WHY_LEARNER,
        whom=_("Learner"),
        parts=(Part.LEARNER,),
    ),
    _kind(
        SETTLED,
        label=_("Someone's action plan has an outcome"),
        subject=_("The action plan for %(learner)s has an outcome"),
        line=_("In %(program)s."),
        whom=_("Preceptors"),
        parts=(Part.PRECEPTOR,),
    ),
)


def tell_opened(plan: ActionPlan, *, at: datetime) -> None:
    preceptorship = plan.preceptorship
    _tell(OPENED, plan, [preceptorship.learner.person], at=at)
    helpers = preceptors_but(preceptorship, plan.opened_by, at=at)
    _tell(SHARED, plan, helpers, at=at)


def tell_changed(plan: ActionPlan, *, at: datetime) -> None:
    """Ask the learner to read it again, once for all that changed since they were told last."""
    take_back("plan_changed", [plan.pk], at=at)
    learner = plan.preceptorship.learner.person
    _tell(CHANGED, plan, [learner], at=at + CORRECTED_WITHIN, step=plan.version)


def tell_meeting(meeting, *, at: datetime) -> None:
    preceptorship = meeting.plan.preceptorship
    tell(
        kind=MEETING,
        recipient=preceptorship.learner.person,
        about=meeting,
        facts={"program": preceptorship.program.name, "meets_on": meeting.meets_on},
        path=_path(meeting.plan),
        at=at,
        occurs_on=meeting.meets_on,
    )


def meeting_over(meeting, *, at: datetime) -> None:
    take_back("plan_meeting_over", [meeting.pk], at=at)


def plan_read(plan: ActionPlan, *, at: datetime) -> None:
    take_back("plan_read", [plan.pk], at=at)


def tell_answered(answer: PlanAnswer, *, at: datetime) -> None:
    plan = answer.plan
    people = escalation_recipients(plan.preceptorship.program, about=answer.author)
    _tell(ANSWERED, plan, people, at=at)


def tell_outcome(plan: ActionPlan, *, by: Person, at: datetime) -> None:
    take_back("plan_over", [plan.pk, *plan.meetings.values_list("pk", flat=True)], at=at)
    preceptorship = plan.preceptorship
    _tell(OUTCOME, plan, [preceptorship.learner.person], at=at)
    _tell(SETTLED, plan, preceptors_but(preceptorship, by, at=at), at=at)


def preceptorship_over(preceptorship: Preceptorship, at: datetime) -> None:
    """Nothing is asked of anybody any more where it ended otherwise."""
    for plan in preceptorship.action_plans.filter(ended_at=None):
        take_back("plan_over", [plan.pk, *plan.meetings.values_list("pk", flat=True)], at=at)


def _tell(kind, plan, people: Iterable[Person], *, at, step=0):
    preceptorship = plan.preceptorship
    for person in people:
        tell(
            kind=kind,
            recipient=person,
            about=plan,
            facts={
                "learner": preceptorship.learner.person.name,
                "program": preceptorship.program.name,
            },
            path=_path(plan),
            at=at,
            step=step,
        )


def _path(plan):
    return reverse("assessments:action-plan-detail", args=[plan.pk])
