"""What Today and the header show of sign-offs and progress (DESIGN 14)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.checklist import clock_day, line_of
from assessments.models import CompetencyState, Progress, SignOffDraft, SignOffRequest
from assessments.overview import Row, overview
from people.models import Person
from people.registry import NavItem, TodayItem, TodayPanel
from programs.models import PreceptorAssignment, Preceptorship, Program

# What Today holds; the pages behind it hold the rest.
MOST_LEARNERS = 6
MOST_NEXT = 3
MOST_PROGRAMS = 6


def _precepts(person):
    assignments = PreceptorAssignment.objects.of_open_pairings()
    return Exists(assignments.filter(preceptor__person=person))


def _own_record(person):
    learning = Preceptorship.objects.open().of_learner(person).order_by("-created_at")
    return Subquery(learning.values("pk")[:1])


FRAME_FACTS = {"precepts": _precepts, "own_record": _own_record}


def nav(person: Person, facts: Mapping[str, Any]) -> Iterable[NavItem]:
    """Sign-offs for whoever precepts, their own record for whoever learns."""
    if facts["precepts"]:
        yield NavItem(_("Sign-offs"), reverse("assessments:sign-off-list"), icon="check2-square")
    if record := facts["own_record"]:
        yield NavItem(
            _("My record"), reverse("assessments:checklist", args=[record]), icon="list-check"
        )


def items(person: Person, at: datetime) -> Iterable[TodayItem]:
    """For an assessor, who asks for what; for a learner, how much is past its week."""
    yield from _asked_items(person)
    yield from _draft_items(person)
    for row in _own(person, timezone.localdate(at)):
        if row.overdue:
            yield _overdue_item(row)


def _asked_items(person):
    """One line for each learner who asks, the one that waits longest first."""
    waiting = SignOffRequest.objects.asked_of(person).order_by()
    name = "preceptorship__learner__person__name"
    counted = waiting.values("preceptorship", name).annotate(
        count=Count("pk"), first_at=Min("requested_at")
    )
    for row in counted.order_by("first_at")[:MOST_LEARNERS]:
        words = {"name": row[name], "count": row["count"]}
        title = ngettext(
            "%(name)s asks for a sign-off", "%(name)s asks for %(count)s sign-offs", row["count"]
        )
        yield TodayItem(
            section=_("Sign-offs"),
            title=title % words,
            url=reverse("assessments:sign-off-list"),
            act=_("Answer"),
            urgency=1,
            icon="pen",
        )


def _draft_items(person):
    """What was noted without a network and has arrived."""
    count = SignOffDraft.objects.waiting_for(person).count()
    if count:
        title = ngettext(
            "%(count)d note from a time without a network",
            "%(count)d notes from a time without a network",
            count,
        )
        yield TodayItem(
            section=_("Sign-offs"),
            title=title % {"count": count},
            url=reverse("assessments:draft-list"),
            act=_("Go on"),
            urgency=1,
            icon="wifi-off",
        )


def panels(person: Person, at: datetime) -> Iterable[TodayPanel]:
    """Learners for their preceptor, the next steps for a learner, programs for who runs them."""
    today = timezone.localdate(at)
    mine = Preceptorship.objects.open().of_preceptor(person, on=today)
    learners = Progress.objects.with_people().filter(preceptorship__in=mine)
    rows = overview(learners.order_by("preceptorship__learner__person__name"), today=today)
    if rows:
        # Whoever is furthest behind comes first.
        rows.sort(key=lambda row: row.progress.achieved - (row.expected or 0))
        context = {"rows": rows[:MOST_LEARNERS], "has_more": len(rows) > MOST_LEARNERS}
        yield TodayPanel("assessments/_today_learners.html", context, order=30)
    for row in _own(person, today):
        context = {"row": row, "lines": _next_lines(row.preceptorship, today), "today": today}
        yield TodayPanel("assessments/_today_record.html", context, order=35)
    programs = _programs(person, today)
    if programs:
        yield TodayPanel("assessments/_today_programs.html", {"programs": programs}, order=70)


def _own(person, today) -> list[Row]:
    learning = Preceptorship.objects.open().of_learner(person)
    return overview(Progress.objects.with_people().filter(preceptorship__in=learning), today=today)


def _overdue_item(row):
    words = {"count": row.overdue}
    title = ngettext(
        "%(count)s competency is past its week",
        "%(count)s competencies are past their week",
        row.overdue,
    )
    return TodayItem(
        section=_("Your record"),
        title=title % words,
        detail=_("Ask your %(guide)s for a moment to show it.")
        % {"guide": row.preceptorship.program.guide_label},
        url=reverse("assessments:checklist", args=[row.preceptorship.pk]) + "?show=overdue",
        act=_("See them"),
        urgency=0,
        tone="amber",
        icon="clock-history",
    )


def _next_lines(preceptorship, today):
    """The open competencies that fall due first."""
    states = preceptorship.competency_states.filter(achieved_at=None)
    states = states.select_related("competency").order_by(
        F("due_on").asc(nulls_last=True), "competency__position"
    )
    day = clock_day(preceptorship, today)
    return [line_of(state, day) for state in states[:MOST_NEXT]]


def _programs(person: Person, today: date):
    """The preceptorship programs one runs, with how many learn and how many are late."""
    overdue = CompetencyState.objects.overdue(today).filter(
        preceptorship=OuterRef("preceptorships")
    )
    programs = Program.objects.open().filter(
        kind=Program.Kind.PRECEPTORSHIP, coordinators__person=person
    )
    running = Q(preceptorships__closed_at=None)
    return programs.annotate(
        learners=Count("preceptorships", filter=running),
        late=Count("preceptorships", filter=running & Exists(overdue)),
    )[:MOST_PROGRAMS]
