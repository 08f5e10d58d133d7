"""What Today and the header show of programs to those who run them (DESIGN 14)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Approval, GuideRole, Person
from people.registry import NavItem, TodayItem
from programs.cohorts.models import Cohort, Enrolment, Program
from programs.cohorts.permissions import can_create_program

# S2 warns at 60, 30 and 7 days; Today speaks of those near enough to act on.
LAPSING = timedelta(days=30)
MOST = 10


def _runs(kind):
    programs = Program.objects.filter(kind=kind)
    return lambda person: Exists(programs.filter(coordinators__person=person))


# Each kind has items of its own, for which those who run none are not asked.
READER_FLAGS = {
    "runs_preceptorships": _runs(Program.Kind.PRECEPTORSHIP),
    "runs_mentoring": _runs(Program.Kind.MENTORSHIP),
}


def nav(person: Person, flags: Mapping[str, Any]) -> Iterable[NavItem]:
    """Programs for whoever runs one or may create one; others reach theirs from Today."""
    if can_create_program(person):
        yield NavItem(_("Programs"), reverse("programs:program-list"), icon="diagram-2")


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    """Who waits for a pairing, by cohort, and whose approval as a guide lapses soon."""
    if not flags["is_coordinator"]:
        return
    day = timezone.localdate(at)
    programs = {program.pk: program for program in _running(person)}
    for cohort in _waiting_in(programs):
        yield _waiting_item(programs[cohort.program_id], cohort, day)
    for role in GuideRole.values:
        guided = [pk for pk, program in programs.items() if program.guide_role == role]
        for program, lapsing, first_on in _lapsing_guides(role, guided, day) if guided else ():
            yield _lapsing_item(programs[program], lapsing, first_on)


def _running(coordinator):
    running = Program.objects.open().filter(coordinators__person=coordinator)
    return running.only("name", "kind")


def _waiting_in(programs):
    waiting = Q(enrolments__status=Enrolment.Status.WAITING)
    cohorts = Cohort.objects.filter(program__in=programs)
    cohorts = cohorts.annotate(waiting=Count("enrolments", filter=waiting)).filter(waiting__gt=0)
    return cohorts.order_by("starts_on", "pk")[:MOST]


def _waiting_item(program, cohort, today):
    title = ngettext(
        "%(count)d person is waiting to be paired",
        "%(count)d people are waiting to be paired",
        cohort.waiting,
    )
    is_preceptorship = program.is_preceptorship
    has_begun = cohort.starts_on <= today
    starts = _("started") if has_begun else _("starts %(day)s") % {"day": _day(cohort.starts_on)}
    return TodayItem(
        section=_("Programs"),
        title=title % {"count": cohort.waiting},
        detail=f"{program.name} · {cohort.name} · {starts}",
        url=reverse("programs:pairing-table", args=[cohort.pk]),
        act=_("Pair"),
        urgency=1 if has_begun else 2,
        tone="teal" if is_preceptorship else "plum",
        icon="check2" if is_preceptorship else "people",
    )


def _lapsing_guides(role, programs, today):
    """(program, how many, first day) of those some of whose guides' last approval ends soon."""
    program = f"person__{role}__programs"
    approvals = Approval.objects.filter(role=role)
    lasting = approvals.filter(person=OuterRef("person")).filter(
        Q(valid_to=None) | Q(valid_to__gt=today + LAPSING)
    )
    near = approvals.filter(
        valid_to__range=(today, today + LAPSING),
        person__is_active=True,
        **{f"{program}__in": programs},
    ).exclude(Exists(lasting))
    counted = near.order_by().values(program).annotate(lapsing=Count("person"))
    counted = counted.annotate(first_on=Min("valid_to"))
    return counted.values_list(program, "lapsing", "first_on")[:MOST]


def _lapsing_item(program, lapsing, first_on):
    title = ngettext(
        "The approval of %(count)d guide expires soon",
        "The approvals of %(count)d guides expire soon",
        lapsing,
    )
    return TodayItem(
        section=_("Programs"),
        title=title % {"count": lapsing},
        detail=_("%(program)s · the first on %(day)s")
        % {"program": program.name, "day": _day(first_on)},
        url=reverse("programs:program-guides", args=[program.pk]),
        act=_("See who"),
        urgency=2,
        tone="amber",
        icon="exclamation-triangle",
    )


def _day(date):
    return date_format(date, "j M Y")
