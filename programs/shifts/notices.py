"""What people are told about shifts, their notes and hours: facts, never text (N7)."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.notices.models import Notice
from people.notices.services.notice import step_of, take_back, tell
from people.registry import NoticeKind, Part
from programs.cohorts.models import PreceptorshipRules
from programs.shifts.models import Shift, ShiftNote

# What is corrected by then is never told (N10).
WAIT = timedelta(minutes=10)

_WHY = _("You get this because the two of you work together that day.")
_BOTH = _("Both who work together")
_WORDS = {"day_word": PreceptorshipRules.DayWord}
_PAIR = (Part.LEARNER, Part.PRECEPTOR)


def shift_kind(code, **fields):
    defaults = {"act": _("Open it"), "why": _WHY, "icon": "calendar-week", "labels": _WORDS}
    return NoticeKind(code=code, **{**defaults, **fields})


KINDS = (
    shift_kind(
        "shift_note_written",
        label=_("Someone wrote about a shift with you"),
        subject=_("%(author)s wrote about your %(day_word)s on %(shift_on)s"),
        line=_("Read it, and answer if you like."),
        act=_("Read the note"),
        whom=_BOTH,
        parts=_PAIR,
        icon="journal-text",
        facts=("author", "shift_on", "day_word"),
    ),
    shift_kind(
        "shift_note_answered",
        label=_("Someone answered your note of a shift"),
        subject=_("%(author)s answered your note of %(shift_on)s"),
        line=_("You'll find it under your note."),
        act=_("Read the answer"),
        whom=_("The author of the note"),
        parts=_PAIR,
        icon="reply",
        facts=("author", "shift_on"),
    ),
    shift_kind(
        "shift_moved",
        label=_("A shift has moved"),
        subject=_("Your %(day_word)s with %(partner)s is now on %(shift_on)s"),
        line=_("It starts on %(starts_at)s."),
        whom=_BOTH,
        parts=_PAIR,
        is_duty=True,
        # ``formerly`` is no word of it: the times this person knew before (N10).
        facts=("partner", "shift_on", "starts_at", "day_word", "formerly"),
        ends_with=("shift_moved", "shift_called_off", "shift_covered"),
    ),
    shift_kind(
        "shift_called_off",
        label=_("A shift was cancelled"),
        subject=_("The %(day_word)s on %(shift_on)s with %(partner)s was cancelled"),
        line=_("You won't be working together that day."),
        whom=_BOTH,
        parts=_PAIR,
        is_duty=True,
        icon="calendar-x",
        facts=("partner", "shift_on", "day_word"),
    ),
    shift_kind(
        "hours_questioned",
        label=_("Someone questions the hours of a shift"),
        subject=_("%(by)s questions the hours for %(shift_on)s"),
        line=_("They don't count until you both agree. Read why, and correct them if need be."),
        act=_("Check the hours"),
        whom=_("The other one of the two"),
        parts=_PAIR,
        is_duty=True,
        asks=True,
        tone="amber",
        icon="question-circle",
        facts=("by", "shift_on"),
        ends_with=("hours_settled",),
    ),
    shift_kind(
        "hours_corrected",
        label=_("Someone corrected the hours of a shift"),
        subject=_("%(by)s corrected the hours for %(shift_on)s"),
        line=_("They count unless you question them by %(settles_on)s."),
        act=_("Check the hours"),
        whom=_BOTH,
        parts=_PAIR,
        icon="clock-history",
        facts=("by", "shift_on", "settles_on"),
        ends_with=("hours_settled",),
    ),
)


def shift_note_written(note: ShiftNote, *, at: datetime) -> None:
    """To the other side, once it can no longer be taken for a slip; they are still asked theirs."""
    shift = note.shift
    take_back("shift_note_written", [shift.pk], recipient=note.author, at=at)
    facts = {"author": note.author.name, "shift_on": shift.day, "day_word": word_of(shift)}
    for person in _others(shift, note.author):
        tell_of("shift_note_written", person, shift, facts, at=at, after=WAIT)


def shift_note_answered(note: ShiftNote, *, at: datetime) -> None:
    facts = {"author": note.answered_by.name, "shift_on": note.shift.day}
    tell_of("shift_note_answered", note.author, note.shift, facts, at=at, after=WAIT)


def shift_moved(shift: Shift, *, formerly: str, at: datetime) -> None:
    """Tell both the times of now, unless they are those that the person knows already.

    Whoever had not heard of the move before still knows the times before that one.
    """
    told = Notice.objects.filter(kind="shift_moved", object_id=shift.pk, superseded_at=None)
    unheard = told.exclude(pk__in=told.heard_of().values("pk"))
    known = {notice.recipient_id: notice.data["formerly"] for notice in unheard}
    take_back("shift_moved", [shift.pk], at=at)
    for person, partner in _both(shift):
        knows = known.get(person.pk, formerly)
        if knows == times_of(shift):
            continue
        facts = {"partner": partner.name, "shift_on": shift.day, "starts_at": shift.starts_at}
        facts |= {"day_word": word_of(shift), "formerly": knows}
        tell_of("shift_moved", person, shift, facts, at=at, after=WAIT)


def times_of(shift: Shift) -> str:
    """From when until when, to be compared later."""
    return " ".join(
        moment.astimezone(UTC).isoformat() for moment in (shift.starts_at, shift.ends_at)
    )


def shift_called_off(shift: Shift, *, by: Person, at: datetime) -> None:
    take_back("shift_called_off", [shift.pk], at=at)
    for person, partner in _both(shift):
        if person != by and shift.ends_at > at:
            facts = {"partner": partner.name, "shift_on": shift.day, "day_word": word_of(shift)}
            tell_of("shift_called_off", person, shift, facts, at=at, after=WAIT)


def withdraw_of(shifts: Collection[UUID], *, at: datetime) -> None:
    """What is said of shifts that fall away with a pause or an end is true no longer."""
    take_back("shift_called_off", shifts, at=at)


def hours_corrected(shift: Shift, *, by: Person, at: datetime) -> None:
    take_back("hours_settled", [shift.pk], at=at)
    facts = {"by": by.name, "shift_on": shift.day, "settles_on": shift.settles_at.date()}
    for person in _others(shift, by):
        tell_of("hours_corrected", person, shift, facts, at=at, after=WAIT, path=_hours(shift))


def hours_questioned(shift: Shift, *, by: Person, at: datetime) -> None:
    take_back("hours_settled", [shift.pk], at=at)
    facts = {"by": by.name, "shift_on": shift.day}
    for person in _others(shift, by):
        tell_of("hours_questioned", person, shift, facts, at=at, path=_hours(shift))


def hours_settled(shift: Shift, *, at: datetime) -> None:
    take_back("hours_settled", [shift.pk], at=at)


def word_of(shift: Shift) -> str:
    """What a shift is called in its program, as a fact of notices."""
    return shift.preceptorship.program.preceptorship_rules.day_word


def _both(shift: Shift) -> Iterable[tuple[Person, Person]]:
    learner, preceptor = shift.preceptorship.learner.person, shift.preceptor.person
    return (learner, preceptor), (preceptor, learner)


def _others(shift: Shift, person: Person) -> list[Person]:
    return [one_of_two for one_of_two, _partner in _both(shift) if one_of_two != person]


def _hours(shift: Shift) -> str:
    return reverse("programs:shift-hours", args=[shift.pk])


def tell_of(kind, person, shift, facts, *, at, after=timedelta(0), path=""):
    tell(
        kind=kind,
        recipient=person,
        about=shift,
        facts=facts,
        path=path or reverse("programs:shift-detail", args=[shift.pk]),
        at=at,
        after=after,
        step=step_of(at),
    )
