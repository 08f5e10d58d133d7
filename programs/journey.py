"""What a person's journey holds of programs: pairings of both kinds, on either side."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from operator import itemgetter
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Person
from people.registry import JourneyEntry
from programs.mentoring.goals.models import Goal
from programs.mentoring.mentorships.models import Mentorship, MentorshipChange
from programs.mentoring.mentorships.permissions import is_mentee_of
from programs.preceptorships.models import (
    PreceptorAssignment,
    Preceptorship,
    PreceptorshipChange,
    Review,
)


def entries(person: Person, today: date) -> Iterable[JourneyEntry]:
    """Mentorships, preceptorships as a learner and as a preceptor, and goals achieved."""
    yield from _mentorships(person)
    yield from _preceptorships(person)
    yield from _precepting(person)
    yield from _goals(person, today)


Turns = dict[UUID, list[tuple[date, str]]]


def turns_of_mentorships(rows: Collection[Mentorship]) -> Turns:
    """Return by each of the mentorships its turns: paused, went on, renewed, ended."""
    turns = defaultdict(list)
    for change in _changes_of_mentorships(rows):
        if words := _turn(change):
            turns[change.mentorship_id].append((_day(change.changed_at), words))
    return turns


def _changes_of_mentorships(rows):
    return MentorshipChange.objects.filter(mentorship__in=rows).order_by("changed_at", "id")


def turns_of_preceptorships(rows: Collection[Preceptorship]) -> Turns:
    """Return by each preceptorship its turns: paused, went on, ended; why is not said."""
    turns = defaultdict(list)
    for change in _changes_of_preceptorships(rows):
        is_end = change.to_status in Preceptorship.CLOSED
        is_back = change.from_status == Preceptorship.Status.PAUSED and not is_end
        if is_end or is_back or change.to_status == Preceptorship.Status.PAUSED:
            words = _("Resumed") if is_back else str(change.shown)
            turns[change.preceptorship_id].append((_day(change.changed_at), words))
    return turns


def _changes_of_preceptorships(rows):
    changes = PreceptorshipChange.objects.filter(preceptorship__in=rows)
    return changes.order_by("changed_at", "id")


def _turn(change):
    status = Mentorship.Status
    if change.from_status == status.PAUSED and change.to_status != status.CLOSED:
        return _("Resumed")
    if change.from_status == status.WINDING_DOWN and change.to_status == status.ACTIVE:
        return _("Renewed")
    return {
        status.PAUSED: _("Paused"),
        status.WINDING_DOWN: _("Last weeks started"),
        status.CLOSED: _("Ended"),
    }.get(change.to_status)


def _mentorships(person):
    rows = list(Mentorship.objects.of(person).begun().with_both().select_related("program"))
    turns = turns_of_mentorships(rows)
    for row in rows:
        is_mentee = is_mentee_of(person, row)
        yield JourneyEntry(
            starts_on=row.starts_on,
            ends_on=_day(row.closed_at),
            title=row.program.name,
            url=reverse("programs:mentorship-detail", args=[row.pk]),
            tone="plum",
            icon="people",
            facts=(_("mentee") if is_mentee else _("mentor"),),
            moments=tuple(turns[row.pk]),
            whom=row.partner_of(person).name,
        )


def _preceptorships(person):
    rows = list(Preceptorship.objects.of_learner(person).select_related("program"))
    moments = turns_of_preceptorships(rows)
    for review in _reviews_held_in(rows):
        moments[review.preceptorship_id].append((review.held_on, review.name))
    for row in rows:
        yield JourneyEntry(
            starts_on=row.starts_on,
            ends_on=_day(row.closed_at),
            title=row.program.name,
            url=reverse("programs:preceptorship-plan", args=[row.pk]),
            facts=(row.program.learner_label, row.get_status_display()),
            moments=tuple(sorted(moments[row.pk], key=itemgetter(0))),
        )


def _reviews_held_in(rows):
    return Review.objects.held().filter(preceptorship__in=rows).order_by("held_on", "id")


def _precepting(person):
    """From when to when one was whose preceptor, primary or backup."""
    for row in _assignments_of(person):
        preceptorship = row.preceptorship
        yield JourneyEntry(
            starts_on=row.valid_from,
            ends_on=row.valid_to or _day(preceptorship.closed_at),
            title=preceptorship.program.name,
            facts=(preceptorship.program.guide_label, row.get_role_display()),
            whom=preceptorship.learner.person.name,
        )


def _assignments_of(preceptor):
    held = PreceptorAssignment.objects.filter(preceptor__person=preceptor)
    return held.select_related("preceptorship__program", "preceptorship__learner__person")


def _goals(person, today):
    """All of one's goals that were achieved, as one stretch with a moment for each."""
    goals = Goal.objects.of(person).filter(achieved_on__isnull=False)
    goals = list(goals.order_by("achieved_on", "id"))
    if goals:
        moments = tuple((goal.achieved_on, goal.title) for goal in goals)
        yield JourneyEntry(
            starts_on=min(moments[0][0], *(_day(goal.created_at) for goal in goals)),
            title=_("Goals achieved"),
            url=reverse("programs:road-map"),
            tone="plum",
            icon="bullseye",
            moments=moments,
            ends_on=max(today, moments[-1][0]),
        )


def _day(moment):
    return timezone.localdate(moment) if moment else None
