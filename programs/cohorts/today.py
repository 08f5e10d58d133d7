"""What Today and the header show of programs to those who run them (DESIGN 14)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.compiled import compiled_once
from common.expressions import length_of
from people.models import Approval, GuideRole, Person
from people.registry import NavItem, TodayItem, TodayPanel
from programs.cohorts.models import Cohort, Enrolment, Program
from programs.cohorts.permissions import can_create_program
from programs.mentoring.care.signals import awake, in_need_of_care, queued_in
from programs.mentoring.mentorships.models import Mentorship

# S2 warns at 60, 30 and 7 days; Today speaks of those near enough to act on.
LAPSING = timedelta(days=30)
MOST = 10
MOST_PROGRAMS = 6
# Counted up to here: what is longer than a screen is read in the queue.
MOST_IN_NEED = 20


def nav(person: Person, flags: Mapping[str, Any]) -> Iterable[NavItem]:
    """Programs for whoever runs one or may create one; others reach theirs from Today."""
    if can_create_program(person):
        yield NavItem(_("Programs"), reverse("programs:program-list"), "diagram-2")


def today(
    person: Person, at: datetime, flags: Mapping[str, Any]
) -> Iterable[TodayItem | TodayPanel]:
    """Who waits for a pairing, by cohort, and whose approval as a guide lapses soon.

    Of each mentoring program one runs: how many pairs, and how many may need a hand.
    """
    if not flags["is_coordinator"]:
        return
    day = timezone.localdate(at)
    yield from (_waiting_item(cohort, day) for cohort in _waiting_of(person))
    for role in GuideRole.values:
        for row in _lapsing_guides(role, person, day):
            programs = f"person__{role}__programs"
            yield _lapsing_item(row[programs], row[f"{programs}__name"], row)
    programs = [
        (row, row.pair_count, min(row.in_need, MOST_IN_NEED), row.in_need > MOST_IN_NEED)
        for row in _mentoring_programs_of(person, at, day)
    ]
    if programs:
        yield TodayPanel("programs/cohorts/_today_programs.html", {"programs": programs}, order=72)


@compiled_once
def _mentoring_programs_of(coordinator: Person, at: datetime, day: date):
    pairs = Mentorship.objects.filter(program=OuterRef("pk"))
    in_need = awake(in_need_of_care(queued_in(OuterRef("pk")), at=at), today=day).order_by()
    counted = pairs.open().begun().order_by().values("program").annotate(rows=Count("pk"))
    programs = Program.objects.open().filter(
        kind=Program.Kind.MENTORSHIP, coordinators__person=coordinator
    )
    return programs.annotate(
        pair_count=Coalesce(Subquery(counted.values("rows")), 0),
        in_need=length_of(in_need.values("pk")[: MOST_IN_NEED + 1]),
    ).order_by("name", "pk")[:MOST_PROGRAMS]


def _waiting_of(coordinator):
    running = Program.objects.open().filter(coordinators__person=coordinator)
    waiting = Q(enrolments__status=Enrolment.Status.WAITING)
    cohorts = Cohort.objects.filter(program__in=running)
    cohorts = cohorts.annotate(waiting=Count("enrolments", filter=waiting))
    cohorts = cohorts.filter(waiting__gt=0).select_related("program")
    return cohorts.order_by("starts_on", "pk")[:MOST]


def _waiting_item(cohort, today):
    title = ngettext(
        "%(count)d person waits for a pairing",
        "%(count)d people wait for a pairing",
        cohort.waiting,
    )
    is_preceptorship = cohort.program.is_preceptorship
    has_begun = cohort.starts_on <= today
    starts = _("begun") if has_begun else _("starts %(day)s") % {"day": _day(cohort.starts_on)}
    return TodayItem(
        section=_("Programs"),
        title=title % {"count": cohort.waiting},
        detail=f"{cohort.program.name} · {cohort.name} · {starts}",
        url=reverse("programs:pairing-table", args=[cohort.pk]),
        act=_("Pair"),
        urgency=1 if has_begun else 2,
        tone="teal" if is_preceptorship else "plum",
        icon="check2" if is_preceptorship else "people",
    )


def _lapsing_guides(role, coordinator, today):
    """The programs some of whose guides' last approval ends soon, one row for each."""
    running = Program.objects.open().filter(coordinators__person=coordinator)
    programs = f"person__{role}__programs"
    approvals = Approval.objects.filter(role=role)
    lasting = approvals.filter(person=OuterRef("person")).filter(
        Q(valid_to=None) | Q(valid_to__gt=today + LAPSING)
    )
    near = approvals.filter(
        valid_to__range=(today, today + LAPSING),
        person__is_active=True,
        **{f"{programs}__in": running},
    ).exclude(Exists(lasting))
    counted = near.order_by().values(programs, f"{programs}__name")
    return counted.annotate(lapsing=Count("person"), first_on=Min("valid_to"))[:MOST]


def _lapsing_item(program_id, name, row):
    title = ngettext(
        "The approval of %(count)d guide lapses",
        "The approvals of %(count)d guides lapse",
        row["lapsing"],
    )
    return TodayItem(
        section=_("Programs"),
        title=title % {"count": row["lapsing"]},
        detail=_("%(program)s · the first on %(day)s")
        % {"program": name, "day": _day(row["first_on"])},
        url=reverse("programs:program-guides", args=[program_id]),
        act=_("See who"),
        urgency=2,
        tone="amber",
        icon="exclamation-triangle",
    )


def _day(date):
    return date_format(date, "j M Y")
