"""Learners whose preceptor is gone or may not sign any more, why, and who can instead (P8, P18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Preceptor
from people.standing import Lack, lacks_of
from programs.cohorts.models import RuleOverride
from programs.preceptorships.models import PreceptorAssignment, Preceptorship


class Cause(TextChoices):
    """Why the primary preceptor can't sign, in words that follow their name."""

    UNNAMED = "unnamed", gettext_lazy("is no longer assigned")
    GONE = "gone", gettext_lazy("no longer has an account")
    APPROVAL = "approval", gettext_lazy("no longer has a valid approval")
    LICENCE = "licence", gettext_lazy("no longer has a valid licence")


@dataclass(frozen=True, slots=True)
class Stranded:
    """A preceptorship whose primary preceptor can't sign, why, and the backup who can, if any."""

    preceptorship: Preceptorship
    assignment: PreceptorAssignment | None
    cause: Cause
    stand_in: PreceptorAssignment | None = None

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

    @property
    def title(self):
        """What is so, after the learner's name: "preceptor can't sign", "nobody can sign"."""
        if self.stand_in:
            return _("%(guide)s can't sign") % {"guide": self.preceptorship.program.guide_label}
        return _("nobody can sign")

    @property
    def tone(self):
        return "amber" if self.stand_in else "red"

    @property
    def who_can(self):
        """Who signs meanwhile: "Hannah Voss, backup, can sign."."""
        if self.stand_in is None:
            return _("Nobody else can sign.")
        role = self.stand_in.get_role_display().lower()
        words = {"name": self.stand_in.preceptor.person.name, "role": role}
        return _("%(name)s, %(role)s, can sign.") % words


def stranded(preceptorships: Iterable[Preceptorship], *, today: date) -> list[Stranded]:
    """Return why each of these, found by ``without_preceptor``, has no primary who can sign.

    With whoever else can on that day, if anybody.
    """
    rows = list(preceptorships)
    if not rows:
        return []
    named = PreceptorAssignment.objects.primary().filter(preceptorship__in=rows)
    # Of several, whoever came last; who takes over later is not yet one of them.
    begun = Q(valid_from__lte=today) | Q(valid_from__lte=F("preceptorship__starts_on"))
    named = named.filter(begun)
    named = named.order_by("preceptorship", "-valid_from", "-assigned_at")
    last = {row.preceptorship_id: row for row in named.distinct("preceptorship")}
    others = list(_of_the_day(rows, today))
    held = [*last.values(), *others]
    guides = Preceptor.objects.with_standing(today).select_related("person")
    by_id = guides.in_bulk({row.preceptor_id for row in held})
    for assignment in held:
        assignment.preceptor = by_id[assignment.preceptor_id]
    # Of several the first stays: they come in reverse.
    able = {row.preceptorship_id: row for row in reversed(others) if _can_sign(row)}
    return [
        Stranded(row, last.get(row.pk), _cause(last.get(row.pk), today), able.get(row.pk))
        for row in rows
    ]


def _of_the_day(rows, today):
    """Whoever precepts in these on the day, and whether a reason stands for what they lack (P8)."""
    excepted = RuleOverride.objects.filter(
        program=OuterRef("preceptorship__program"),
        learner=OuterRef("preceptorship__learner__person"),
        guide=OuterRef("preceptor__person"),
        rules__contains=["P8"],
    )
    held = PreceptorAssignment.objects.on(today).filter(preceptorship__in=rows)
    held = held.annotate(is_excepted=Exists(excepted)).order_by("preceptorship", "-role", "pk")
    return held.select_related("preceptorship__learner")


def _can_sign(assignment):
    """The same as a signature asks of its assessor (P8)."""
    preceptor = assignment.preceptor
    if not preceptor.person.is_active:
        return False
    may_assess = preceptor.may_assess(assignment.preceptorship.learner)
    return assignment.is_excepted or (may_assess and not lacks_of(preceptor))


def _cause(assignment, today):
    if assignment is None:
        return Cause.UNNAMED
    if not assignment.preceptor.person.is_active:
        return Cause.GONE
    if assignment.valid_to and assignment.valid_to < today:
        return Cause.UNNAMED
    lacks = lacks_of(assignment.preceptor)
    return Cause.LICENCE if Lack.LICENCE in lacks else Cause.APPROVAL
