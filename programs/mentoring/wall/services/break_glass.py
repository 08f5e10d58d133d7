"""Reading what a pair shares because somebody's safety is at stake: the one way in (M5).

It takes a reason and a second person, opens for a day, and both of the pair are told. What one
of them keeps to themselves (journal, own notes, private goals and entries) stays closed.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from people.services.security_log import Kind, record
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.wall import notices as wall_notices
from programs.mentoring.wall.models import BreakGlass, Reading
from programs.mentoring.wall.seconds import (
    is_involved,
    possible_askers,
    running_people,
    second_people,
)
from programs.mentoring.wall.services.reading import record_reading
from programs.mentoring.wall.shared_now import SharedNow

# Of each kind of text: what can be read in one sitting.
MOST = 500


class BreakGlassError(Refusal):
    """A rule refused the request."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the pair shares, the newest first; each is a list of its rows.

    ``goals`` are (goal, its steps, its entries).
    """

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

    :raises BreakGlassError: if the pair has ended and shares nothing any more, ``by`` is involved
        or new, or nobody else could answer.
    """
    _refuse_asker(mentorship, by, at=at, today=today)
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
    record(Kind.BREAK_GLASS_ASKED, by=by, about=asked, what=str(ground))
    wall_notices.break_glass_asked(asked, seconds, at=at)
    known = {by, *seconds, *mentorship.both}
    watching = [each for each in running_people(mentorship.program) if each not in known]
    wall_notices.break_glass_known(asked, watching, seconds, at=at, today=today)
    return asked


def _refuse_asker(mentorship, by, *, at, today):
    if not mentorship.is_open:
        raise BreakGlassError(_("This mentorship has ended. The two no longer share anything."))
    if is_involved(by, mentorship, today=today):
        raise BreakGlassError(_("You are too close to this pair, so someone else has to ask."))
    if by not in possible_askers(mentorship, at=at, today=today):
        raise BreakGlassError(
            _("You can ask this once you've been coordinator or administrator for 14 days.")
        )


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
    outcome = "agreed" if is_agreed else "declined"
    record(Kind.BREAK_GLASS_DECIDED, by=by, about=asked, what=outcome)
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
    record(Kind.BREAK_GLASS_READ, by=by, about=opened)
    return _contents(opened.mentorship, today=at.astimezone(UTC).date())


def _contents(mentorship, *, today):
    shared = SharedNow(mentorship)
    entries, notes = defaultdict(list), shared.notes().select_related("author", "check_in")
    for entry in shared.entries().order_by("-logged_at")[:MOST]:
        entries[entry.goal_id].append(entry)
    goals = shared.goals().order_by("-created_at").prefetch_related("milestones")
    comments = shared.comments().select_related("goal", "author").order_by("-written_at")
    agenda = shared.agenda().select_related("author").order_by("-added_at")
    actions = shared.actions(today).select_related("owner").order_by("-written_at")
    return Contents(
        goals=[(goal, goal.milestones.all(), entries[goal.pk]) for goal in goals[:MOST]],
        comments=list(comments[:MOST]),
        notes=list(notes.order_by("-written_at")[:MOST]),
        agenda=list(agenda[:MOST]),
        actions=list(actions[:MOST]),
        agreements=list(shared.agreements().order_by("-number")[:MOST]),
        answers=list(shared.answers().select_related("author")[:MOST]),
        well_being=list(shared.well_being().order_by("-written_at")[:MOST]),
    )
