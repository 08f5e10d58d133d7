"""Publishing a draft: all pairings of it at once, under locks, or none (X7)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Mentor, Person, Preceptor
from programs import registry
from programs.cohorts.eligibility import (
    Blocker,
    blockers_for,
    guides_with_standing,
    refusal,
)
from programs.cohorts.models import (
    Cohort,
    Enrolment,
    PairingChoice,
    Program,
)
from programs.cohorts.services.locks import lock_guides, lock_people
from programs.cohorts.services.pairing_draft import (
    draft_of,
    fingerprint,
    guide_model,
    starts_on,
)
from programs.cohorts.services.rule_override import record_override

# Pairings in one publication: enough for an intake, and done within a few seconds.
MOST_AT_ONCE = 200
# How long somebody may look at a draft before publishing it.
LATELY = timedelta(hours=1)


class PairingError(Refusal):
    """A rule refused the request."""


class DraftChangedError(PairingError):
    """The draft is not the one that was shown."""


class PairingConflictError(PairingError):
    """Some pairs cannot be. ``problems`` says by enrolment why, and who was quicker."""

    def __init__(self, problems: dict[UUID, str]):
        super().__init__(_("Nothing was published: some pairs are not possible any more."))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Proposal:
    """One pair of a draft as it stands now: what would be set aside, and what forbids it."""

    choice: PairingChoice
    blockers: Sequence[Blocker]
    problem: str
    is_full: bool

    @property
    def guide(self) -> Preceptor | Mentor:
        return self.choice.guide

    @property
    def learner(self):
        return self.choice.enrolment.learner


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a publication did: how many pairings began and how many people were told."""

    opened: int
    told: int


def review_draft(*, cohort: Cohort, choices: Sequence[PairingChoice], today: date):
    """Return a Proposal for each choice, in order, every rule asked afresh.

    Queries: three, whatever the number. Places count as filled by the choices before; those
    with a reason come last, so that it is they who need it and no row beside them.
    """
    on, model = starts_on(cohort, today), guide_model(cohort)
    ids = {choice.guide_id for choice in choices}
    guides = guides_with_standing(model, on=on).in_bulk(ids)
    eligibility = blockers_for(
        program=cohort.program,
        guides=list(guides.values()),
        learners=[choice.enrolment.learner for choice in choices],
        on=on,
    )
    placed = Counter()
    proposals = {}
    for choice in sorted(choices, key=lambda choice: bool(choice.override_reason)):
        guide, learner = guides[choice.guide_id], choice.enrolment.learner
        blockers = eligibility.blockers(guide, learner, more=placed[guide.pk])
        problem = _problem(choice, blockers)
        is_full = guide.load + placed[guide.pk] >= guide.capacity
        placed[guide.pk] += not problem
        proposals[choice.pk] = Proposal(choice, blockers, problem, is_full)
    return [proposals[choice.pk] for choice in choices]


@transaction.atomic
def publish_pairings(
    *, cohort: Cohort, by: Person, at: datetime, today: date, shown: str = ""
) -> PublishReport:
    """Open every pairing of the draft and tell both sides, or nothing at all (X7).

    Locks the people, then the guides, then the enrolments, and asks every rule again, so
    that capacity, one open pairing and M7 hold whoever else publishes at this moment
    (DESIGN 17). ``shown`` is the fingerprint of the draft that was confirmed.

    :raises DraftChangedError: if the draft is not the one that was shown.
    :raises PairingConflictError: naming the pairs that are not possible any more.
    :raises PreceptorshipError: if the program has no framework yet.
    """
    before = draft_of(cohort, most=MOST_AT_ONCE)
    _lock(cohort, before)
    choices = draft_of(cohort, most=MOST_AT_ONCE)
    if fingerprint(choices) != (shown or fingerprint(before)):
        raise DraftChangedError(_what_changed(cohort, at=at))

    proposals = review_draft(cohort=cohort, choices=choices, today=today)
    problems = {
        proposal.choice.enrolment_id: _explained(proposal, starts_on(cohort, today))
        for proposal in proposals
        if proposal.problem
    }
    if problems:
        raise PairingConflictError(problems)
    for proposal in proposals:
        _open(cohort, proposal, by=by, at=at, today=today)
    return PublishReport(opened=len(proposals), told=len(people_told(proposals)))


def lacks_framework(program: Program) -> bool:
    """Whether nothing can be published yet because nobody said what is to be learned (P1)."""
    return program.is_preceptorship and not program.preceptorship_rules.framework_version_id


def people_told(proposals: Sequence[Proposal]) -> set[Person]:
    """Everybody who gets a notice when these are published."""
    guides = {proposal.guide.person for proposal in proposals}
    return guides | {proposal.learner.person for proposal in proposals}


def _lock(cohort, choices):
    """Lock in the one order of DESIGN 17; enrolments stand with the pairings they become."""
    learners = [choice.enrolment.learner.person_id for choice in choices]
    lock_people([*learners, *(choice.guide.person_id for choice in choices)])
    lock_guides(guide_model(cohort), [choice.guide_id for choice in choices])
    enrolments = Enrolment.objects.filter(pk__in=[choice.enrolment_id for choice in choices])
    list(enrolments.order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _open(cohort, proposal, *, by, at, today):
    choice = proposal.choice
    enrolment, guide = choice.enrolment, choice.guide
    # The cohort in hand knows its program and rules already.
    enrolment.cohort = cohort
    kind = registry.pairing_kinds[guide.role]
    kind.open(enrolment=enrolment, guide=guide, by=by, at=at, today=today)
    if proposal.blockers:
        record_override(
            program=cohort.program,
            guide=guide.person,
            learner=proposal.learner.person,
            rules=[blocker.rule for blocker in proposal.blockers],
            reason=choice.override_reason,
            by=by,
            at=at,
        )
    choice.delete()


def _problem(choice, blockers):
    if choice.enrolment.status != Enrolment.Status.WAITING:
        return _("They are paired already.")
    if not (choice.guide.person.is_active and choice.enrolment.learner.person.is_active):
        return _("Not possible: the account is deactivated.")
    return refusal(choice.guide, blockers, reason=choice.override_reason)


def _explained(proposal, on):
    """Say why the pair is not possible and, where a place is gone, who took it."""
    taken = _who_came_last(proposal.guide, on) if proposal.is_full else ""
    return " ".join(filter(None, [proposal.problem, taken]))


def _who_came_last(guide, on) -> str:
    last = registry.pairing_kinds[guide.role].last_place(guide, on)
    if last is None:
        return ""
    words = _("The last place went to %(learner)s, paired by %(who)s on %(when)s.")
    facts = {"learner": last.learner, "who": last.given_by or "—", "when": _moment(last.given_at)}
    return words % facts


def _what_changed(cohort, *, at) -> str:
    """Say in words who was quicker, as far as one can tell."""
    pairings = registry.pairing_kinds[guide_model(cohort).role].model.objects
    lately = pairings.filter(cohort=cohort, created_at__gt=at - LATELY)
    last = lately.select_related("created_by").order_by("-created_at").first()
    if last is None:
        return _("The draft has changed since you opened it. This is the current version.")
    words = _("%(who)s published pairings of this draft on %(when)s. This is what is left.")
    return words % {"who": last.created_by or "—", "when": _moment(last.created_at)}


def _moment(at: datetime) -> str:
    return date_format(timezone.template_localtime(at), "j M Y, H:i")
