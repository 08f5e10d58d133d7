"""What Today shows of shifts: the card of the next one, its note, its hours, who is missing."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.dated import dated
from people.models import Person
from people.registry import TodayItem, TodayPanel
from programs.cohorts import schedule
from programs.shifts.contents import has_worked_before, sections_of
from programs.shifts.models import Shift
from programs.shifts.reminders import ended_lately
from programs.shifts.uncovered import gaps

# The evening before, and until it has ended.
CARD_AHEAD = timedelta(hours=24)
MOST = 10
# Of more than two at once the page of each tells.
MOST_CARDS = 2


def _works(person):
    """Whether the person learns or precepts in any shift of the last weeks or to come."""
    # By the clock of the database, as all that a page asks about its reader.
    mine = Shift.objects.standing().filter(starts_at__gt=Now() - timedelta(days=60))
    return Exists(mine.of_learner(person)) | Exists(mine.of_preceptor(person))


READER_FLAGS = {"works_shifts": _works}


def today(
    person: Person, at: datetime, flags: Mapping[str, Any]
) -> Iterable[TodayItem | TodayPanel]:
    """One's next card, the note that is missing, hours in question; days without anybody."""
    if flags["works_shifts"]:
        yield from _cards(person, at)
        yield from _notes(person, at)
        yield from _questions(person, at)
    if flags["runs_preceptorships"]:
        yield from _uncovered(person, at)


def _cards(person, at):
    soon = Shift.objects.to_come(at).filter(
        pk__in=Shift.objects.ids_of(person), starts_at__lte=at + CARD_AHEAD
    )
    for shift in soon.with_people().order_by("starts_at")[:MOST_CARDS]:
        day = timezone.localdate(at)
        context = {
            "shift": shift,
            "partner": _partner(shift, person),
            "is_today": shift.day == day,
            "week": schedule.week_of(starts_on=shift.preceptorship.starts_on, today=shift.day),
            "is_first": not has_worked_before(shift),
            "is_own": shift.preceptorship.learner.person_id == person.pk,
            "sections": sections_of(shift, person, today=day),
        }
        yield TodayPanel("programs/shifts/_today_card.html", context, order=5, is_due=True)


def _notes(person, at):
    mine = ended_lately(at).filter(pk__in=Shift.objects.ids_of(person))
    mine = mine.exclude(notes__author=person)
    for shift in mine.order_by("ends_at")[:MOST]:
        ended = dated(timezone.localtime(shift.ends_at), "l, H:i")
        words = {"name": _partner(shift, person).name}
        words["day_word"] = shift.preceptorship.program.shift_label
        yield TodayItem(
            section=str(capfirst(shift.preceptorship.program.shifts_label)),
            title=_("How was the %(day_word)s with %(name)s?") % words,
            detail=_("It ended on %(when)s. A note takes under a minute.") % {"when": ended},
            url=reverse("programs:shift-note-create", args=[shift.pk]),
            act=_("Write the note"),
            urgency=1,
            icon="journal-text",
        )


def _questions(person, at):
    asked = Shift.objects.questioned().filter(pk__in=Shift.objects.ids_of(person))
    asked = asked.exclude(questioned_by=person).with_people().select_related("questioned_by")
    for shift in asked.order_by("questioned_at")[:MOST]:
        words = {"name": shift.questioned_by.name, "day": dated(shift.day)}
        yield TodayItem(
            section=str(capfirst(shift.preceptorship.program.shifts_label)),
            title=_("%(name)s questions the hours for %(day)s") % words,
            detail=_("They don't count until you both agree."),
            url=reverse("programs:shift-hours", args=[shift.pk]),
            act=_("Check the hours"),
            urgency=1,
            tone="amber",
            icon="question-circle",
        )


def _uncovered(coordinator, at):
    """Days for which nobody is named, in the programs one runs: each cause once."""
    mine = Shift.objects.filter(preceptorship__program__coordinators__person=coordinator)
    for gap in gaps(mine, at)[:MOST]:
        shift, count = gap.first, len(gap.shifts)
        words = {
            "preceptor": shift.preceptor.person.name,
            "learner": shift.preceptorship.learner.person.name,
            "count": count,
        }
        title = ngettext(
            "%(learner)s has nobody to work with: %(preceptor)s isn't available",
            "%(learner)s has nobody to work with on %(count)d days: %(preceptor)s isn't available",
            count,
        )
        when = dated(timezone.localtime(shift.starts_at), "l j F, H:i")
        yield TodayItem(
            section=_("Needs you"),
            title=title % words,
            detail=f"{shift.preceptorship.program.name} · {when}",
            url=reverse("programs:shift-cover", args=[shift.pk]),
            act=_("Name someone"),
            urgency=0,
            tone="red",
            icon="person-exclamation",
            due_at=shift.starts_at,
        )


def _partner(shift, person):
    learner, preceptor = shift.preceptorship.learner.person, shift.preceptor.person
    return preceptor if learner == person else learner
