"""What Today and the header show of sign-offs and progress (DESIGN 14)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.progress.checklist import line_of, waiting_requests
from assessments.progress.overview import Row, overview, own_and_others, something_overdue
from assessments.sign_offs.models import (
    Progress,
    SignOff,
    SignOffDraft,
    SignOffRequest,
)
from common.expressions import length_of
from people.models import Person
from people.registry import NavItem, TodayItem, TodayPanel
from programs.cohorts.models import Program
from programs.preceptorships.models import Preceptorship

# What Today holds; the pages behind it hold the rest.
MOST_LEARNERS = 6
MOST_NEXT = 3
MOST_PROGRAMS = 6


READER_FLAGS = {
    "is_asked_to_sign": lambda person: Exists(SignOffRequest.objects.asked_of(person)),
    "has_drafts": lambda person: Exists(SignOffDraft.objects.waiting_for(person)),
}


def nav(person: Person, flags: Mapping[str, Any]) -> Iterable[NavItem]:
    """Sign-offs for whoever precepts, their own record for whoever learns."""
    if flags["precepts"]:
        url = reverse("assessments:sign-off-list")
        yield NavItem(_("Sign-offs"), url, icon="check2-square", is_daily=True)
    if record := flags["own_record"]:
        word = capfirst(record["word"]) or _("Checklist")
        url = reverse("assessments:checklist", args=[record["pk"]])
        yield NavItem(word, url, icon="list-check", is_daily=True)


def today(
    person: Person, at: datetime, flags: Mapping[str, Any]
) -> Iterable[TodayItem | TodayPanel]:
    """Who asks for what; learners, one's own next steps, and the programs one runs.

    Only what the flags speak of is asked: most people have the one or the other.
    """
    day = timezone.localdate(at)
    if flags["is_asked_to_sign"]:
        yield from _asked_items(person)
    if flags["has_drafts"]:
        yield from _draft_items(person)
    if flags["precepts"]:
        yield from _learners_panel(person, day)
    for row in _own(person, day) if flags["own_record"] else []:
        if row.overdue:
            yield _overdue_item(row)
        context = {"row": row, "lines": _next_lines(row.preceptorship, day), "today": day}
        yield TodayPanel("assessments/_today_record.html", context, order=35)
    if flags["runs_preceptorships"]:
        yield from _disowned_items(person)
        yield from _programs_panel(person, day)


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
            # Straight to whoever the line names.
            url=f"{reverse('assessments:sign-off-list')}?learner={row['preceptorship']}",
            act=_("Answer"),
            urgency=1,
            icon="pen",
        )


def _draft_items(person):
    """What was noted without a network and has arrived: a learner asks, others sign."""
    own = Q(preceptorship__learner__person=person)
    counted = SignOffDraft.objects.waiting_for(person).aggregate(
        to_ask=Count("pk", filter=own), to_sign=Count("pk", filter=~own)
    )
    to_ask = ngettext(
        "%(count)d offline note to ask about",
        "%(count)d offline notes to ask about",
        counted["to_ask"],
    )
    to_sign = ngettext(
        "%(count)d offline note to sign",
        "%(count)d offline notes to sign",
        counted["to_sign"],
    )
    for title, count in ((to_ask, counted["to_ask"]), (to_sign, counted["to_sign"])):
        if not count:
            continue
        yield TodayItem(
            section=_("Sign-offs"),
            title=title % {"count": count},
            url=reverse("assessments:draft-list"),
            act=_("Open"),
            urgency=1,
            icon="wifi-off",
        )


def _learners_panel(person, day):
    """Whose preceptor one is, then for whom one stands in; who is furthest behind comes first."""
    rows = overview(_learners_of(person, day), today=day)
    if rows:
        rows.sort(key=lambda row: row.progress.achieved - (row.expected or 0))
        own, others = own_and_others(rows)
        room = max(0, MOST_LEARNERS - len(own))
        context = {
            "rows": own[:MOST_LEARNERS],
            "others": others[:room],
            "has_more": len(rows) > MOST_LEARNERS,
        }
        is_due = any(row.is_behind for row in rows)
        yield TodayPanel("assessments/_today_learners.html", context, order=30, is_due=is_due)


def _learners_of(preceptor, day):
    learners = Progress.objects.with_people().signed_by(preceptor, on=day)
    return learners.order_by("preceptorship__learner__person__sort_name")


def _own(person, day) -> list[Row]:
    return overview(_records_of(person), today=day)


def _records_of(learner):
    learning = Preceptorship.objects.open().of_learner(learner)
    return Progress.objects.with_people().filter(preceptorship__in=learning)


def _overdue_item(row):
    words = {"count": row.overdue}
    title = ngettext(
        "%(count)s skill is overdue",
        "%(count)s skills are overdue",
        row.overdue,
    )
    return TodayItem(
        section=_("Your record"),
        title=title % words,
        detail=_("Ask your %(guide)s when you can show them.")
        % {"guide": row.preceptorship.program.guide_label},
        url=reverse("assessments:sign-off-request-create", args=[row.preceptorship.pk])
        + "?overdue=yes",
        act=_("Ask for sign-offs"),
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
    waiting = waiting_requests(preceptorship)
    return [line_of(state, preceptorship, today, waiting) for state in states[:MOST_NEXT]]


def _programs(person, today):
    """The preceptorship programs one runs, with how many learn and how many are late."""
    programs = Program.objects.open().filter(
        kind=Program.Kind.PRECEPTORSHIP, coordinators__person=person
    )
    open_in = Preceptorship.objects.open().filter(program=OuterRef("pk"))
    return programs.annotate(
        learners=length_of(open_in.values("pk")),
        late=length_of(open_in.filter(something_overdue(today)).values("pk")),
    )[:MOST_PROGRAMS]


def _programs_panel(person, today):
    programs = _programs(person, today)
    if programs:
        context, is_due = {"programs": programs}, any(program.late for program in programs)
        yield TodayPanel("assessments/_today_programs.html", context, order=70, is_due=is_due)


def _disowned_items(coordinator):
    """Signatures that whoever they name says are not theirs: somebody has to look (P11)."""
    disowned = SignOff.objects.disowned().filter(
        preceptorship__program__coordinators__person=coordinator
    )
    people = ("competency", "assessor", "external", "preceptorship__learner__person")
    for sign_off in disowned.select_related(*people).order_by("suspended_at")[:MOST_LEARNERS]:
        learner = sign_off.preceptorship.learner.person.name
        yield TodayItem(
            section=_("Needs you"),
            title=_("%(signer)s says they didn't sign this") % {"signer": sign_off.signer.name},
            detail=f"{learner} · {sign_off.competency.title}",
            url=reverse("assessments:sign-off-detail", args=[sign_off.pk]),
            act=_("Check it"),
            urgency=0,
            tone="red",
            icon="exclamation-octagon",
        )
