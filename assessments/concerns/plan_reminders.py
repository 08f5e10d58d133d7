"""An action plan whose last day has come asks for its outcome (N1, N2). Reads; writes nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.concerns.models import ActionPlan
from people.notices.models import Notice
from people.notices.quiet_hours import local_day
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import recipients_about, recipients_by_program

DUE = "plan_due"
DUE_STEP, REPEAT_STEP = range(2)

KINDS = (
    NoticeKind(
        code=DUE,
        label=_("An action plan comes to its end"),
        subject=_("The action plan for %(learner)s needs an outcome"),
        line=_("It ends on %(ends_on)s, in %(program)s. Decide whether it was met, or extend it."),
        why=_("You get this because you coordinate %(program)s."),
        act=_("Open the plan"),
        is_duty=True,
        asks=True,
        tone="amber",
        icon="clipboard-check",
        facts=("learner", "program", "ends_on"),
        whom=_("Coordinators, or the deputies"),
        parts=(Part.COORDINATOR,),
        ends_with=("plan_changed", "plan_over"),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what is to be told of every plan whose last day has come, once and once more.

    Then it is on the worklist, until it has an outcome (N9).
    """
    latest = (at + timedelta(hours=14)).date()
    plans = list(ActionPlan.objects.waiting().filter(ends_on__lte=latest).with_people())
    coordinators = recipients_by_program(plan.preceptorship.program_id for plan in plans)
    for plan in plans:
        preceptorship = plan.preceptorship
        repeat_after = preceptorship.program.preceptorship_rules.repeat_after_days
        facts = {
            "learner": preceptorship.learner.person.name,
            "program": preceptorship.program.name,
            "ends_on": plan.ends_on,
        }
        path = reverse("assessments:action-plan-detail", args=[plan.pk])
        program, learner = preceptorship.program, preceptorship.learner.person
        for person in recipients_about(learner, program, coordinators[program.pk]):
            days = (local_day(at, person.time_zone) - plan.ends_on).days
            if days >= 0:
                step = REPEAT_STEP if days >= repeat_after else DUE_STEP
                yield NoticeDraft(DUE, person.pk, plan.pk, plan.ends_on, facts, path, step)


def stale(at: datetime) -> QuerySet:
    """Notices whose mail waits and whose plan was ended, extended or paused."""
    waiting = ActionPlan.objects.waiting()
    waiting = waiting.filter(pk=OuterRef("object_id"), ends_on=OuterRef("occurs_on"))
    return Notice.objects.waiting_to_leave().filter(~Exists(waiting), kind=DUE)
