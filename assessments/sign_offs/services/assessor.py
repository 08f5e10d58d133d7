"""Who may sign for whom on which day, and if not, why not (P4, P8)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.permissions import can_override_rules
from common.refusal import Refusal
from people.models import Person, Preceptor
from people.standing import Lack, lacks_of
from programs.cohorts.eligibility import Blocker
from programs.cohorts.models import RuleOverride
from programs.cohorts.services.rule_override import record_override
from programs.preceptorships.models import PreceptorAssignment, Preceptorship

# The one rule of signing that a coordinator can set aside.
ELIGIBILITY = "P8"


class AssessorError(Refusal):
    """A rule refused the request."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether somebody may sign for a day: what stands in the way, and what was set aside."""

    blockers: tuple[Blocker, ...] = ()
    override: RuleOverride | None = None

    @property
    def is_allowed(self) -> bool:
        return not self.blockers


@dataclass(frozen=True, slots=True)
class Assessor:
    """A preceptor of the day, what they lack, and the exception that makes up for it."""

    person: Person
    role: str
    lacking: tuple[Blocker, ...]
    override: RuleOverride | None

    @property
    def can_sign(self) -> bool:
        return self.person.is_active and not (self.lacking and self.override is None)


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
        return _refused("P23", _("This record is closed, so nothing more can be signed."))
    if preceptorship.learner.person_id == person.pk:
        return _refused("P4", _("You can't sign yourself off."))
    assigned = _assignments(preceptorship, person)
    if not any(assignment.is_on(today) for assignment in assigned):
        return _refused("P8", _("You are not %(guide)s of %(name)s.") % words)
    if not any(assignment.is_on(on) for assignment in assigned):
        return _refused("P8", _("You were not %(guide)s of %(name)s on %(day)s.") % words)
    preceptor = Preceptor.objects.with_standing(on).get(pk=assigned[0].preceptor_id)
    lacking = _lacking(preceptor, preceptorship, on)
    if not lacking:
        return Judgement()
    override = _overrides(preceptorship).get(person.pk)
    return Judgement(override=override) if override else Judgement(blockers=tuple(lacking))


def assessors_of(preceptorship: Preceptorship, *, on: date) -> list[Assessor]:
    """Return the preceptors of the day with what they lack, the primary one first."""
    assigned = (
        PreceptorAssignment.objects.on(on)
        .filter(preceptorship=preceptorship)
        .order_by("-role", "valid_from")
    )
    roles = {assignment.preceptor_id: assignment.get_role_display() for assignment in assigned}
    preceptors = Preceptor.objects.with_standing(on).select_related("person").in_bulk(roles)
    overrides = _overrides(preceptorship)
    return [
        Assessor(
            person=preceptors[pk].person,
            role=role,
            lacking=tuple(_lacking(preceptors[pk], preceptorship, on)),
            override=overrides.get(preceptors[pk].person_id),
        )
        for pk, role in roles.items()
    ]


@transaction.atomic
def allow_assessor(
    *, preceptorship: Preceptorship, assessor: Person, reason: str, by: Person, at: datetime
) -> RuleOverride:
    """Set P8 aside for this assessor and learner; the reason stands with what they sign.

    :raises AssessorError: if ``by`` may not, would do it for themselves, or gives no reason.
    """
    reason = reason.strip()
    if not reason:
        raise AssessorError(_("Please give a reason. It is shown with every signature it allows."))
    if not can_override_rules(by, preceptorship, assessor):
        raise AssessorError(_("Only a coordinator can do this, and not for their own signatures."))
    return record_override(
        program=preceptorship.program,
        guide=assessor,
        learner=preceptorship.learner.person,
        rules=[ELIGIBILITY],
        reason=reason,
        by=by,
        at=at,
    )


def _overrides(preceptorship) -> dict[UUID, RuleOverride]:
    """Return the latest exception from P8 for this learner, by the assessor it is for."""
    rows = RuleOverride.objects.filter(
        program=preceptorship.program_id,
        learner=preceptorship.learner.person_id,
        rules__contains=[ELIGIBILITY],
    ).select_related("overridden_by")
    return {row.guide_id: row for row in rows.order_by("overridden_at")}


def _words(preceptorship, on):
    return {
        "name": preceptorship.learner.person,
        "guide": preceptorship.program.guide_label,
        "day": date_format(on, "j M Y"),
    }


def _refused(rule, text):
    return Judgement(blockers=(Blocker(rule, text),))


def _assignments(preceptorship, person):
    assigned = PreceptorAssignment.objects.filter(
        preceptorship=preceptorship, preceptor__person=person
    )
    return list(assigned.order_by())


def _lacking(preceptor, preceptorship, on):
    """Return what the preceptor lacks on the day for which ``with_standing`` found them."""
    words = _words(preceptorship, on) | {
        "mine": preceptor.level,
        "theirs": preceptorship.learner.level,
    }
    texts = [_WORDS_OF_LACK[lack] for lack in lacks_of(preceptor)]
    if not preceptor.may_assess(preceptorship.learner):
        texts.append(_WORDS_OF_LEVEL)
    return [Blocker(ELIGIBILITY, text % words) for text in texts]


_WORDS_OF_LACK = {
    Lack.APPROVAL: gettext_lazy("The approval as %(guide)s does not cover %(day)s."),
    Lack.TRAINING: gettext_lazy("The training as %(guide)s does not cover %(day)s."),
    Lack.LICENCE: gettext_lazy("The licence does not cover %(day)s."),
}
_WORDS_OF_LEVEL = gettext_lazy(
    "%(name)s learns at level %(theirs)s; the %(guide)s assesses up to level %(mine)s."
)
