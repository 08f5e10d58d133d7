"""What Today shows of preceptorships: who has nobody to sign, and reviews that have a date."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.dated import dated
from people.models import Person
from people.registry import Part, TodayItem
from programs.cohorts.models import Enrolment, Program
from programs.preceptorships.models import PreceptorAssignment, Preceptorship, Review
from programs.preceptorships.stranded import stranded

MOST = 10
# A review is on Today from so many days before it is due.
AHEAD = timedelta(days=7)


def _precepts(person):
    """Whether the person precepts in what is open, now or soon."""
    assignments = PreceptorAssignment.objects.of_open_pairings()
    return Exists(assignments.filter(preceptor__person=person))


def _own_record(person):
    """Where the person learns: its ``pk``, and what its program calls it, if it has a ``word``."""
    learning = Preceptorship.objects.open().of_learner(person).order_by("-created_at")
    record = JSONObject(pk="pk", word="program__record_word")
    return Subquery(learning.values(record=record)[:1])


READER_FLAGS = {"precepts": _precepts, "own_record": _own_record}


def _learns(person):
    """Whether the person is, was or waits to be a learner."""
    waiting = Enrolment.objects.filter(learner__person=person)
    return Exists(waiting.filter(cohort__program__kind=Program.Kind.PRECEPTORSHIP)) | Exists(
        Preceptorship.objects.of_learner(person)
    )


PARTS = {Part.LEARNER: _learns}


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    """One's own reviews; to coordinators, who has nobody to sign and which reviews stay undone."""
    day = timezone.localdate(at)
    if flags["own_record"] or flags["precepts"]:
        for review in _own_reviews(person, day):
            yield _review_item(review, person, at)
    if flags["runs_preceptorships"]:
        for row in _stranded_of(person, day):
            yield _stranded_item(row)
        for review in _overdue_in_programs_of(person, day):
            yield _escalated_item(review)


def _own_reviews(person, day):
    """The next ones of the preceptorships in which one learns or is primary preceptor."""
    precepting = PreceptorAssignment.objects.on(day).primary().filter(preceptor__person=person)
    learning = Preceptorship.objects.open().of_learner(person).order_by()
    ids = learning.values("pk").union(precepting.order_by().values("preceptorship"), all=True)
    due = Review.objects.waiting().filter(preceptorship__in=ids, due_on__lte=day + AHEAD)
    due = due.select_related("preceptorship__learner__person", "preceptorship__program")
    return due.order_by("due_on", "pk")[:MOST]


def _review_item(review, person, at):
    preceptorship, day = review.preceptorship, timezone.localdate(at)
    is_late = review.due_on < day
    is_own = preceptorship.learner.person_id == person.pk
    is_ahead = _is_ahead(review, at)
    return TodayItem(
        section=_("Reviews"),
        title=_title(review, is_own),
        detail=_when(review, is_late),
        url=_where(review, is_own, is_ahead),
        act=_("Open") if is_own or is_ahead else _("Mark as done"),
        urgency=_urgency(review, day),
        tone="red" if is_late else "teal",
        icon="calendar-check",
        due_at=review.meets_at,
        tag=_("overdue") if is_late else "",
    )


def _title(review, is_own):
    if is_own:
        return review.name
    words = {"review": review.name, "learner": review.preceptorship.learner.person.name}
    return _("%(learner)s: %(review)s") % words


def _is_ahead(review, at):
    """Whether its time has not come: nobody marks as done what is still to take place."""
    if review.meets_at:
        return review.meets_at > at
    return review.due_on > timezone.localdate(at)


def _where(review, is_own, is_ahead):
    if not is_own and is_ahead:
        return reverse("assessments:review-detail", args=[review.pk])
    if is_own:
        return reverse("programs:preceptorship-plan", args=[review.preceptorship_id])
    return reverse("programs:review-hold", args=[review.pk])


def _urgency(review, day):
    if review.due_on < day:
        return 0
    is_today = review.due_on == day or (
        review.meets_at and timezone.localdate(review.meets_at) == day
    )
    return 1 if is_today else 2


def _when(review, is_late):
    due = _("was due on %(day)s") if is_late else _("due on %(day)s")
    words = due % {"day": dated(review.due_on, "l j F")}
    if review.meets_at:
        at = dated(timezone.localtime(review.meets_at), "l j F, H:i")
        words += " · " + _("booked for %(at)s") % {"at": at}
    return words


def _stranded_of(coordinator, day):
    lost = Preceptorship.objects.without_preceptor(on=day).filter(
        program__coordinators__person=coordinator
    )
    lost = lost.exclude(learner__person=coordinator)
    rows = lost.select_related("learner__person", "program").order_by("starts_on", "pk")[:MOST]
    return stranded(rows, today=day)


def _stranded_item(row):
    preceptorship = row.preceptorship
    return TodayItem(
        section=_("Needs you"),
        title=f"{preceptorship.learner.person.name}: {row.title}",
        detail=f"{preceptorship.program.name} · {row.sentence}. {row.who_can}",
        url=reverse("programs:preceptor-change", args=[preceptorship.pk]),
        act=_("Name someone else"),
        urgency=0,
        tone=row.tone,
        icon="person-exclamation",
    )


def _overdue_in_programs_of(coordinator, day):
    """Those past the days after which the coordinator is told (N2), the oldest first."""
    late = Review.objects.escalated(day).filter(
        preceptorship__program__coordinators__person=coordinator
    )
    late = late.select_related("preceptorship__learner__person", "preceptorship__program")
    return late.order_by("due_on", "pk")[:MOST]


def _escalated_item(review):
    preceptorship = review.preceptorship
    return TodayItem(
        section=_("Needs you"),
        title=_title(review, is_own=False),
        detail=f"{preceptorship.program.name} · {_when(review, is_late=True)}",
        url=reverse("programs:preceptorship-plan", args=[preceptorship.pk]),
        act=_("See"),
        urgency=0,
        tone="red",
        icon="calendar-x",
        tag=_("overdue"),
    )
