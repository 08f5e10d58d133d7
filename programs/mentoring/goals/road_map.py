"""A mentee's goals and transitions over the years, for their own eyes (M4)."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.timeline import Moment, Stretch
from people.models import Person
from programs.journey import turns_of_mentorships, turns_of_preceptorships
from programs.mentoring.goals.models import Goal
from programs.mentoring.mentorships.models import Mentorship
from programs.preceptorships.models import Preceptorship

# What still can be read on one page.
MOST_GOALS = 100
MOST_PAIRINGS = 30


def road_map_of(person: Person) -> tuple[list[Stretch], bool]:
    """Return pairings and goals as stretches, the newest first, and whether some are left out.

    A goal runs from its first day to where it was achieved or put away, or else to its target;
    its steps, done or planned for a day, and what became of it are its moments.
    """
    goals, mentorships = _newest_goals(person), _newest_mentorships(person)
    preceptorships = _newest_preceptorships(person)
    is_cut = len(goals) > MOST_GOALS or max(len(mentorships), len(preceptorships)) > MOST_PAIRINGS
    pairings = [
        *_mentorships(mentorships[:MOST_PAIRINGS]),
        *_preceptorships(preceptorships[:MOST_PAIRINGS]),
    ]
    pairings.sort(key=lambda stretch: stretch.starts_on, reverse=True)
    return [*pairings, *map(_goal, goals[:MOST_GOALS])], is_cut


def _newest_goals(owner):
    """As many as are drawn, and one more where there is one."""
    goals = Goal.objects.of(owner).order_by("-created_at", "-id")
    return list(goals.prefetch_related("milestones")[: MOST_GOALS + 1])


def _newest_mentorships(mentee):
    mine = Mentorship.objects.of_mentee(mentee).begun().select_related("program", "mentor__person")
    return list(mine.order_by("-starts_on", "-id")[: MOST_PAIRINGS + 1])


def _newest_preceptorships(learner):
    mine = Preceptorship.objects.of_learner(learner).select_related("program")
    return list(mine.order_by("-starts_on", "-id")[: MOST_PAIRINGS + 1])


def _mentorships(rows):
    turns = turns_of_mentorships(rows)
    for row in rows:
        yield Stretch(
            title=row.program.name,
            starts_on=row.starts_on,
            ends_on=_day(row.closed_at),
            url=reverse("programs:mentorship-detail", args=[row.pk]),
            facts=(_("mentorship with %(name)s") % {"name": row.mentor.person.name},),
            moments=tuple(Moment(*turn) for turn in turns[row.pk]),
        )


def _preceptorships(rows):
    turns = turns_of_preceptorships(rows)
    for row in rows:
        yield Stretch(
            title=row.program.name,
            starts_on=row.starts_on,
            ends_on=_day(row.closed_at),
            tone="teal",
            icon="check2",
            url=reverse("programs:preceptorship-plan", args=[row.pk]),
            facts=(_("preceptorship"),),
            moments=tuple(Moment(*turn) for turn in turns[row.pk]),
        )


def _goal(goal):
    begun = _day(goal.created_at)
    over = goal.achieved_on or _day(goal.archived_at)
    moments = list(_steps(goal, is_over=over is not None))
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


def _steps(goal, *, is_over):
    """What was done, and as long as the goal is pursued what is planned for a day."""
    for step in goal.milestones.all():
        if step.done_on:
            yield Moment(step.done_on, step.title)
        elif step.due_on and not is_over:
            yield Moment(step.due_on, step.title, is_planned=True)


def _state(goal):
    if goal.archived_at:
        yield _("archived")
    elif goal.target_on and not goal.achieved_on:
        yield _("target date")


def _day(moment):
    return timezone.localdate(moment) if moment else None
