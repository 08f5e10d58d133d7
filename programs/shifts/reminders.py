"""What the calendar says of shifts: tomorrow's card, and the note of the one that ended (P24, P25).

Reads; writes nothing.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import recipients_by_program
from programs.cohorts.models import PreceptorshipRules
from programs.shifts.cover_notices import NEED_COVER, NEEDS_COVER, cover_draft, shifts_told
from programs.shifts.models import Shift
from programs.shifts.notices import word_of
from programs.shifts.uncovered import gaps

# Whoever works together knows it at least 12 hours ahead (P25); sent earlier for the night.
AHEAD = timedelta(hours=24)
# A note is asked for on the day, and no longer than so.
ASKED_FOR = timedelta(hours=48)

KINDS = (
    NoticeKind(
        code="shift_tomorrow",
        label=_("You're working with someone tomorrow"),
        subject=_("You're working with %(partner)s on %(shift_on)s"),
        line=_("It starts on %(starts_at)s. See what can be done alone and what to work on next."),
        act=_("Open the shift"),
        why=_("You get this because the two of you work together that day."),
        whom=_("Both who work together"),
        parts=(Part.LEARNER, Part.PRECEPTOR),
        is_duty=True,
        icon="calendar-week",
        facts=("partner", "shift_on", "starts_at"),
        ends_with=("shift_moved", "shift_called_off", "shift_covered"),
    ),
    NoticeKind(
        code="shift_note_due",
        label=_("How was the shift?"),
        subject=_("How was the %(day_word)s with %(partner)s?"),
        line=_("Your %(day_word)s on %(shift_on)s has ended. A note takes under a minute."),
        act=_("Write the note"),
        why=_("You get this because the two of you worked together that day."),
        whom=_("Both who work together"),
        parts=(Part.LEARNER, Part.PRECEPTOR),
        icon="journal-text",
        asks=True,
        facts=("partner", "shift_on", "day_word"),
        labels={"day_word": PreceptorshipRules.DayWord},
        ends_with=("shift_note_written", "shift_called_off", "shift_covered"),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """The day before to both; when it has ended to each of them who has not written of it.

    Where whoever was to come will not be there, the coordinators hear of it instead (P30).
    """
    uncovered = list(Shift.objects.uncovered(at).values_list("pk", flat=True))
    coming = Shift.objects.standing().filter(starts_at__gt=at, starts_at__lte=at + AHEAD)
    for shift in _running(coming.exclude(pk__in=uncovered)):
        yield from _to_both(shift, "shift_tomorrow", "programs:shift-detail")
    for shift in ended_lately(at).prefetch_related("notes"):
        written = {note.author_id for note in shift.notes.all()}
        yield from _to_both(shift, "shift_note_due", "programs:shift-note-create", but=written)
    yield from _to_coordinators(at)


def stale(at: datetime) -> QuerySet:
    """The card of a shift that has begun, a question that is days old, a day that is covered."""
    told_of = Shift.objects.filter(pk=OuterRef("object_id"))
    begun, gone = told_of.filter(starts_at__lte=at), told_of.filter(ends_at__lte=at - ASKED_FOR)
    open_still = Shift.objects.lost(at).filter(pk=OuterRef("object_id"))
    return Notice.objects.filter(superseded_at=None).filter(
        Q(Exists(begun), kind="shift_tomorrow")
        | Q(Exists(gone), kind="shift_note_due")
        | Q(~Exists(open_still), kind__in=[NEEDS_COVER, NEED_COVER])
    )


def ended_lately(at: datetime) -> QuerySet:
    """Shifts that ended in the last two days: each of the two is asked for a note of their own."""
    return _running(Shift.objects.over(at).filter(ends_at__gt=at - ASKED_FOR))


def _running(shifts):
    people = ("preceptor__person", "preceptorship__learner__person")
    active = {f"{person}__is_active": True for person in people}
    return shifts.filter(preceptorship__closed_at=None, **active).with_people()


def _to_coordinators(at):
    """Of each cause once: again only of days of which nothing is told yet."""
    found = gaps(Shift.objects.all(), at, most=None)
    coordinators = recipients_by_program(gap.first.preceptorship.program_id for gap in found)
    told = _told_of_days(shift.preceptorship_id for gap in found for shift in gap.shifts)
    for gap in found:
        for person in coordinators[gap.first.preceptorship.program_id]:
            days = [shift for shift in gap.shifts if (person.pk, str(shift.pk)) not in told]
            if days:
                yield cover_draft(days, person)


def _told_of_days(preceptorships):
    """(recipient, shift) of those of which somebody is told already that they need someone."""
    shifts = Shift.objects.filter(preceptorship__in=set(preceptorships)).values("pk")
    kinds = [NEEDS_COVER, NEED_COVER]
    rows = Notice.objects.filter(kind__in=kinds, object_id__in=shifts, superseded_at=None)
    return {(notice.recipient_id, pk) for notice in rows for pk in shifts_told(notice)}


def _to_both(shift, kind, page, *, but=()):
    learner, preceptor = shift.preceptorship.learner.person, shift.preceptor.person
    for person, partner in ((learner, preceptor), (preceptor, learner)):
        if person.pk in but:
            continue
        facts = {"partner": partner.name, "shift_on": shift.day}
        if kind == "shift_tomorrow":
            facts["starts_at"] = shift.starts_at
        else:
            facts["day_word"] = word_of(shift)
        yield NoticeDraft(
            kind=kind,
            recipient_id=person.pk,
            object_id=shift.pk,
            occurs_on=shift.day,
            data=facts,
            path=reverse(page, args=[shift.pk]),
        )
