"""What people are told when somebody else takes days of a preceptor, or has to (P18, P25, P30).

One act is told once, of however many days: those of a single day have their own words.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.dated import dated
from people.models import Person, Preceptor
from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft, plan_notices, step_of, take_back
from people.registry import Part, notice_kinds
from programs.cohorts.escalation import escalation_recipients
from programs.shifts.models import Shift
from programs.shifts.notices import shift_kind

NEEDS_COVER, NEED_COVER = "shift_needs_cover", "shifts_need_cover"
# Of one day, and of several.
KINDS_OF = {
    "yours": ("shift_yours", "shifts_yours"),
    "covered": ("shift_covered", "shifts_covered"),
    "given_away": ("shift_given_away", "shifts_given_away"),
}
OF_SEVERAL = (NEED_COVER, *(several for _single, several in KINDS_OF.values()))

KINDS = (
    shift_kind(
        NEEDS_COVER,
        label=_("A shift needs someone"),
        subject=_("Who works with %(learner)s on %(shift_on)s?"),
        line=_("%(preceptor)s isn't available. It starts on %(starts_at)s, in %(program)s."),
        act=_("Name someone"),
        why=_("You get this because you coordinate %(program)s."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        is_duty=True,
        is_urgent=True,
        asks=True,
        tone="red",
        icon="person-exclamation",
        facts=("preceptor", "learner", "program", "shift_on", "starts_at"),
        ends_with=("shift_covered", "shift_called_off"),
    ),
    shift_kind(
        "shift_yours",
        label=_("You're covering a shift"),
        subject=_("You're working with %(learner)s on %(shift_on)s"),
        line=_("It starts on %(starts_at)s. You're standing in for %(former)s."),
        act=_("See what they may do"),
        whom=_("The person who takes it"),
        parts=(Part.PRECEPTOR,),
        is_duty=True,
        is_urgent=True,
        facts=("learner", "former", "shift_on", "starts_at"),
        ends_with=("shift_covered", "shift_called_off"),
    ),
    shift_kind(
        "shift_covered",
        label=_("Someone else works with you that day"),
        subject=_("On %(shift_on)s you're working with %(preceptor)s"),
        line=_("Instead of %(former)s. The times stay the same."),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        is_duty=True,
        facts=("preceptor", "former", "shift_on"),
        ends_with=("shift_covered", "shift_called_off"),
    ),
    shift_kind(
        "shift_given_away",
        label=_("Someone else is taking your shift"),
        subject=_("%(preceptor)s works with %(learner)s on %(shift_on)s"),
        line=_("You don't need to come in."),
        whom=_("The person who had it"),
        parts=(Part.PRECEPTOR,),
        facts=("preceptor", "learner", "shift_on"),
        ends_with=("shift_covered", "shift_called_off"),
    ),
    # ``shifts`` is no word of those of several days: the ids by which they are taken back.
    shift_kind(
        NEED_COVER,
        label=_("Several shifts need someone"),
        subject=_("Who works with %(learner)s on %(count)s days?"),
        line=_("%(preceptor)s isn't available: %(days)s, in %(program)s."),
        act=_("Name someone"),
        why=_("You get this because you coordinate %(program)s."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        is_duty=True,
        is_urgent=True,
        asks=True,
        tone="red",
        icon="person-exclamation",
        facts=("preceptor", "learner", "program", "count", "days", "shifts"),
        ends_with=("shifts_covered",),
    ),
    shift_kind(
        "shifts_yours",
        label=_("You're covering several shifts"),
        subject=_("You're working with %(learner)s on %(count)s days"),
        line=_("%(days)s. You're standing in for %(former)s."),
        act=_("See what they may do"),
        whom=_("The person who takes them"),
        parts=(Part.PRECEPTOR,),
        is_duty=True,
        is_urgent=True,
        facts=("learner", "former", "count", "days", "shifts"),
        ends_with=("shifts_covered",),
    ),
    shift_kind(
        "shifts_covered",
        label=_("Someone else works with you on several days"),
        subject=_("On %(count)s days you're working with %(preceptor)s"),
        line=_("%(days)s. Instead of %(former)s. The times stay the same."),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        is_duty=True,
        facts=("preceptor", "former", "count", "days", "shifts"),
        ends_with=("shifts_covered",),
    ),
    shift_kind(
        "shifts_given_away",
        label=_("Someone else is taking several of your shifts"),
        subject=_("Someone else works with %(learner)s on %(count)s of your days"),
        line=_("%(days)s: %(preceptor)s. You don't need to come in."),
        whom=_("The person who had them"),
        parts=(Part.PRECEPTOR,),
        facts=("preceptor", "learner", "count", "days", "shifts"),
        ends_with=("shifts_covered",),
    ),
)


class Covered(NamedTuple):
    """A day that somebody else has now, and who had it."""

    shift: Shift
    former: Preceptor


def cover_asked(shifts: Sequence[Shift], *, by: Person, at: datetime) -> None:
    """To whoever runs the program, at once and once: somebody waits."""
    recipients = escalation_recipients(shifts[0].preceptorship.program)
    plan_notices([cover_draft(shifts, person) for person in recipients if person != by], at=at)


def cover_draft(shifts: Sequence[Shift], person: Person) -> NoticeDraft:
    """Ask a coordinator once for days that need somebody, however that came to be known.

    ``shifts`` are of one learner and one preceptor, the first of them first.
    """
    first = shifts[0]
    kind = NEED_COVER if len(shifts) > 1 else NEEDS_COVER
    program = first.preceptorship.program.name
    facts = {**_facts([Covered(shift, shift.preceptor) for shift in shifts]), "program": program}
    path = reverse("programs:shift-cover", args=[first.pk])
    return NoticeDraft(kind, person.pk, first.pk, first.day, _declared(kind, facts), path)


def shifts_covered(covered: Sequence[Covered], *, by: Person, at: datetime) -> None:
    """To the new ones, the learner and the former ones, each once; whoever did it knows."""
    ids = [shift.pk for shift, _former in covered]
    take_back("shift_covered", ids, at=at)
    forget_several(ids, at=at)
    letters = defaultdict(list)
    for day in covered:
        now, former = day.shift.preceptor.person, day.former.person
        letters["yours", now].append(day)
        if now != former:
            letters["covered", day.shift.preceptorship.learner.person].append(day)
            letters["given_away", former].append(day)
    drafts = [_draft(what, to, days, at=at) for (what, to), days in letters.items() if to != by]
    plan_notices(drafts, at=at)


def handed_on(shifts: Collection[UUID], *, at: datetime) -> None:
    """What was told of these days names whoever had them; the change itself is told elsewhere."""
    take_back("shift_covered", shifts, at=at)
    forget_several(shifts, at=at)


def forget_several(shifts: Collection[UUID], *, at: datetime) -> None:
    """Take back what was told of several days, where it was of none but these."""
    gone = {str(pk) for pk in shifts}
    told = Notice.objects.filter(kind__in=OF_SEVERAL, object_id__in=shifts, superseded_at=None)
    for notice in told.select_related("recipient"):
        if gone.issuperset(shifts_told(notice)):
            take_back("shifts_covered", [notice.object_id], at=at, recipient=notice.recipient)


def shifts_told(notice: Notice) -> list[str]:
    """The ids of those that a notice is about."""
    return notice.data.get("shifts", str(notice.object_id)).split()


def _draft(what, person, days, *, at):
    kind = KINDS_OF[what][len(days) > 1]
    first = days[0].shift
    path = reverse("programs:shift-detail", args=[first.pk])
    facts = _declared(kind, _facts(days))
    return NoticeDraft(kind, person.pk, first.pk, at.date(), facts, path, step_of(at))


def _facts(days: Sequence[Covered]) -> dict:
    shifts = [shift for shift, _former in days]
    first = shifts[0]
    return {
        "learner": first.preceptorship.learner.person.name,
        "preceptor": _named(shift.preceptor.person.name for shift in shifts),
        "former": _named(former.person.name for _shift, former in days),
        "shift_on": first.day,
        "starts_at": first.starts_at,
        "count": len(shifts),
        "days": get_text_list([dated(shift.day) for shift in shifts], _now("and")),
        "shifts": " ".join(str(shift.pk) for shift in shifts),
    }


def _named(names):
    return get_text_list(list(dict.fromkeys(names)), _now("and"))


def _declared(kind, facts):
    return {name: facts[name] for name in notice_kinds[kind].facts}
