"""What of concerns, plans and decisions needs whoever runs a program: facts, never a word (P13).

Whoever reads the list may be an administrator, who reads no concern: each row leads to the page
of the learner, where those named to run the program find what it is about.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.concerns.models import ActionPlan, Concern, NotAchieved
from common.dated import dated
from common.together import part
from programs.preceptorships.models import Preceptorship, Review, last_held

OPEN, PLAN, MEETING = "concern_open", "plan_end_due", "plan_meeting_due"
DECISION, AT_END = "not_achieved_open", "end_undecided"
KINDS = {
    OPEN: gettext_lazy("Concerns"),
    PLAN: gettext_lazy("Plans at their end"),
    MEETING: gettext_lazy("Plan meetings"),
    DECISION: gettext_lazy("Decisions"),
    AT_END: gettext_lazy("At their end"),
}
# A meeting or an end is on the lists from so many days before it.
AHEAD = timedelta(days=7)


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    """Concerns that wait, plans with a meeting or their end near, decisions on the way."""
    in_programs = {"preceptorship__program__in": programs}
    concerns = Concern.objects.waiting().filter(**in_programs).order_by("raised_at")
    yield part(concerns, OPEN, of="preceptorship", raised_at="raised_at")
    plans = near_plans(today).filter(**in_programs)
    yield part(plans, PLAN, of="preceptorship", ends_on="ends_on", meets_on=F("meets_on"))
    decisions = NotAchieved.objects.open().filter(**in_programs).order_by("proposed_at")
    told = {name: name for name in ("proposed_at", "agreed_at")}
    yield part(decisions, DECISION, of="preceptorship", **told)
    ended = _at_their_end().filter(program__in=programs)
    met = {"met": "progress__critical_achieved", "asked": "progress__critical_total"}
    yield part(ended, AT_END, of="pk", held_on="held_on", **met)


def _at_their_end() -> QuerySet:
    """Those whose final review was held and that cannot be completed: more time, or the end (P14).

    Where everything critical is met, they wait for a decision about their certificate.
    """
    unmet = Q(progress__critical_achieved__lt=F("progress__critical_total"))
    proposed = NotAchieved.objects.open().filter(preceptorship=OuterRef("pk"))
    final = Review.objects.final().filter(preceptorship=OuterRef("pk"))
    held = Preceptorship.objects.filter(unmet, status=Preceptorship.Status.FINAL_REVIEW_DUE)
    # One that was extended has another final review to come.
    held = held.filter(~Exists(final.planned()), ~Exists(proposed), Exists(final.held()))
    return held.annotate(held_on=last_held(final)).order_by("held_on", "pk")


def near_plans(today) -> QuerySet:
    """Plans whose end or next meeting is near or past, with ``meets_on`` of that meeting."""
    planned = Q(meetings__held_on=None, meetings__cancelled_at=None)
    plans = ActionPlan.objects.waiting().annotate(
        meets_on=Min("meetings__meets_on", filter=planned)
    )
    near = Q(ends_on__lte=today + AHEAD) | Q(meets_on__lte=today + AHEAD)
    return plans.filter(near).order_by("ends_on", "pk")


def _concern_rows(found, at):
    for concern in found:
        page = reverse("assessments:concern-list", args=[concern.preceptorship.pk])
        raised = timezone.localdate(concern.moment("raised_at"))
        yield concern.row(
            title=_("A concern hasn't been dealt with"),
            since=raised,
            act=_("Read it"),
            url=page,
            facts=((_("Raised on %(day)s") % {"day": dated(raised)}, page),),
            urgency=0,
        )


def _plan_rows(found, at):
    today = timezone.localdate(at)
    for plan in found:
        page = reverse("assessments:action-plan-detail", args=[plan.key])
        ends_on, meets_on = plan.day("ends_on"), plan.day("meets_on")
        if ends_on <= today + AHEAD:
            yield plan.row(
                title=_("An action plan needs an outcome"),
                since=ends_on,
                act=_("Decide"),
                url=page,
                facts=((_("It ends on %(day)s") % {"day": dated(ends_on)}, page),),
                urgency=0 if ends_on < today else 1,
            )
        if meets_on and meets_on <= today + AHEAD:
            yield plan.row(
                kind=MEETING,
                title=_("A meeting about an action plan"),
                since=meets_on,
                act=_("Open the plan"),
                url=page,
                facts=((_("Planned for %(day)s") % {"day": dated(meets_on)}, page),),
                urgency=0 if meets_on < today else 1,
            )


def _decision_rows(found, at):
    for decision in found:
        page = reverse("assessments:not-achieved-detail", args=[decision.key])
        proposed = timezone.localdate(decision.moment("proposed_at"))
        is_agreed = decision.told["agreed_at"] is not None
        yield decision.row(
            title=_("A decision is to be told in person")
            if is_agreed
            else _("A decision needs a second person"),
            since=proposed,
            act=_("Open"),
            url=page,
            facts=((_("Proposed on %(day)s") % {"day": dated(proposed)}, page),),
            urgency=0,
        )


def _end_rows(found, at):
    for ended in found:
        plan = reverse("programs:preceptorship-plan", args=[ended.key])
        checklist = reverse("assessments:checklist", args=[ended.key])
        held_on = ended.day("held_on")
        yield ended.row(
            title=_("At its end, with something critical not met"),
            since=held_on,
            act=_("Give more time, or decide"),
            url=plan,
            facts=(
                (_("%(met)s of %(asked)s critical skills met") % ended.told, checklist),
                (_("Final review on %(day)s") % {"day": dated(held_on)}, plan),
            ),
            urgency=0,
        )


WORDS = {
    OPEN: _concern_rows,
    PLAN: _plan_rows,
    DECISION: _decision_rows,
    AT_END: _end_rows,
}
