"""Learners whose preceptor is gone or may not sign any more, and why (P8, P18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from people.models import Preceptor
from people.standing import Lack, lacks_of
from programs.preceptorships.models import PreceptorAssignment, Preceptorship


class Cause(TextChoices):
    """Why nobody can sign, in words that follow the preceptor's name."""

    UNNAMED = "unnamed", _("is no longer assigned")
    GONE = "gone", _("no longer has an account")
    APPROVAL = "approval", _("no longer has a valid approval")
    LICENCE = "licence", _("no longer has a valid licence")


@dataclass(frozen=True, slots=True)
class Stranded:
    """A preceptorship without a preceptor who can sign, the last one named, and why."""

    preceptorship: Preceptorship
    assignment: PreceptorAssignment | None
    cause: Cause

    @property
    def preceptor_name(self):
        """Of whom the sentence speaks; the program's own word where nobody ever was named."""
        if self.assignment:
            return self.assignment.preceptor.person.name
        return self.preceptorship.program.guide_label.capitalize()

    @property
    def sentence(self):
        """Why, as a list says it: "Priya Nair no longer has a valid licence"."""
        return f"{self.preceptor_name} {self.cause.label}"


def stranded(preceptorships: Iterable[Preceptorship], *, today: date) -> list[Stranded]:
    """Return why each of these, found by ``without_preceptor``, has nobody who can sign."""
    rows = list(preceptorships)
    named = PreceptorAssignment.objects.primary().filter(preceptorship__in=rows)
    # Of several, whoever came last; who takes over later is not yet one of them.
    begun = Q(valid_from__lte=today) | Q(valid_from__lte=F("preceptorship__starts_on"))
    named = named.filter(begun)
    named = named.order_by("preceptorship", "-valid_from", "-assigned_at")
    last = {row.preceptorship_id: row for row in named.distinct("preceptorship")}
    guides = Preceptor.objects.with_standing(today).select_related("person")
    by_id = guides.in_bulk([row.preceptor_id for row in last.values()])
    for assignment in last.values():
        assignment.preceptor = by_id[assignment.preceptor_id]
    return [Stranded(row, last.get(row.pk), _cause(last.get(row.pk), today)) for row in rows]


def _cause(assignment, today):
    if assignment is None:
        return Cause.UNNAMED
    if not assignment.preceptor.person.is_active:
        return Cause.GONE
    if assignment.valid_to and assignment.valid_to < today:
        return Cause.UNNAMED
    lacks = lacks_of(assignment.preceptor)
    return Cause.LICENCE if Lack.LICENCE in lacks else Cause.APPROVAL
