"""Who could take days: free, near and allowed, with the reason in words (P18)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.dated import dated
from people.models import Absence, Preceptor
from programs.cohorts.best_guides import ELSEWHERE, nearness
from programs.cohorts.eligibility import Guide, blockers_for, guides_of
from programs.cohorts.pairing_options import place_of
from programs.preceptorships.models import PreceptorAssignment
from programs.shifts.models import Shift


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who may take days. ``reason`` says what speaks for them, and which they cannot.

    ``shifts``: the ids of those they can take.
    """

    preceptor: Guide
    reason: str
    shifts: frozenset[UUID]


def cover_options(shifts: Sequence[Shift]) -> list[Option]:
    """Those against whom nothing stands on any of these days of one learner and one preceptor.

    Whoever can take most of them first, then the ones who know the learner. Queries: four, and
    three for each day.
    """
    if not shifts:
        return []
    learner = shifts[0].preceptorship.learner
    guides, able = _able(shifts)
    known, shared, taken = _assigned(shifts), _shared_shifts(shifts[0]), _taken(shifts)
    found = sorted(
        (guides[pk] for pk in able),
        key=lambda guide: (
            -len(able[guide.pk]),
            len(taken[guide.pk] & able[guide.pk]),
            guide.pk not in known,
            nearness(guide.person, learner.person),
            -shared.get(guide.pk, 0),
        ),
    )
    return [
        Option(
            guide,
            _reason(
                *_what_speaks(guide, learner, known, shared),
                _which_days(able[guide.pk], shifts),
                _busy(taken[guide.pk] & able[guide.pk], shifts),
            ),
            frozenset(able[guide.pk]),
        )
        for guide in found
    ]


def _reason(*parts):
    return " · ".join(filter(None, parts))


def _able(shifts):
    """The guides of the program by id, and of each who can take any the ids of those."""
    program, learner = shifts[0].preceptorship.program, shifts[0].preceptorship.learner
    away = _away(program, shifts)
    by_day = groupby(shifts, key=lambda shift: shift.day)
    guides, able = {}, defaultdict(set)
    for day, of_day in by_day:
        those = {shift.pk for shift in of_day}
        pool = [guide for guide in guides_of(program, on=day) if guide.pk != shifts[0].preceptor_id]
        eligibility = blockers_for(program=program, guides=pool, learners=[learner], on=day)
        for guide in pool:
            is_away = day in away[guide.person_id]
            if not is_away and not eligibility.blockers(guide, learner, more=-guide.load):
                guides.setdefault(guide.pk, guide)
                able[guide.pk] |= those
    return guides, able


def _away(program, shifts):
    """On which of these days each preceptor of the program is away, by person."""
    days = sorted({shift.day for shift in shifts})
    rows = Absence.objects.filter(
        person__preceptor__programs=program, valid_from__lte=days[-1], valid_to__gte=days[0]
    )
    away = defaultdict(set)
    for row in rows:
        away[row.person_id] |= {day for day in days if row.valid_from <= day <= row.valid_to}
    return away


def _what_speaks(guide, learner, known, shared):
    near = nearness(guide.person, learner.person)
    count = shared.get(guide.pk, 0)
    return [
        known.get(guide.pk, ""),
        place_of(guide.person, near) if near != ELSEWHERE or guide.person.unit else "",
        ngettext("%(count)d shift together", "%(count)d shifts together", count) % {"count": count}
        if count
        else "",
    ]


def _which_days(able, shifts):
    """Which of several days somebody can take, in the shorter way."""
    lacking = [shift for shift in shifts if shift.pk not in able]
    if not lacking:
        return ""
    if len(lacking) < len(able):
        return _("not on %(days)s") % {"days": days_of(lacking)}
    return _("only on %(days)s") % {"days": days_of(shift for shift in shifts if shift.pk in able)}


def _busy(taken, shifts):
    if not taken:
        return ""
    if len(shifts) == 1:
        return _("works with someone else then")
    days = days_of(shift for shift in shifts if shift.pk in taken)
    return _("works with someone else on %(days)s") % {"days": days}


def days_of(shifts: Iterable[Shift]) -> str:
    """The days of these shifts: "3 Dec, 4 Dec and 7 Dec"."""
    days = dict.fromkeys(dated(shift.day) for shift in shifts)
    return get_text_list(list(days), _("and"))


def _assigned(shifts):
    """Who precepts this learner on one of these days already, as what."""
    words = {
        PreceptorAssignment.Role.PRIMARY: _("primary"),
        PreceptorAssignment.Role.BACKUP: _("backup"),
    }
    held = PreceptorAssignment.objects.filter(preceptorship=shifts[0].preceptorship_id)
    days = [shift.day for shift in shifts]
    return {row.preceptor_id: words[row.role] for row in held if any(map(row.is_on, days))}


def _shared_shifts(shift):
    together = Shift.objects.standing().filter(
        preceptorship=shift.preceptorship_id, starts_at__lt=shift.starts_at
    )
    counted = {}
    for preceptor in together.values_list("preceptor", flat=True):
        counted[preceptor] = counted.get(preceptor, 0) + 1
    return counted


def _taken(shifts):
    """In the hours of which of these shifts each has somebody else with them, by preceptor."""
    others = Shift.objects.overlapping(
        min(shift.starts_at for shift in shifts), max(shift.ends_at for shift in shifts)
    ).exclude(pk__in=[shift.pk for shift in shifts])
    busy = others.filter(preceptor__programs=shifts[0].preceptorship.program_id)
    taken = defaultdict(set)
    for preceptor, starts_at, ends_at in busy.values_list("preceptor", "starts_at", "ends_at"):
        taken[preceptor] |= {
            shift.pk for shift in shifts if starts_at < shift.ends_at and shift.starts_at < ends_at
        }
    return taken


def preceptors_of_day(preceptorship, day: date):
    """Whoever may be named in a shift of the day, the primary first."""
    held = PreceptorAssignment.objects.on(day).filter(preceptorship=preceptorship)
    is_primary = Exists(held.primary().filter(preceptor=OuterRef("pk")))
    rows = Preceptor.objects.filter(pk__in=held.values("preceptor")).select_related("person")
    return rows.order_by(is_primary.desc(), "person__sort_name")
