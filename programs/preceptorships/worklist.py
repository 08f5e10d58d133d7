"""Rows of the worklist: nobody to sign, reviews overdue, pauses nobody ended (P15, P30, N2)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import itemgetter

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.dated import dated
from people.models import Approval, Credential, GuideRole
from programs.preceptorships.models import Preceptorship, PreceptorshipPause, Review
from programs.preceptorships.stranded import stranded
from programs.registry import Figure, WorklistRow

NO_PRECEPTOR, REVIEW, PAUSED = "no_preceptor", "review_overdue", "paused"
KINDS = {
    NO_PRECEPTOR: gettext_lazy("No preceptor"),
    REVIEW: gettext_lazy("Reviews"),
    PAUSED: gettext_lazy("Paused"),
}
MOST = 100
# A pause without a day on which it was to end: from so many days on somebody has to look at it.
PAUSE_DAYS = timedelta(days=14)
# Later than this a review is the first thing to see to.
MOST_DAYS_LATE = 7


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow | Figure]:
    today = timezone.localdate(at)
    yield from _without_preceptor(programs, today)
    yield from _overdue_reviews(programs, today)
    yield from _long_paused(programs, today)
    yield from _held_in_time(programs, today)


def _held_in_time(programs, today):
    """Reviews held by their day, of those due so far in the last year."""
    due = Review.objects.filter(
        preceptorship__program__in=programs,
        cancelled_at=None,
        due_on__range=(today - timedelta(days=365), today - timedelta(days=1)),
    )
    counted = due.aggregate(
        all=Count("pk"), in_time=Count("pk", filter=Q(held_on__lte=F("due_on")))
    )
    if counted["all"]:
        yield Figure(
            label=_("Reviews held in time"),
            value=f"{counted['in_time'] * 100 // counted['all']} %",
            beside=_("%(count)s of %(all)s due so far")
            % {"count": counted["in_time"], "all": counted["all"]},
        )


def _without_preceptor(programs, today):
    lost = Preceptorship.objects.without_preceptor(on=today).filter(program__in=programs)
    lost = lost.select_related("learner__person", "program").order_by("starts_on", "pk")[:MOST]
    rows = stranded(lost, today=today)
    lapsed = _lapsed_on(rows, today)
    for row in rows:
        preceptorship = row.preceptorship
        ended = lapsed.get(row.assignment and row.assignment.preceptor.person_id)
        ended = (row.assignment and row.assignment.valid_to) or ended or today
        plan = reverse("programs:preceptorship-plan", args=[preceptorship.pk])
        yield _row(
            preceptorship,
            kind=NO_PRECEPTOR,
            title=_("No active %(guide)s") % {"guide": preceptorship.program.guide_label},
            since=min(ended, today) if ended else max(preceptorship.starts_on, today),
            facts=((row.sentence, plan),),
            act=_("Name someone else"),
            url=reverse("programs:preceptor-change", args=[preceptorship.pk]),
            urgency=0,
        )


def _lapsed_on(rows, today):
    """The last day that an approval or a licence of theirs covered, by person."""
    people = [row.assignment.preceptor.person_id for row in rows if row.assignment]
    if not people:
        return {}
    approvals = Approval.objects.filter(person__in=people, role=GuideRole.PRECEPTOR)
    licences = Credential.objects.filter(person__in=people, kind=Credential.Kind.LICENCE)
    ended = approvals.values_list("person", "valid_to").union(
        licences.values_list("person", "valid_to"), all=True
    )
    over = [(person, last) for person, last in ended if last and last < today]
    # Of several the last one stays.
    return dict(sorted(over, key=itemgetter(1)))


def _overdue_reviews(programs, today):
    late = Review.objects.overdue(today).filter(preceptorship__program__in=programs)
    people = ("preceptorship__learner__person", "preceptorship__program")
    for review in late.select_related(*people).order_by("due_on", "pk")[:MOST]:
        days = (today - review.due_on).days
        words = {"review": review.name, "days": days}
        title = ngettext(
            "%(review)s: %(days)d day overdue", "%(review)s: %(days)d days overdue", days
        )
        plan = reverse("programs:preceptorship-plan", args=[review.preceptorship_id])
        booked = review.meets_at and timezone.localtime(review.meets_at)
        fact = (
            _("Booked for %(when)s") % {"when": dated(booked, "j M, H:i")}
            if booked
            else _("No time is booked")
        )
        yield _row(
            review.preceptorship,
            kind=REVIEW,
            key=str(review.pk),
            title=title % words,
            since=review.due_on,
            facts=((fact, plan),),
            act=_("Book a time"),
            url=reverse("programs:review-arrange", args=[review.pk]),
            urgency=0 if days > MOST_DAYS_LATE else 1,
        )


def _long_paused(programs, today):
    """Pauses that go on past their day, or for long; put off, a row comes back on a chosen day."""
    is_long = Q(resumes_on=None, valid_from__lte=today - PAUSE_DAYS) | Q(resumes_on__lt=today)
    long = PreceptorshipPause.objects.filter(
        is_long,
        valid_to=None,
        preceptorship__status=Preceptorship.Status.PAUSED,
        preceptorship__program__in=programs,
    )
    long = long.select_related("preceptorship__learner__person").order_by("valid_from", "pk")
    for pause in long[:MOST]:
        preceptorship = pause.preceptorship
        plan = reverse("programs:preceptorship-plan", args=[preceptorship.pk])
        # Its end stands still, too: past it, the pause has taken more than was left.
        is_past_end = preceptorship.ends_on < today
        end = _("Was to end on %(day)s") % {"day": dated(preceptorship.ends_on)}
        yield _row(
            preceptorship,
            kind=PAUSED,
            key=str(pause.pk),
            title=_pause_words(pause),
            since=pause.resumes_on or pause.valid_from,
            facts=((pause.reason, plan), (end, plan)),
            act=_("Resume"),
            url=reverse("programs:preceptorship-resume", args=[preceptorship.pk]),
            urgency=1 if is_past_end else 2,
        )


def _pause_words(pause):
    since = {"day": dated(pause.valid_from)}
    if not pause.resumes_on:
        return _("Paused since %(day)s, with no day to resume") % since
    since["expected"] = dated(pause.resumes_on, "j F")
    return _("Paused since %(day)s, was to go on %(expected)s") % since


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
