"""Who may sign for whom on which day, and if not, why not (P4, P8)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Person, Preceptor
from people.models.base import valid_on
from programs.models import PreceptorAssignment, Preceptorship, RuleOverride


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that stands in the way, and the reason in words for the person it stops."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether somebody may sign for a day: what stands in the way, and what was set aside."""

    refusals: tuple[Refusal, ...] = ()
    override: RuleOverride | None = None

    @property
    def is_allowed(self) -> bool:
        return not self.refusals


def judge_assessor(
    preceptorship: Preceptorship, person: Person, *, on: date, today: date
) -> Judgement:
    """Judge whether ``person`` may sign ``today`` for what they saw on the day ``on``.

    They must be assigned to the learner on both days: who has been replaced no longer signs.
    Approval, training, licence and level count on the day itself (P8), unless a coordinator
    set that rule aside. Rules about the pairing come alone: whoever is no preceptor here need
    not read about their training as well.
    """
    words = _words(preceptorship, on)
    if not preceptorship.is_open:
        return _refused("P23", _("This record is closed: nothing is signed in it any more."))
    if preceptorship.learner.person_id == person.pk:
        return _refused("P4", _("Nobody signs for themselves."))
    if not _is_assigned(preceptorship, person, today):
        return _refused("P8", _("You are not %(guide)s of %(name)s.") % words)
    if on != today and not _is_assigned(preceptorship, person, on):
        return _refused("P8", _("You were not %(guide)s of %(name)s on %(day)s.") % words)
    preceptor = Preceptor.objects.with_standing(on).get(person=person)
    lacking = _lacking(preceptor, preceptorship, on)
    if not lacking:
        return Judgement()
    override = override_for(preceptorship, person)
    return Judgement(override=override) if override else Judgement(refusals=tuple(lacking))


def override_for(preceptorship: Preceptorship, person: Person) -> RuleOverride | None:
    """Return the coordinator's latest exception from P8 for this assessor and learner."""
    overrides = RuleOverride.objects.filter(
        program=preceptorship.program_id,
        guide=person,
        learner=preceptorship.learner.person_id,
        rules__contains="P8",
    )
    return next((one for one in overrides if "P8" in one.rules.replace(",", " ").split()), None)


def eligible_preceptors(preceptorship: Preceptorship, *, on: date) -> list[Person]:
    """Return who may sign for that day, the primary preceptor first."""
    assigned = (
        PreceptorAssignment.objects.on(on)
        .filter(preceptorship=preceptorship)
        .order_by("-role", "valid_from")
    )
    order = list(assigned.values_list("preceptor_id", flat=True))
    preceptors = (
        Preceptor.objects.with_standing(on)
        .select_related("person")
        .filter(pk__in=order, person__is_active=True)
    )
    eligible = [
        one
        for one in preceptors
        if not _lacking(one, preceptorship, on) or override_for(preceptorship, one.person)
    ]
    return [one.person for one in sorted(eligible, key=lambda one: order.index(one.pk))]


def _words(preceptorship, on):
    return {
        "name": preceptorship.learner.person,
        "guide": preceptorship.program.guide_label,
        "day": date_format(on, "j M Y"),
    }


def _refused(rule, reason):
    return Judgement(refusals=(Refusal(rule, reason),))


def _is_assigned(preceptorship, person, day):
    holds = Q(preceptorship=preceptorship, preceptor__person=person)
    return PreceptorAssignment.objects.filter(holds & valid_on(day)).exists()


def _lacking(preceptor, preceptorship, on):
    """Return what the preceptor lacks on the day for which their standing was read."""
    words = _words(preceptorship, on) | {
        "mine": preceptor.level,
        "theirs": preceptorship.learner.level,
    }
    checks = [
        (preceptor.is_approved, _("Your approval as %(guide)s does not cover %(day)s.")),
        (preceptor.is_trained, _("Your training as %(guide)s does not cover %(day)s.")),
        (not preceptor.is_licence_lapsed, _("Your licence does not cover %(day)s.")),
        (
            preceptor.level >= preceptorship.learner.level,
            _("%(name)s learns at level %(theirs)s; you assess up to level %(mine)s."),
        ),
    ]
    return [Refusal("P8", text % words) for holds, text in checks if not holds]
