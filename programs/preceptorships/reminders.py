"""Competency reviews due, overdue and escalated (N1, N2). Reads; writes nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.notices.models import Notice
from people.notices.quiet_hours import local_day
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import recipients_by_program
from programs.preceptorships.models import PreceptorAssignment, Review

DUE, REPEAT, ESCALATION = range(3)

_FACTS = ("learner", "review", "due_on", "program")
_REVIEW = {"review": Review.Kind}


def _kind(code, **fields):
    defaults = {
        "ends_with": ("review_done", "review_dates_moved"),
        "asks": True,
        "why": _("You get this because you take part in it."),
        "act": _("Open the review"),
        "is_duty": True,
        "icon": "calendar-check",
        "facts": _FACTS,
        "labels": _REVIEW,
    }
    return NoticeKind(code=code, **{**defaults, **fields})


KINDS = (
    _kind(
        "review_due",
        label=_("A review is due"),
        subject=_("%(review)s with %(learner)s is due"),
        line=_("It's due on %(due_on)s, in %(program)s. Book a time, then mark it as done."),
        whom=_("Preceptor"),
        parts=(Part.PRECEPTOR,),
    ),
    _kind(
        "own_review_due",
        label=_("Your review is due"),
        subject=_("Your review is due"),
        line=_("It's due on %(due_on)s, in %(program)s. Agree on a time for it."),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        act=_("Open the plan"),
    ),
    _kind(
        "review_overdue",
        label=_("A review is overdue"),
        subject=_("%(review)s with %(learner)s is overdue"),
        line=_(
            "It was due on %(due_on)s and isn't marked as done yet. If that doesn't change, we'll "
            "tell the coordinator of %(program)s next."
        ),
        whom=_("Preceptor"),
        parts=(Part.PRECEPTOR,),
        tone="amber",
    ),
    _kind(
        "own_review_overdue",
        label=_("Your review is overdue"),
        subject=_("Your review is overdue"),
        line=_(
            "It was due on %(due_on)s and isn't marked as done yet. Agree on a time for it. If "
            "that doesn't change, we'll tell the coordinator of %(program)s next."
        ),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        act=_("Open the plan"),
        tone="amber",
    ),
    _kind(
        "review_escalated",
        label=_("A review is still not done"),
        subject=_("%(review)s of %(learner)s needs your help"),
        line=_(
            "It was due on %(due_on)s, in %(program)s. Both were reminded, and it still isn't "
            "marked as done."
        ),
        why=_("You get this because you coordinate %(program)s."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        act=_("See the plan"),
        tone="red",
    ),
)
CODES = [kind.code for kind in KINDS]

# From a step to the kinds by which the preceptor and the learner hear of it.
_TOLD = {DUE: ("review_due", "own_review_due"), REPEAT: ("review_overdue", "own_review_overdue")}

_COLUMNS = (
    "pk",
    "kind",
    "due_on",
    "preceptorship_id",
    "preceptorship__program_id",
    "preceptorship__program__name",
    "preceptorship__program__preceptorship_rules__repeat_after_days",
    "preceptorship__program__preceptorship_rules__escalate_after_days",
    "preceptorship__learner__person_id",
    "preceptorship__learner__person__name",
    "preceptorship__learner__person__time_zone",
)


@dataclass(frozen=True, slots=True)
class _Reader:
    """As much of a person as a reminder needs."""

    id: UUID
    name: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class _DueReview:
    """A waiting review whose day has come somewhere on Earth."""

    id: UUID
    kind: str
    due_on: date
    preceptorship: UUID
    program: UUID
    program_name: str
    repeat_after: int
    escalate_after: int
    learner: _Reader

    @classmethod
    def of(cls, row):
        return cls(*row[:-3], learner=_Reader(*row[-3:]))


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what is to be told of every review whose day has come, as it stands at ``at``.

    A review is due when its day begins where the reader is. Preceptor and learner are told
    once, then once more; then the coordinator or the deputy, who get facts (N2). Whoever
    was not told in time, because nothing ran, hears of the present step only.
    """
    # Nowhere is the date further ahead than fourteen hours.
    latest = (at + timedelta(hours=14)).date()
    rows = Review.objects.waiting().filter(due_on__lte=latest).order_by("pk")
    reviews = [_DueReview.of(row) for row in rows.values_list(*_COLUMNS)]
    preceptors = _preceptors(reviews, on=at.date())
    coordinators = recipients_by_program(review.program for review in reviews)
    for review in reviews:
        yield from _drafts_of(
            review, preceptors[review.preceptorship], coordinators[review.program], at=at
        )


def stale(at: datetime) -> QuerySet:
    """Notices whose mail waits and whose review was held, moved, cancelled or paused."""
    waiting = Review.objects.waiting()
    waiting = waiting.filter(pk=OuterRef("object_id"), due_on=OuterRef("occurs_on"))
    return Notice.objects.waiting_to_leave().filter(~Exists(waiting), kind__in=CODES)


def _drafts_of(review, preceptors, coordinators: list[Person], *, at):
    facts = {
        "learner": review.learner.name,
        "review": review.kind,
        "due_on": review.due_on,
        "program": review.program_name,
    }
    path = reverse("programs:preceptorship-plan", args=[review.preceptorship])

    def draft(kind, reader, step):
        return NoticeDraft(kind, reader.id, review.id, review.due_on, facts, path, step)

    for position, readers in enumerate((preceptors, [review.learner])):
        for reader in readers:
            days = _days_since(review, reader, at)
            if days >= 0:
                step = REPEAT if days >= review.repeat_after else DUE
                yield draft(_TOLD[step][position], reader, step)
    for coordinator in coordinators:
        if _days_since(review, coordinator, at) >= review.escalate_after:
            yield draft("review_escalated", coordinator, ESCALATION)


def _days_since(review, reader, at) -> int:
    return (local_day(at, reader.time_zone) - review.due_on).days


def _preceptors(reviews: list[_DueReview], *, on: date) -> dict[UUID, list[_Reader]]:
    """Return the primary preceptor of each preceptorship, or its backups where it has none."""
    held = PreceptorAssignment.objects.on(on).filter(
        preceptorship__in={review.preceptorship for review in reviews},
        preceptor__person__is_active=True,
    )
    person = ("preceptor__person_id", "preceptor__person__name", "preceptor__person__time_zone")
    roles = PreceptorAssignment.Role
    primary, backups = {}, defaultdict(list)
    # Of two on the day of a change, whoever came last.
    for row in held.order_by("valid_from", "assigned_at").values_list(
        "preceptorship_id", "role", *person
    ):
        preceptorship, role, reader = row[0], row[1], _Reader(*row[2:])
        if role == roles.PRIMARY:
            primary[preceptorship] = [reader]
        else:
            backups[preceptorship].append(reader)
    return defaultdict(list, {**backups, **primary})
