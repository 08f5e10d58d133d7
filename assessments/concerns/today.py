"""What Today shows of concerns, action plans and decisions: never a word of them (P13, P14)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.concerns.models import ActionPlan, Concern, NotAchieved
from assessments.concerns.worklist import near_plans
from common.dated import dated
from people.models import Person
from people.registry import TodayItem
from programs.cohorts.models import ProgramCoordinator

MOST = 10


def _has_plan(person):
    return Exists(ActionPlan.objects.running().filter(preceptorship__learner__person=person))


def _decisions_of(person):
    """Those on the way in programs that the person runs; for administrators, where nobody does.

    Also where the only one who does proposed it.
    """
    named = ProgramCoordinator.objects.filter(program=OuterRef("preceptorship__program"))
    others = named.filter(person__is_active=True).exclude(
        person=OuterRef("preceptorship__learner__person")
    )
    second = others.exclude(person=OuterRef("proposed_by"))
    theirs = Q(Exists(named.filter(person=person)))
    if person.is_administrator:
        theirs |= Q(~Exists(second), agreed_at=None) | ~Exists(others)
    return NotAchieved.objects.open().filter(theirs).exclude(preceptorship__learner__person=person)


READER_FLAGS = {
    "has_action_plan": _has_plan,
    # Anybody's: rare enough that only those who have to act are asked further.
    "is_concern_waiting": lambda _person: Exists(Concern.objects.waiting()),
    "is_decision_open": lambda _person: Exists(NotAchieved.objects.open()),
}


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    """One's own plan to read; to those who run programs, what waits for them."""
    day = timezone.localdate(at)
    if flags["has_action_plan"]:
        yield from _own_plan_items(person, day)
    if flags["runs_preceptorships"]:
        yield from _concern_items(person)
        yield from _plan_items(person, day)
    if flags["is_concern_waiting"] and person.is_administrator:
        yield from _unread_items(person)
    if flags["is_decision_open"] and (flags["runs_preceptorships"] or person.is_administrator):
        yield from _decision_items(person)


def _own_plan_items(person, day):
    mine = ActionPlan.objects.unread().filter(preceptorship__learner__person=person)
    for plan in mine.select_related("preceptorship__program")[:MOST]:
        yield TodayItem(
            section=_("Your record"),
            title=_("Read your action plan"),
            detail=plan.preceptorship.program.name,
            url=reverse("assessments:action-plan-detail", args=[plan.pk]),
            act=_("Read it"),
            urgency=1,
            tone="amber",
            icon="clipboard-check",
        )


def _of_programs_of(person, rows):
    """Without what is about the person themselves."""
    mine = rows.filter(preceptorship__program__coordinators__person=person)
    mine = mine.exclude(preceptorship__learner__person=person)
    return mine.select_related("preceptorship__learner__person", "preceptorship__program")


def _concern_items(person):
    waiting = _of_programs_of(person, Concern.objects.waiting()).defer("text", "quoted")
    for concern in waiting.order_by("raised_at")[:MOST]:
        yield _item(
            concern,
            title=_("A concern about %(learner)s"),
            detail=_("raised on %(day)s") % {"day": dated(timezone.localtime(concern.raised_at))},
            url=reverse("assessments:concern-detail", args=[concern.pk]),
            act=_("Read it"),
            urgency=0,
            icon="chat-left-text",
        )


def _unread_items(administrator):
    """Programs to whose coordinators somebody wrote, and which have none."""
    unread = Concern.objects.waiting().without_reader()
    unread = unread.exclude(preceptorship__learner__person=administrator).order_by()
    programs = unread.values_list("preceptorship__program", "preceptorship__program__name")
    for program, name in programs.distinct()[:MOST]:
        yield TodayItem(
            section=_("Needs you"),
            title=_("%(program)s has no coordinator") % {"program": name},
            detail=_("Someone wrote to its coordinators"),
            url=reverse("programs:program-coordinators", args=[program]),
            act=_("Name someone"),
            urgency=0,
            tone="red",
            icon="person-exclamation",
        )


def _plan_items(person, day):
    for plan in _of_programs_of(person, near_plans(day))[:MOST]:
        meets_first = plan.meets_on and plan.meets_on < plan.ends_on
        due_on = plan.meets_on if meets_first else plan.ends_on
        words = _("meeting on %(day)s") if meets_first else _("ends on %(day)s")
        yield _item(
            plan,
            title=_("The action plan for %(learner)s"),
            detail=words % {"day": dated(due_on, "l j F")},
            url=reverse("assessments:action-plan-detail", args=[plan.pk]),
            act=_("Open the plan"),
            urgency=0 if due_on < day else 1 if due_on == day else 2,
            icon="clipboard-check",
            tag=_("overdue") if due_on < day else "",
        )


def _decision_items(person):
    rows = _decisions_of(person).exclude(proposed_by=person, agreed_at=None)
    people = ("preceptorship__learner__person", "preceptorship__program")
    rows = rows.select_related(*people).defer("reason")
    for decision in rows.order_by(F("agreed_at").asc(nulls_last=True), "proposed_at")[:MOST]:
        title = _("Talk to %(learner)s") if decision.agreed_at else _("Decide about %(learner)s")
        detail = (
            _("Tell them in person, then note the meeting")
            if decision.agreed_at
            else _("A second person is needed")
        )
        yield _item(
            decision,
            title=title,
            detail=detail,
            url=reverse("assessments:not-achieved-detail", args=[decision.pk]),
            act=_("Open"),
            urgency=0,
            icon="person-lines-fill",
        )


def _item(thing, *, title, detail, **fields):
    preceptorship = thing.preceptorship
    return TodayItem(
        section=_("Needs you"),
        title=title % {"learner": preceptorship.learner.person.name},
        detail=f"{preceptorship.program.name} · {detail}",
        tone="amber",
        **fields,
    )
