"""Who could take a day: free, near and allowed, with the reason in words (P18)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Preceptor
from programs.cohorts.best_guides import ELSEWHERE, nearness
from programs.cohorts.eligibility import Guide, blockers_for, guides_of
from programs.cohorts.pairing_options import place_of
from programs.preceptorships.models import PreceptorAssignment
from programs.shifts.models import Shift

# As many are offered as one reads in a glance.
MOST = 12


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who may take the day. ``reason`` says what speaks for them."""

    preceptor: Guide
    reason: str


def cover_options(shift: Shift, *, today: date) -> list[Option]:
    """Those against whom nothing stands that day, the ones who know the learner first."""
    learner = shift.preceptorship.learner
    guides = guides_of(shift.preceptorship.program, on=shift.day)
    guides = [guide for guide in guides if guide.pk != shift.preceptor_id]
    eligibility = blockers_for(
        program=shift.preceptorship.program, guides=guides, learners=[learner], on=shift.day
    )
    free = [guide for guide in guides if not eligibility.blockers(guide, learner, more=-guide.load)]
    taken = _learners_of_that_time(shift)
    known = _assigned(shift)
    shared = _shared_shifts(shift)
    free.sort(
        key=lambda guide: (
            taken.get(guide.pk, 0),
            guide.pk not in known,
            nearness(guide.person, learner.person),
            -shared.get(guide.pk, 0),
        )
    )
    return [Option(guide, _reason(guide, learner, known, shared, taken)) for guide in free[:MOST]]


def _reason(guide, learner, known, shared, taken):
    near = nearness(guide.person, learner.person)
    count = shared.get(guide.pk, 0)
    parts = [
        known.get(guide.pk, ""),
        place_of(guide.person, near) if near != ELSEWHERE or guide.person.unit else "",
        ngettext("%(count)d shift together", "%(count)d shifts together", count) % {"count": count}
        if count
        else "",
        _("works with someone else then") if taken.get(guide.pk) else "",
    ]
    return " · ".join(filter(None, parts))


def _assigned(shift):
    """Who precepts this learner on that day already, as what."""
    held = PreceptorAssignment.objects.on(shift.day).filter(preceptorship=shift.preceptorship_id)
    words = {
        PreceptorAssignment.Role.PRIMARY: _("primary"),
        PreceptorAssignment.Role.BACKUP: _("backup"),
    }
    return {row.preceptor_id: words[row.role] for row in held}


def _shared_shifts(shift):
    together = Shift.objects.standing().filter(
        preceptorship=shift.preceptorship_id, starts_at__lt=shift.starts_at
    )
    counted = {}
    for preceptor in together.values_list("preceptor", flat=True):
        counted[preceptor] = counted.get(preceptor, 0) + 1
    return counted


def _learners_of_that_time(shift):
    """Who has somebody else with them in those hours."""
    others = Shift.objects.overlapping(shift.starts_at, shift.ends_at).exclude(pk=shift.pk)
    busy = others.filter(preceptor__programs=shift.preceptorship.program_id)
    return dict.fromkeys(busy.values_list("preceptor", flat=True), 1)


def preceptors_of_day(preceptorship, day: date):
    """Whoever may be named in a shift of the day, the primary first."""
    held = PreceptorAssignment.objects.on(day).filter(preceptorship=preceptorship)
    is_primary = Exists(held.primary().filter(preceptor=OuterRef("pk")))
    rows = Preceptor.objects.filter(pk__in=held.values("preceptor")).select_related("person")
    return rows.order_by(is_primary.desc(), "person__sort_name")
