"""Reading what a pair shares because somebody's safety is at stake: the one way in (M5).

It takes a reason and a second person, opens for a day, and both of the pair are told. What one
of them keeps to themselves (journal, own notes, private goals and entries) stays closed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs.mentoring.goals.models import (
    Goal,
    GoalComment,
    GoalEntry,
    GoalShare,
)
from programs.mentoring.meetings.models import ActionItem, AgendaItem, CheckInNote
from programs.mentoring.mentorships.models import Agreement, AgreementAnswer, Mentorship
from programs.mentoring.reflection.models import WellBeing
from programs.mentoring.wall import notices as wall_notices
from programs.mentoring.wall.models import BreakGlass, Reading
from programs.mentoring.wall.seconds import (
    is_involved,
    possible_askers,
    running_people,
    second_people,
)
from programs.mentoring.wall.services.reading import record_reading

# Of each kind of text: what can be read in one sitting.
MOST = 500


class BreakGlassError(Refusal):
    """A rule refused the request."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the pair shares, the newest first; each is a list of its rows."""

    goals: list[Any]
    comments: list[Any]
    notes: list[Any]
    agenda: list[Any]
    actions: list[Any]
    agreements: list[Any]
    answers: list[Any]
    well_being: list[Any]


@transaction.atomic
def ask_to_break_glass(
    *,
    mentorship: Mentorship,
    ground: BreakGlass.Ground,
    reason: str,
    by: Person,
    at: datetime,
    today: date,
) -> BreakGlass:
    """Ask a second person for their yes, for a day; all others who run the program are told.

    The pair is not told of a mere request.

    :raises BreakGlassError: if ``by`` is involved or new, or nobody else could answer.
    """
    if is_involved(by, mentorship, today=today):
        raise BreakGlassError(_("You are too close to this pair, so someone else has to ask."))
    if by not in possible_askers(mentorship, at=at, today=today):
        raise BreakGlassError(
            _("You can ask this once you've been coordinator or administrator for 14 days.")
        )
    seconds = second_people(mentorship, asker=by, at=at, today=today)
    if not seconds:
        raise BreakGlassError(
            _("Nobody else can agree to this. Ask a site administrator to name someone who can.")
        )
    asked = BreakGlass.objects.create(
        mentorship=mentorship,
        ground=ground,
        reason=reason,
        asked_by=by,
        asked_at=at,
        expires_at=at + BreakGlass.TIME_TO_DECIDE,
    )
    wall_notices.break_glass_asked(asked, seconds, at=at)
    known = {by, *seconds, *mentorship.both}
    watching = [each for each in running_people(mentorship.program) if each not in known]
    wall_notices.break_glass_known(asked, watching, seconds, at=at, today=today)
    return asked


def seconds_of(asked: BreakGlass, *, today: date) -> list[Person]:
    """Return who may answer a request."""
    asker, at = asked.asked_by, asked.asked_at
    return second_people(asked.mentorship, asker=asker, at=at, today=today)


@transaction.atomic
def decide_break_glass(
    *, asked: BreakGlass, is_agreed: bool, by: Person, at: datetime, today: date
) -> BreakGlass:
    """Say yes or no, once; a yes opens it for a day and tells both of the pair.

    Who could answer when it was asked, and still could, may: nobody grows into it.

    :raises BreakGlassError: if ``by`` may not answer this, or it is answered or too late.
    """
    asked = BreakGlass.objects.select_for_update(of=("self",)).with_people().get(pk=asked.pk)
    if by not in seconds_of(asked, today=today):
        raise BreakGlassError(_("Someone else has to answer this."))
    if not asked.is_waiting(at):
        raise BreakGlassError(_("This has already been answered, or its day is over."))
    asked.decided_by, asked.decided_at = by, at
    asked.ends_at = at + BreakGlass.TIME_TO_READ if is_agreed else None
    asked.save(update_fields=["decided_by", "decided_at", "ends_at"])
    if is_agreed:
        wall_notices.break_glass_opened(asked, at=at)
    wall_notices.break_glass_decided(asked, at=at)
    return asked


@transaction.atomic
def read_under_break_glass(*, opened: BreakGlass, by: Person, at: datetime) -> Contents:
    """Return what the pair shares, and write down for them that it was read.

    :raises BreakGlassError: unless ``by`` asked, a second person agreed, and it is the day.
    """
    if by.pk != opened.asked_by_id or not opened.is_open(at):
        raise BreakGlassError(_("The access has ended."))
    record_reading(
        mentorship=opened.mentorship,
        reader=by,
        what=Reading.What.BREAK_GLASS,
        break_glass=opened,
        at=at,
    )
    return _contents(opened.mentorship)


def _contents(mentorship):
    comments = GoalComment.objects.filter(mentorship=mentorship).select_related("goal", "author")
    notes = CheckInNote.objects.filter(
        check_in__mentorship=mentorship, audience=CheckInNote.Audience.BOTH
    )
    agenda = AgendaItem.objects.filter(check_in__mentorship=mentorship).select_related("author")
    actions = ActionItem.objects.filter(mentorship=mentorship).select_related("owner")
    sides = mentorship.agreement_sides.values("person")
    answers = AgreementAnswer.objects.filter(mentorship=mentorship, author__in=sides)
    return Contents(
        goals=_shared_goals(mentorship),
        comments=list(comments.order_by("-written_at")[:MOST]),
        notes=list(notes.select_related("author", "check_in").order_by("-written_at")[:MOST]),
        agenda=list(agenda.order_by("-added_at")[:MOST]),
        actions=list(actions.order_by("-written_at")[:MOST]),
        agreements=list(Agreement.objects.filter(mentorship=mentorship).order_by("-number")[:MOST]),
        answers=list(answers.select_related("author")[:MOST]),
        well_being=list(
            WellBeing.objects.filter(shared_with=mentorship).order_by("-written_at")[:MOST]
        ),
    )


def _shared_goals(mentorship):
    """(goal, steps, entries) of the goals that the mentor reads, since they were shared."""
    shares = GoalShare.objects.filter(mentorship=mentorship, shared_until=None)
    rows = []
    for share in shares.select_related("goal").order_by("-shared_from")[:MOST]:
        entries = GoalEntry.objects.filter(
            goal=share.goal,
            audience=Goal.Audience.MY_MENTOR,
            logged_at__gte=share.shared_from,
        )
        steps = list(share.goal.milestones.all())
        rows.append((share.goal, steps, list(entries.order_by("-logged_at")[:MOST])))
    return rows
