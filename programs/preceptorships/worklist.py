"""Rows of the worklist: nobody to sign, reviews overdue, pauses nobody ended (P15, P30, N2)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from operator import itemgetter

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.dated import dated
from common.percent import percent_of
from common.together import part
from people.models import Approval, Credential, GuideRole
from programs.preceptorships.models import Preceptorship, PreceptorshipPause, Review
from programs.preceptorships.stranded import stranded
from programs.registry import Figure

NO_PRECEPTOR, REVIEW, PAUSED = "no_preceptor", "review_overdue", "paused"
KINDS = {
    NO_PRECEPTOR: gettext_lazy("Preceptor can't sign"),
    REVIEW: gettext_lazy("Reviews"),
    PAUSED: gettext_lazy("Paused"),
}
# How many reviews were held by their day, above the list.
IN_TIME = "reviews_in_time"
MOST = 100
# A pause without a day on which it was to end: from so many days on somebody has to look at it.
PAUSE_DAYS = timedelta(days=14)
# Later than this a review is the first thing to see to.
MOST_DAYS_LATE = 7


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    """Those without a preceptor, late reviews, long pauses, and how many reviews were in time."""
    lost = Preceptorship.objects.without_preceptor(on=today).filter(program__in=programs)
    yield part(lost.order_by("starts_on", "pk")[:MOST], NO_PRECEPTOR, of="pk")
    in_programs = {"preceptorship__program__in": programs}
    late = Review.objects.overdue(today).filter(**in_programs).order_by("due_on", "pk")
    told = {name: name for name in ("due_on", "meets_at", "position")}
    yield part(late[:MOST], REVIEW, of="preceptorship", review_kind="kind", **told)
    is_long = Q(resumes_on=None, valid_from__lte=today - PAUSE_DAYS) | Q(resumes_on__lt=today)
    long = PreceptorshipPause.objects.filter(
        is_long,
        valid_to=None,
        preceptorship__status=Preceptorship.Status.PAUSED,
        **in_programs,
    ).order_by("valid_from", "pk")
    told = {name: name for name in ("valid_from", "resumes_on", "reason")}
    yield part(long[:MOST], PAUSED, of="preceptorship", **told)
    due = Review.objects.counted_as_due().filter(
        due_on__range=(today - timedelta(days=365), today - timedelta(days=1)), **in_programs
    )
    due = due.order_by().values("preceptorship__program")
    in_time = Count("pk", filter=Q(held_on__lte=F("due_on")))
    yield part(due, IN_TIME, key="preceptorship__program", all=Count("pk"), in_time=in_time)


def _held_in_time(found, at):
    """Reviews held by their day, of those due so far in the last year."""
    all_due = sum(program.told["all"] for program in found)
    in_time = sum(program.told["in_time"] for program in found)
    yield Figure(
        label=_("Reviews held in time"),
        value=f"{percent_of(in_time, all_due)}%",
        beside=_("%(count)s of %(all)s due so far") % {"count": in_time, "all": all_due},
    )


def _without_preceptor(found, at):
    today = timezone.localdate(at)
    rows = stranded([lost.preceptorship for lost in found], today=today)
    lapsed = _lapsed_on(rows, today)
    for lost, row in zip(found, rows, strict=True):
        preceptorship = lost.preceptorship
        ended = lapsed.get(row.assignment and row.assignment.preceptor.person_id)
        ended = (row.assignment and row.assignment.valid_to) or ended or today
        plan = reverse("programs:preceptorship-plan", args=[preceptorship.pk])
        yield lost.row(
            title=capfirst(row.title),
            since=min(ended, today) if ended else max(preceptorship.starts_on, today),
            facts=((f"{row.sentence}. {row.who_can}", plan),),
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


def _overdue_reviews(found, at):
    today = timezone.localdate(at)
    for late in found:
        due_on, booked = late.day("due_on"), late.moment("meets_at")
        review = Review(kind=late.told["review_kind"], position=late.told["position"])
        days = (today - due_on).days
        words = {"review": review.name, "days": days}
        title = ngettext(
            "%(review)s: %(days)d day overdue", "%(review)s: %(days)d days overdue", days
        )
        plan = reverse("programs:preceptorship-plan", args=[late.preceptorship.pk])
        fact = (
            _("Booked for %(when)s") % {"when": dated(timezone.localtime(booked), "j M, H:i")}
            if booked
            else _("No time is booked")
        )
        yield late.row(
            title=title % words,
            since=due_on,
            facts=((fact, plan),),
            act=_("Book a time"),
            url=reverse("programs:review-arrange", args=[late.key]),
            urgency=0 if days > MOST_DAYS_LATE else 1,
        )


def _long_paused(found, at):
    """Pauses that go on past their day, or for long; put off, a row comes back on a chosen day."""
    today = timezone.localdate(at)
    for pause in found:
        preceptorship = pause.preceptorship
        plan = reverse("programs:preceptorship-plan", args=[preceptorship.pk])
        # Its end stands still, too: past it, the pause has taken more than was left.
        is_past_end = preceptorship.ends_on < today
        end = _("Was to end on %(day)s") % {"day": dated(preceptorship.ends_on)}
        yield pause.row(
            title=_pause_words(pause),
            since=pause.day("resumes_on") or pause.day("valid_from"),
            facts=((pause.told["reason"], plan), (end, plan)),
            act=_("Resume"),
            url=reverse("programs:preceptorship-resume", args=[preceptorship.pk]),
            urgency=1 if is_past_end else 2,
        )


def _pause_words(pause):
    since = {"day": dated(pause.day("valid_from"))}
    if not pause.day("resumes_on"):
        return _("Paused since %(day)s, no return date set") % since
    since["expected"] = dated(pause.day("resumes_on"), "j F")
    return _("Paused since %(day)s, was to go on %(expected)s") % since


WORDS = {
    NO_PRECEPTOR: _without_preceptor,
    REVIEW: _overdue_reviews,
    PAUSED: _long_paused,
    IN_TIME: _held_in_time,
}
