"""The draft of a cohort's pairings: chosen on the table, told to nobody before it is published."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Mentor, Person, Preceptor
from people.permissions import is_about
from programs.cohorts.eligibility import (
    Eligibility,
    blockers_for,
    guides_of,
    refusal,
)
from programs.cohorts.models import Cohort, Enrolment, PairingChoice


@dataclass(frozen=True, slots=True)
class Pick:
    """What a coordinator chose for one enrolment, and what they saw there before.

    ``seen`` is the guide who stood in the draft when their page was made. No guide at all
    clears the choice.
    """

    enrolment_id: UUID
    guide_id: UUID | None = None
    reason: str = ""
    seen: UUID | None = None


@dataclass(slots=True)
class DraftReport:
    """What came of the picks. ``problems`` says by enrolment why one was not saved."""

    chosen: int = 0
    cleared: int = 0
    problems: dict[UUID, str] = field(default_factory=dict)


def starts_on(cohort: Cohort, today: date) -> date:
    """The day on which pairings published today begin, and on which their rules are asked."""
    return max(cohort.starts_on, today)


def guide_field(cohort: Cohort) -> str:
    """The name of the column of a choice that names its guide."""
    return "preceptor" if cohort.program.is_preceptorship else "mentor"


def guide_model(cohort: Cohort) -> type[Preceptor] | type[Mentor]:
    return Preceptor if cohort.program.is_preceptorship else Mentor


def draft_of(cohort: Cohort, *, most: int | None = None) -> list[PairingChoice]:
    """The choices of a cohort in a fixed order, with everybody they name."""
    guide = guide_field(cohort)
    choices = (
        PairingChoice.objects.filter(enrolment__cohort=cohort)
        .select_related("enrolment__learner__person__unit__parent__parent", "chosen_by")
        .select_related(f"{guide}__person__unit")
        .order_by("enrolment__learner__person__sort_name", "pk")
    )
    return list(choices[:most])


def fingerprint(choices: Iterable[PairingChoice]) -> str:
    """Return a short text that is another one as soon as the draft is."""
    parts = sorted(
        f"{choice.enrolment_id}{choice.guide_id}{choice.override_reason}" for choice in choices
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@transaction.atomic
def choose(
    *, cohort: Cohort, picks: Sequence[Pick], by: Person, at: datetime, today: date
) -> DraftReport:
    """Save many choices at once; those that a rule or somebody else stands against are not.

    Rules marked ◇ give way to a reason. A choice that changed since ``seen`` is left as the
    other person made it, and the report says who that was.
    """
    report = DraftReport()
    enrolments = _lock_enrolments(cohort, [pick.enrolment_id for pick in picks])
    guides = {guide.pk: guide for guide in _guides(cohort, picks, today=today)}
    choices = {choice.enrolment_id: choice for choice in draft_of(cohort)}
    eligibility = blockers_for(
        program=cohort.program,
        guides=list(guides.values()),
        learners=[enrolment.learner for enrolment in enrolments.values()],
        on=starts_on(cohort, today),
    )
    desk = _Desk(cohort, eligibility, guides, choices, by)
    for pick in picks:
        problem = desk.judge(pick, enrolments.get(pick.enrolment_id))
        if problem:
            report.problems[pick.enrolment_id] = problem
            continue
        desk.keep(pick, by=by, at=at, report=report)
    return report


@dataclass(slots=True)
class _Desk:
    """The draft while a batch of picks is put into it."""

    cohort: Cohort
    eligibility: Eligibility
    guides: dict[UUID, Preceptor | Mentor]
    choices: dict[UUID, PairingChoice]
    by: Person
    # Without those that have a reason: these are counted last, here and when all is published.
    drafted: Counter = field(init=False)

    def __post_init__(self):
        self.drafted = Counter(
            choice.guide_id for choice in self.choices.values() if not choice.override_reason
        )

    def judge(self, pick: Pick, enrolment: Enrolment | None) -> str:
        """Return why the pick cannot be kept, or nothing."""
        if enrolment is None:
            return _("They are paired already, or no longer in this cohort.")
        if is_about(self.by, enrolment.learner.person_id):
            return _("Someone else has to choose for you.")
        if problem := self._changed_by_another(pick):
            return problem
        if pick.guide_id is None:
            return ""
        guide = self.guides.get(pick.guide_id)
        if guide is None:
            return _("They are no longer among the guides of this program.")
        more = self.drafted[guide.pk] - self._is_own(pick)
        blockers = self.eligibility.blockers(guide, enrolment.learner, more=more)
        if blockers and pick.reason and is_about(self.by, guide.person_id):
            return _("Someone else has to set a rule aside for you.")
        return refusal(guide, blockers, reason=pick.reason)

    def keep(self, pick: Pick, *, by, at, report) -> None:
        before = self.choices.pop(pick.enrolment_id, None)
        if before and not before.override_reason:
            self.drafted[before.guide_id] -= 1
        if pick.guide_id is None:
            report.cleared += before is not None
            PairingChoice.objects.filter(enrolment=pick.enrolment_id).delete()
            return
        self.drafted[pick.guide_id] += not pick.reason
        PairingChoice.objects.update_or_create(
            enrolment_id=pick.enrolment_id,
            defaults={
                f"{guide_field(self.cohort)}_id": pick.guide_id,
                "override_reason": pick.reason,
                "chosen_by": by,
                "chosen_at": at,
            },
        )
        report.chosen += 1

    def _is_own(self, pick) -> bool:
        choice = self.choices.get(pick.enrolment_id)
        if choice is None or choice.override_reason:
            return False
        return choice.guide_id == pick.guide_id

    def _changed_by_another(self, pick) -> str:
        choice = self.choices.get(pick.enrolment_id)
        now = choice and choice.guide_id
        if now in (pick.seen, pick.guide_id):
            return ""
        if choice is None:
            return _("Someone has undone their choice in the meantime. Save again to use yours.")
        words = _("%(who)s chose %(guide)s in the meantime. Save again to use your choice instead.")
        return words % {"who": choice.chosen_by, "guide": choice.guide}


def _lock_enrolments(cohort, ids) -> dict[UUID, Enrolment]:
    waiting = (
        Enrolment.objects.waiting()
        .filter(cohort=cohort, pk__in=ids)
        .select_related("learner__person__unit__parent__parent")
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    return {enrolment.pk: enrolment for enrolment in waiting}


def _guides(cohort, picks, *, today):
    ids = {pick.guide_id for pick in picks if pick.guide_id}
    return guides_of(cohort.program, on=starts_on(cohort, today)).filter(pk__in=ids)
