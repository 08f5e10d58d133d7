"""Competencies past their due week: one digest a week, never one mail per skill (N1).

A skill is told of in its first two weeks. Then the series ends (N9): it stands on the checklist,
and whoever is behind by several on the coordinator's worklist.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.sign_offs.models import CompetencyState
from people.notices.models import Notice
from people.notices.quiet_hours import local_day
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.preceptorships.models import PreceptorAssignment, Preceptorship

NEWS_FOR = timedelta(days=14)

KINDS = (
    NoticeKind(
        code="competencies_overdue",
        label=_("Overdue skills of the people you sign off"),
        subject=ngettext_lazy(
            "%(competencies)d skill is overdue",
            "%(competencies)d skills are overdue",
            "competencies",
        ),
        line=ngettext_lazy(
            "They belong to %(learners)d of the people you sign off. Sign what you have seen and "
            "plan the rest.",
            "They belong to %(learners)d of the people you sign off. Sign what you have seen and "
            "plan the rest.",
            "learners",
        ),
        why=_("You get this at most once a week, because you sign them off."),
        act=_("See them"),
        tone="amber",
        icon="list-check",
        facts=("competencies", "learners"),
        asks=True,
        whom=_("Preceptor"),
        parts=(Part.PRECEPTOR,),
    ),
    NoticeKind(
        code="own_competencies_overdue",
        label=_("Your overdue skills"),
        subject=ngettext_lazy(
            "%(competencies)d of your skills is overdue",
            "%(competencies)d of your skills are overdue",
            "competencies",
        ),
        line=_("Show what you can do, or plan together when you will."),
        why=_("You get this at most once a week, because it is your own record."),
        act=_("Open your record"),
        tone="amber",
        icon="list-check",
        facts=("competencies",),
        asks=True,
        whom=_("Learner"),
        parts=(Part.LEARNER,),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield this week's digests: one for each preceptor, one for each learner."""
    today = at.date()
    overdue = _overdue(today)
    yield from _to_preceptors(overdue, at)
    yield from _to_learners(overdue, at)


def stale(at: datetime) -> QuerySet:
    """Digests to learners whose mail waits and which have caught up or stand still."""
    still = _states(at.date()).filter(preceptorship=OuterRef("object_id"))
    return Notice.objects.waiting_to_leave().filter(~Exists(still), kind="own_competencies_overdue")


def _states(today: date) -> QuerySet:
    running = Preceptorship.objects.running()
    return CompetencyState.objects.overdue(today).filter(preceptorship__in=running)


def _overdue(today: date) -> dict[UUID, int]:
    """Return how many competencies are overdue in each preceptorship whose clock runs (P15).

    Of those in which one has become so lately.
    """
    lately = Count("pk", filter=Q(due_on__gte=today - NEWS_FOR))
    counted = _states(today).order_by().values("preceptorship")
    counted = counted.annotate(count=Count("pk"), lately=lately).filter(lately__gt=0)
    return dict(counted.values_list("preceptorship", "count"))


def _to_preceptors(overdue, at):
    held = PreceptorAssignment.objects.on(at.date()).filter(
        preceptorship__in=overdue,
        role=PreceptorAssignment.Role.PRIMARY,
        preceptor__person__is_active=True,
    )
    learners, zones = defaultdict(set), {}
    for preceptorship, person, zone in held.values_list(
        "preceptorship_id", "preceptor__person_id", "preceptor__person__time_zone"
    ):
        learners[person].add(preceptorship)
        zones[person] = zone

    path = reverse("assessments:sign-off-list")
    for person, preceptorships in learners.items():
        competencies = sum(overdue[preceptorship] for preceptorship in preceptorships)
        facts = {"competencies": competencies, "learners": len(preceptorships)}
        week = _monday(at, zones[person])
        yield NoticeDraft("competencies_overdue", person, person, week, facts, path)


def _to_learners(overdue, at):
    rows = Preceptorship.objects.filter(pk__in=overdue)
    for preceptorship, person, zone in rows.values_list(
        "pk", "learner__person_id", "learner__person__time_zone"
    ):
        facts = {"competencies": overdue[preceptorship]}
        path = reverse("assessments:checklist", args=[preceptorship])
        week = _monday(at, zone)
        kind = "own_competencies_overdue"
        yield NoticeDraft(kind, person, preceptorship, week, facts, path)


def _monday(at: datetime, zone: str) -> date:
    """The first day of the week that it is where the reader is."""
    day = local_day(at, zone)
    return day - timedelta(days=day.weekday())
