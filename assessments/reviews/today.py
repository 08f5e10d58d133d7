"""What Today shows of reviews: those that wait for one's signature, and those nobody signs."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.reviews.links import path_of
from assessments.reviews.lists import waiting_for
from assessments.reviews.models import ReviewOutcome
from common.dated import dated
from people.models import Person
from people.registry import NavItem, TodayItem
from programs.preceptorships.models import PreceptorAssignment, Preceptorship

MOST = 10


def _reviews(person):
    """Whether the person ever learnt or was preceptor: some reviews are signed after the end."""
    learnt = Preceptorship.objects.of_learner(person)
    held = PreceptorAssignment.objects.filter(preceptor__person=person)
    return Exists(learnt) | Exists(held)


READER_FLAGS = {"reviews": _reviews}


def nav(person: Person, flags: Mapping[str, Any]) -> Iterable[NavItem]:
    """For whoever signs reviews."""
    if flags["reviews"] or flags["runs_preceptorships"]:
        url = reverse("assessments:review-list")
        yield NavItem(_("Reviews"), url, icon="calendar-check", on_phone=False)


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    """One line for each review that one has to sign, the oldest first."""
    if not (flags["reviews"] or flags["runs_preceptorships"]):
        return
    day = timezone.localdate(at)
    asked = waiting_for(person, on=day, most=MOST)
    for row in asked:
        yield _item(row.outcome, person, _("Sign"), urgency=1)
    if not flags["runs_preceptorships"]:
        return
    late = ReviewOutcome.objects.long_unsigned(day).filter(
        review__preceptorship__program__coordinators__person=person
    )
    late = late.exclude(review__preceptorship__learner__person=person)
    known = {row.outcome.pk for row in asked}
    for outcome in late.with_people().order_by("review__held_on", "pk")[:MOST]:
        if outcome.pk not in known:
            yield _item(outcome, person, _("See"), urgency=0)


def _item(outcome, person, act, *, urgency):
    review = outcome.review
    return TodayItem(
        section=_("Reviews"),
        title=_title(review, person),
        detail=_("took place on %(day)s") % {"day": dated(review.held_on, "l j F")},
        url=path_of(outcome),
        act=act,
        urgency=urgency,
        tone="teal" if urgency else "red",
        icon="pen",
        tag="" if urgency else _("not signed"),
    )


def _title(review, person):
    learner = review.preceptorship.learner.person
    if learner == person:
        return _("%(review)s to sign") % {"review": review.name}
    return _("%(learner)s: %(review)s to sign") % {"learner": learner.name, "review": review.name}
