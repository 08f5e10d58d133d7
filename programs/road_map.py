"""A mentee's goals and transitions over the years, for their own eyes (M4)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.models import Person
from people.timeline import Moment, Stretch
from programs.journey import transitions
from programs.models import Goal, Mentorship, Preceptorship

# What still can be read on one page.
MOST_GOALS = 100
MOST_PAIRINGS = 30


def road_map_of(person: Person) -> tuple[list[Stretch], bool]:
    """Return pairings and goals as stretches, the newest first, and whether some are left out.

    A goal runs from its first day to where it was achieved or put away, or else to its target;
    the steps that are done and what became of it are its moments.
    """
    goals = Goal.objects.of(person).order_by("-created_at", "-id").prefetch_related("milestones")
    goals = list(goals[: MOST_GOALS + 1])
    stretches = [*_pairings(person), *map(_goal, goals[:MOST_GOALS])]
    return stretches, len(goals) > MOST_GOALS


def _pairings(person):
    rows = Mentorship.objects.of_mentee(person).begun().select_related("program")
    rows = list(rows.order_by("-starts_on", "-id")[:MOST_PAIRINGS])
    turns = transitions(rows)
    pairings = [
        Stretch(
            title=row.program.name,
            starts_on=row.starts_on,
            ends_on=_day(row.closed_at),
            url=reverse("programs:mentorship-detail", args=[row.pk]),
            facts=(_("mentorship"),),
            moments=tuple(Moment(*turn) for turn in turns[row.pk]),
        )
        for row in rows
    ]
    learning = Preceptorship.objects.of_learner(person).select_related("program")
    pairings += [
        Stretch(
            title=row.program.name,
            starts_on=row.starts_on,
            ends_on=_day(row.closed_at),
            tone="teal",
            icon="check2",
            facts=(_("preceptorship"),),
        )
        for row in learning.order_by("-starts_on", "-id")[:MOST_PAIRINGS]
    ]
    return sorted(pairings, key=lambda stretch: stretch.starts_on, reverse=True)


def _goal(goal):
    begun = _day(goal.created_at)
    over = goal.achieved_on or _day(goal.archived_at)
    moments = [Moment(step.done_on, step.title) for step in _done(goal)]
    if goal.achieved_on:
        moments.append(Moment(goal.achieved_on, _("Achieved")))
    return Stretch(
        title=goal.title,
        starts_on=begun,
        ends_on=max(begun, over or goal.target_on) if over or goal.target_on else None,
        tone="plum" if goal.is_current or goal.achieved_on else "neutral",
        icon="award" if goal.achieved_on else "bullseye",
        url=reverse("programs:goal-detail", args=[goal.pk]),
        facts=(str(goal.get_area_display()), *_state(goal)),
        moments=tuple(moments),
    )


def _done(goal):
    return [step for step in goal.milestones.all() if step.done_on]


def _state(goal):
    if goal.archived_at:
        yield _("put away")
    elif goal.target_on and not goal.achieved_on:
        yield _("aimed for that day")


def _day(moment):
    return timezone.localdate(moment) if moment else None
