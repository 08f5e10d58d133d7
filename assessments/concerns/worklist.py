"""What of concerns, plans and decisions needs whoever runs a program: facts, never a word (P13).

Whoever reads the list may be an administrator, who reads no concern: each row leads to the page
of the learner, where those named to run the program find what it is about.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.concerns.models import ActionPlan, Concern, NotAchieved
from assessments.sign_offs.models import Progress
from common.dated import dated
from programs.preceptorships.models import Preceptorship, Review
from programs.registry import WorklistRow

KINDS = {
    "concern_open": gettext_lazy("Concerns"),
    "plan_end_due": gettext_lazy("Plans at their end"),
    "plan_meeting_due": gettext_lazy("Plan meetings"),
    "not_achieved_open": gettext_lazy("Decisions"),
    "end_undecided": gettext_lazy("At their end"),
}
# A meeting or an end is on the lists from so many days before it.
AHEAD = timedelta(days=7)
_PEOPLE = ("preceptorship__learner__person",)


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    """Concerns that wait, plans with a meeting or their end near, decisions on the way."""
    today = timezone.localdate(at)
    in_programs = {"preceptorship__program__in": programs.values("pk")}
    concerns = Concern.objects.waiting().filter(**in_programs).select_related(*_PEOPLE)
    for concern in concerns.defer("text", "quoted").order_by("raised_at"):
        yield _concern_row(concern)
    for plan in near_plans(today).filter(**in_programs).select_related(*_PEOPLE):
        yield from _plan_rows(plan, today)
    decisions = NotAchieved.objects.open().filter(**in_programs).select_related(*_PEOPLE)
    for decision in decisions.defer("reason").order_by("proposed_at"):
        yield _decision_row(decision)
    for preceptorship in _at_their_end().filter(program__in=programs.values("pk")):
        yield _end_row(preceptorship)


def _at_their_end() -> QuerySet:
    """Those whose final review was held and that cannot be completed: more time, or the end (P14).

    Where everything critical is met, they wait for a decision about their certificate.
    """
    unmet = Progress.objects.filter(
        critical_achieved__lt=F("critical_total"), preceptorship=OuterRef("pk")
    )
    proposed = NotAchieved.objects.open().filter(preceptorship=OuterRef("pk"))
    final = Q(reviews__kind=Review.Kind.FINAL)
    held = Preceptorship.objects.filter(status=Preceptorship.Status.FINAL_REVIEW_DUE)
    held = held.annotate(held_on=Max("reviews__held_on", filter=final))
    # One that was extended has another final review to come.
    waits = Review.objects.planned().final().filter(preceptorship=OuterRef("pk"))
    held = held.filter(~Exists(waits), ~Exists(proposed), Exists(unmet), held_on__isnull=False)
    return held.select_related("learner__person", "progress").order_by("held_on", "pk")


def near_plans(today) -> QuerySet:
    """Plans whose end or next meeting is near or past, with ``meets_on`` of that meeting."""
    planned = Q(meetings__held_on=None, meetings__cancelled_at=None)
    plans = ActionPlan.objects.waiting().annotate(
        meets_on=Min("meetings__meets_on", filter=planned)
    )
    near = Q(ends_on__lte=today + AHEAD) | Q(meets_on__lte=today + AHEAD)
    return plans.filter(near).order_by("ends_on", "pk")


def _row(kind, thing, **fields):
    preceptorship = thing if kind == "end_undecided" else thing.preceptorship
    person = preceptorship.learner.person
    return WorklistRow(
        kind=kind,
        key=str(thing.pk),
        program=preceptorship.program_id,
        cohort=preceptorship.cohort_id,
        unit=person.unit_id,
        person=person,
        **fields,
    )


def _concern_row(concern):
    page = reverse("assessments:concern-list", args=[concern.preceptorship_id])
    raised = timezone.localdate(concern.raised_at)
    return _row(
        "concern_open",
        concern,
        title=_("A concern hasn't been dealt with"),
        since=raised,
        act=_("Read it"),
        url=page,
        facts=((_("Raised on %(day)s") % {"day": dated(raised)}, page),),
        urgency=0,
    )


def _plan_rows(plan, today) -> Iterator[WorklistRow]:
    page = reverse("assessments:action-plan-detail", args=[plan.pk])
    if plan.ends_on <= today + AHEAD:
        yield _row(
            "plan_end_due",
            plan,
            title=_("An action plan needs an outcome"),
            since=plan.ends_on,
            act=_("Decide"),
            url=page,
            facts=((_("It ends on %(day)s") % {"day": dated(plan.ends_on)}, page),),
            urgency=0 if plan.ends_on < today else 1,
        )
    if plan.meets_on and plan.meets_on <= today + AHEAD:
        yield _row(
            "plan_meeting_due",
            plan,
            title=_("A meeting about an action plan"),
            since=plan.meets_on,
            act=_("Open the plan"),
            url=page,
            facts=((_("Planned for %(day)s") % {"day": dated(plan.meets_on)}, page),),
            urgency=0 if plan.meets_on < today else 1,
        )


def _decision_row(decision):
    page = reverse("assessments:not-achieved-detail", args=[decision.pk])
    proposed = timezone.localdate(decision.proposed_at)
    is_agreed = decision.agreed_at is not None
    return _row(
        "not_achieved_open",
        decision,
        title=_("A decision is to be told in person")
        if is_agreed
        else _("A decision needs a second person"),
        since=proposed,
        act=_("Open"),
        url=page,
        facts=((_("Proposed on %(day)s") % {"day": dated(proposed)}, page),),
        urgency=0,
    )


def _end_row(preceptorship):
    progress = preceptorship.progress
    plan = reverse("programs:preceptorship-plan", args=[preceptorship.pk])
    checklist = reverse("assessments:checklist", args=[preceptorship.pk])
    words = {"met": progress.critical_achieved, "asked": progress.critical_total}
    return _row(
        "end_undecided",
        preceptorship,
        title=_("At its end, with something critical not met"),
        since=preceptorship.held_on,
        act=_("Give more time, or decide"),
        url=plan,
        facts=(
            (_("%(met)s of %(asked)s critical skills met") % words, checklist),
            (_("Final review on %(day)s") % {"day": dated(preceptorship.held_on)}, plan),
        ),
        urgency=0,
    )
