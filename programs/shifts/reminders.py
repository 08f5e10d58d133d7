"""What the calendar says of shifts: tomorrow's card, and the note of the one that ended (P24, P25).

Reads; writes nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.shifts.models import Shift, ShiftNote

# Whoever works together knows it at least 12 hours ahead (P25); sent earlier for the night.
AHEAD = timedelta(hours=24)
# A note is asked for on the day, and no longer than so.
ASKED_FOR = timedelta(hours=48)

KINDS = (
    NoticeKind(
        code="shift_tomorrow",
        label=_("You work with someone tomorrow"),
        subject=_("You work with %(partner)s on %(shift_on)s"),
        line=_("It begins at %(starts_at)s. See what can be done alone and what comes next."),
        act=_("Open the card"),
        why=_("You get this because you work in this shift."),
        whom=_("Both of the two in a shift"),
        parts=(Part.LEARNER, Part.PRECEPTOR),
        is_duty=True,
        icon="calendar-week",
        facts=("partner", "shift_on", "starts_at"),
        ends_with=("shift_moved", "shift_called_off", "shift_covered"),
    ),
    NoticeKind(
        code="shift_note_due",
        label=_("How was the shift?"),
        subject=_("How was the shift with %(partner)s?"),
        line=_("Your shift on %(shift_on)s has ended. A note takes under a minute."),
        act=_("Write the note"),
        why=_("You get this because you worked in this shift."),
        whom=_("Both of the two in a shift"),
        parts=(Part.LEARNER, Part.PRECEPTOR),
        icon="journal-text",
        asks=True,
        facts=("partner", "shift_on"),
        ends_with=("shift_note_written", "shift_called_off", "shift_covered"),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """The day before to both, and to both when it has ended, until one of them has written."""
    for shift in _running(Shift.objects.to_come(at)).filter(
        starts_at__gt=at, starts_at__lte=at + AHEAD, cover_asked_at=None
    ):
        yield from _to_both(shift, "shift_tomorrow", "programs:shift-detail")
    for shift in without_note(at):
        yield from _to_both(shift, "shift_note_due", "programs:shift-note-create")


def stale(at: datetime) -> QuerySet:
    """The card of a shift that has begun, and a question that is days old."""
    begun = Shift.objects.filter(pk=OuterRef("object_id"), starts_at__lte=at)
    gone = Shift.objects.filter(pk=OuterRef("object_id"), ends_at__lte=at - ASKED_FOR)
    shown = Notice.objects.filter(superseded_at=None)
    old_cards = shown.filter(Exists(begun), kind="shift_tomorrow")
    old_questions = shown.filter(Exists(gone), kind="shift_note_due")
    return old_cards | old_questions


def without_note(at: datetime) -> QuerySet:
    """Shifts that ended in the last two days and of which nobody has written."""
    written = ShiftNote.objects.filter(shift=OuterRef("pk"))
    ended = Shift.objects.over(at).filter(ends_at__gt=at - ASKED_FOR)
    return _running(ended).filter(~Exists(written))


def _running(shifts):
    return shifts.filter(preceptorship__closed_at=None).with_people()


def _to_both(shift, kind, page):
    learner, preceptor = shift.preceptorship.learner.person, shift.preceptor.person
    for person, partner in ((learner, preceptor), (preceptor, learner)):
        facts = {"partner": partner.name, "shift_on": shift.day}
        if kind == "shift_tomorrow":
            facts["starts_at"] = shift.starts_at
        yield NoticeDraft(
            kind=kind,
            recipient_id=person.pk,
            object_id=shift.pk,
            occurs_on=shift.day,
            data=facts,
            path=reverse(page, args=[shift.pk]),
        )
