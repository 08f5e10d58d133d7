"""Rows of the worklist: requests, silence, who is behind, signatures in doubt (P6, P11)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.progress.overview import Row, overview
from assessments.sign_offs.models import Progress, SignOff, SignOffRequest
from common.dated import dated
from common.together import part
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship
from programs.registry import Figure, WorklistRow
from programs.shifts.hours import last_days

DISOWNED, REQUESTS, BEHIND, SILENT = "disowned", "requests", "behind", "silent"
KINDS = {
    DISOWNED: gettext_lazy("Signatures in doubt"),
    REQUESTS: gettext_lazy("Requests"),
    BEHIND: gettext_lazy("Behind"),
    SILENT: gettext_lazy("No activity"),
}
# N1: a request that waits for so long is more than slow.
UNANSWERED = timedelta(days=7)
# Neither signed nor noted for so long.
SILENCE = timedelta(days=21)
# Behind by fewer skills than this can wait.
LAG = 3
# What a skill's title is made of.
SKILL = ("code", "statement", "short_statement")
MOST = 100
# The worklist is read by people: of more learners than this, each cohort has its own page.
MOST_LEARNERS = 2000
MOST_SIGNED = 2000


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    in_programs = {"preceptorship__program__in": programs}
    doubted = SignOff.objects.disowned().filter(**in_programs).order_by("suspended_at")
    yield part(
        doubted[:MOST],
        DISOWNED,
        of="preceptorship",
        suspended_at="suspended_at",
        name=Coalesce("assessor__name", "external__name"),
        **{name: f"competency__{name}" for name in SKILL},
    )
    # One row a learner: how many wait for an answer, and of whom.
    asked = SignOffRequest.objects.open().filter(
        **in_programs, preceptorship__closed_at=None, requested_at__lte=at - UNANSWERED
    )
    asked = asked.order_by().values("preceptorship").annotate(first=Min("requested_at"))
    yield part(
        asked.order_by("first")[:MOST],
        REQUESTS,
        key="preceptorship",
        of="preceptorship",
        count=Count("pk"),
        first=Min("requested_at"),
    )


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow | Figure]:
    """Each learner is looked at once, for the rows and for how many are on course."""
    today = timezone.localdate(at)
    learners = _learners_of(programs, today)
    last = last_days([row.preceptorship.pk for row in learners], at)
    for row in learners:
        signed_on = _last_signed(row)
        if row.is_behind:
            yield _behind(row, signed_on)
        heard_on = _heard_on(row, signed_on, last)
        if not row.is_paused and (today - heard_on) >= SILENCE:
            yield _silent(row, signed_on, heard_on)
    yield from _on_course(learners)
    yield from _seen_to_signed(programs, at)


def _on_course(learners):
    if not learners:
        return
    behind = sum(row.is_behind for row in learners)
    of_all = _("of %(count)s") % {"count": len(learners)}
    yield Figure(label=_("On course"), value=str(len(learners) - behind), beside=of_all)
    yield Figure(label=_("Behind"), value=str(behind), beside=of_all)


def _learners_of(programs, today) -> list[Row]:
    counters = Progress.objects.filter(
        preceptorship__program__in=programs, preceptorship__status__in=Preceptorship.RUNNING
    ).select_related("preceptorship__learner__person")
    return overview(list(counters.order_by("pk")[:MOST_LEARNERS]), today=today)


def _seen_to_signed(programs, at):
    """The median of days from what was observed to its signature, of the last signatures."""
    signed = SignOff.objects.filter(
        preceptorship__program__in=programs, signed_at__gt=at - timedelta(days=90)
    )
    moments = signed.order_by("-signed_at").values_list("signed_at", "observed_on")
    lags = [
        (timezone.localdate(signed_at) - day).days for signed_at, day in moments[:MOST_LEARNERS]
    ]
    if lags:
        days = round(median(lags))
        words = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
        value = words if days else _("same day")
        yield Figure(label=_("Seen to signed"), value=value, beside=_("median; goal: same day"))


def _disowned(found, at):
    for doubted in found:
        skill = Competency(**{name: doubted.told[name] for name in SKILL})
        page = reverse("assessments:sign-off-detail", args=[doubted.key])
        yield doubted.row(
            title=_("%(name)s says they didn't sign this") % doubted.told,
            since=timezone.localdate(doubted.moment("suspended_at")),
            facts=((skill.title, page),),
            act=_("Check it"),
            url=page,
            urgency=0,
        )


def _requests(found, at):
    for asked in found:
        count, first_on = asked.told["count"], timezone.localdate(asked.moment("first"))
        title = ngettext(
            "%(count)d request without an answer", "%(count)d requests without an answer", count
        )
        page = reverse("assessments:sign-off-request-list", args=[asked.key])
        yield asked.row(
            title=title % {"count": count},
            since=first_on,
            facts=((_("The first since %(day)s") % {"day": dated(first_on)}, page),),
            act=_("See whom they asked"),
            url=page,
        )


def _behind(row, signed_on):
    page = reverse("assessments:checklist", args=[row.preceptorship.pk])
    words = {"achieved": row.progress.achieved, "expected": row.expected}
    facts = []
    if row.overdue:
        overdue = ngettext("%(count)d skill overdue", "%(count)d skills overdue", row.overdue)
        facts.append((overdue % {"count": row.overdue}, f"{page}?show=overdue"))
    return _row(
        row.preceptorship,
        kind=BEHIND,
        title=_("%(achieved)s signed off, %(expected)s expected by now") % words,
        since=signed_on or row.preceptorship.starts_on,
        facts=(*facts, (_last_words(signed_on), page)),
        act=_("Open the checklist"),
        url=page,
        urgency=1 if row.expected - row.progress.achieved >= LAG else 2,
    )


def _silent(row, signed_on, heard_on):
    page = reverse("programs:shift-list", args=[row.preceptorship.pk])
    return _row(
        row.preceptorship,
        kind=SILENT,
        title=_("Nothing signed or noted since %(day)s") % {"day": dated(heard_on)},
        since=heard_on,
        facts=((_last_words(signed_on), page),),
        act=_("Open the plan"),
        url=reverse("programs:preceptorship-plan", args=[row.preceptorship.pk]),
    )


def _heard_on(row, signed_on, last):
    days = [row.preceptorship.starts_on, signed_on, last.get(row.preceptorship.pk)]
    return max(day for day in days if day)


def _last_signed(row):
    signed_at = row.progress.last_signed_at
    return signed_at and timezone.localdate(signed_at)


def _last_words(signed_on):
    if not signed_on:
        return _("Nothing is signed yet")
    return _("Last signed on %(day)s") % {"day": dated(signed_on)}


def _row(preceptorship, *, key="", **fields):
    person = preceptorship.learner.person
    return WorklistRow(
        key=key or str(preceptorship.pk),
        program=preceptorship.program_id,
        cohort=preceptorship.cohort_id,
        unit=person.unit_id,
        person=person,
        **fields,
    )


WORDS = {DISOWNED: _disowned, REQUESTS: _requests}
