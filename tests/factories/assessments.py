"""Sign-offs and what is counted from them."""

from datetime import timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from assessments import models as assessments
from assessments.reviews.services.review_outcome import add_parts
from common import file_store
from programs import models as programs
from tests.factories.clock import NOON, TODAY
from tests.factories.people import PersonFactory
from tests.factories.preceptorship import PreceptorshipFactory, ReviewFactory
from tests.factories.program import CompetencyFactory, RatingLevelFactory


class CompetencyStateFactory(DjangoModelFactory):
    class Meta:
        model = assessments.CompetencyState

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    competency = factory.SubFactory(CompetencyFactory)


class ProgressFactory(DjangoModelFactory):
    class Meta:
        model = assessments.Progress

    preceptorship = factory.SubFactory(PreceptorshipFactory)


class LedgerEntryFactory(DjangoModelFactory):
    """A link whose hash proves nothing; the services of ``assessments`` make real ones."""

    class Meta:
        model = assessments.LedgerEntry

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    sequence = 1
    kind = assessments.LedgerEntry.Kind.SIGN
    canonical = "{}"
    hash = factory.Sequence("{:064x}".format)
    recorded_at = NOON


class SignOffFactory(DjangoModelFactory):
    class Meta:
        model = assessments.SignOff

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    competency = factory.SubFactory(CompetencyFactory)
    assessor = factory.SubFactory(PersonFactory)
    level = factory.SubFactory(RatingLevelFactory)
    is_pass = True
    method = programs.Method.WORKPLACE
    observed_on = TODAY
    signed_at = NOON
    entry = factory.SubFactory(
        LedgerEntryFactory, preceptorship=factory.SelfAttribute("..preceptorship")
    )
    idempotency_key = factory.LazyFunction(uuid4)


class SignOffRequestFactory(DjangoModelFactory):
    """One that waits since noon."""

    class Meta:
        model = assessments.SignOffRequest

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    competency = factory.SubFactory(CompetencyFactory)
    assessor = factory.SubFactory(PersonFactory)
    observed_on = TODAY
    requested_at = NOON
    expires_at = factory.LazyAttribute(lambda asked: asked.requested_at + timedelta(days=14))


class EvidenceFactory(DjangoModelFactory):
    """With a file that is there to be read."""

    class Meta:
        model = assessments.Evidence

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    competency = factory.SubFactory(CompetencyFactory)
    added_by = factory.SubFactory(PersonFactory)
    added_at = NOON
    title = "Certificate"
    kind = assessments.Evidence.Kind.PDF
    size = 8
    sha256 = file_store.digest(b"%PDF-1.7")
    stored_as = factory.LazyFunction(lambda: file_store.store(b"%PDF-1.7"))


class PracticeNoteFactory(DjangoModelFactory):
    """The author's alone."""

    class Meta:
        model = assessments.PracticeNote

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    competency = factory.SubFactory(CompetencyFactory)
    author = factory.SubFactory(PersonFactory)
    practised_on = TODAY
    text = "Asked before touching."
    written_at = NOON
    idempotency_key = factory.LazyFunction(uuid4)


class SignOffDraftFactory(DjangoModelFactory):
    class Meta:
        model = assessments.SignOffDraft

    id = factory.LazyFunction(uuid4)
    by = factory.SubFactory(PersonFactory)
    preceptorship = factory.SubFactory(PreceptorshipFactory)
    competency = factory.SubFactory(CompetencyFactory)
    recorded_at = NOON
    received_at = NOON


class ExternalAssessorFactory(DjangoModelFactory):
    class Meta:
        model = assessments.ExternalAssessor

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    name = "Jo Park"
    role = "Physiotherapist"
    registration_number = "PH12345"
    email = factory.Sequence("jo{}@example.org".format)


class ExternalRequestFactory(DjangoModelFactory):
    """A link that waits since noon."""

    class Meta:
        model = assessments.ExternalRequest

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    competency = factory.SubFactory(CompetencyFactory)
    observed_on = TODAY
    requested_at = NOON
    expires_at = factory.LazyAttribute(
        lambda asked: asked.requested_at + assessments.ExternalRequest.LASTS
    )


class ConfirmationFactory(DjangoModelFactory):
    class Meta:
        model = assessments.Confirmation

    sign_off = factory.SubFactory(SignOffFactory)
    email = "jo@example.org"
    created_at = NOON
    expires_at = factory.LazyAttribute(
        lambda confirmation: confirmation.created_at + assessments.Confirmation.LASTS
    )


class ReviewOutcomeFactory(DjangoModelFactory):
    """A record with all its parts, which nobody has signed."""

    class Meta:
        model = assessments.ReviewOutcome
        skip_postgeneration_save = True

    review = factory.SubFactory(ReviewFactory)
    outcome = assessments.ReviewOutcome.Result.ON_TRACK
    opened_at = NOON

    @factory.post_generation
    def parts(self, create, extracted, **texts):
        add_parts(self)
        for role, text in texts.items():
            self.parts.filter(role=role).update(text=text)


class ReviewLinkFactory(DjangoModelFactory):
    """A third signer's link that waits since noon."""

    class Meta:
        model = assessments.ReviewLink

    outcome = factory.SubFactory(ReviewOutcomeFactory, third_signer="ward manager")
    asked_by = factory.SubFactory(PersonFactory)
    asked_at = NOON
    expires_at = factory.LazyAttribute(lambda link: link.asked_at + assessments.ReviewLink.LASTS)


def printed(code="K7QM-4XTD-9HWR", name="Amara Okafor"):
    """What a certificate without a skill says."""
    return {
        "format": "alongside-transcript",
        "version": 1,
        "language": "en",
        "certificate": {
            "code": code,
            "address": f"https://alongside.example.org/certificates/{code}/",
            "issued_on": TODAY.isoformat(),
            "issued_by": "Dana Cole",
            "replaces": None,
        },
        "learner": {"name": name},
        "program": {
            "name": "Nurse residency",
            "organisation": None,
            "started_on": TODAY.isoformat(),
            "completed_on": TODAY.isoformat(),
            "decided_by": "Dana Cole",
        },
        "framework": {"title": "Ward skills", "identifier": "ward", "version": "1"},
        "skills": {"met": 0, "asked": 0},
        "competencies": [],
        "ledger": {"record": "0" * 32, "entry": 1, "hash": "a" * 64},
        "seal": None,
    }


class CertificateFactory(DjangoModelFactory):
    """One that stands and prints no skill; the services of ``assessments`` make real ones."""

    class Meta:
        model = assessments.Certificate

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    code = factory.Sequence("AAAA-AAAA-{:04d}".format)
    facts = factory.LazyAttribute(lambda made: printed(made.code))
    issued_at = NOON
    issued_by = factory.SubFactory(PersonFactory)
    head_sequence = 1
    head_hash = "a" * 64


class RevalidationFactory(DjangoModelFactory):
    class Meta:
        model = assessments.Revalidation

    certificate = factory.SubFactory(CertificateFactory)
    due_on = TODAY
    skills = 1


class MentorshipOfferFactory(DjangoModelFactory):
    """One that nobody has answered."""

    class Meta:
        model = assessments.MentorshipOffer

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    offered_at = NOON


class ConcernFactory(DjangoModelFactory):
    """One that nobody has dealt with yet."""

    class Meta:
        model = assessments.Concern

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    raised_by = factory.SubFactory(PersonFactory)
    text = "Gave the drug before the second check."
    raised_at = NOON
    idempotency_key = factory.LazyFunction(uuid4)


class ConcernAnswerFactory(DjangoModelFactory):
    class Meta:
        model = assessments.ConcernAnswer

    concern = factory.SubFactory(ConcernFactory)
    author = factory.SubFactory(PersonFactory)
    text = "Which day was that?"
    written_at = NOON
    idempotency_key = factory.LazyFunction(uuid4)


class ActionPlanFactory(DjangoModelFactory):
    """A draft; ``opened`` since noon, or ended as ``unmet``."""

    class Meta:
        model = assessments.ActionPlan

    class Params:
        opened = factory.Trait(
            opened_at=factory.SelfAttribute("drafted_at"),
            opened_by=factory.SelfAttribute("drafted_by"),
        )
        unmet = factory.Trait(
            opened=True,
            outcome=assessments.ActionPlan.Outcome.NOT_MET,
            ended_at=factory.SelfAttribute("drafted_at"),
            ended_by=factory.SelfAttribute("drafted_by"),
        )

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    reason = "Two medicines were given late."
    ends_on = TODAY + timedelta(weeks=6)
    drafted_by = factory.SubFactory(PersonFactory)
    drafted_at = NOON
    idempotency_key = factory.LazyFunction(uuid4)


class PlanAimFactory(DjangoModelFactory):
    class Meta:
        model = assessments.PlanAim

    plan = factory.SubFactory(ActionPlanFactory)
    text = "Gives a round of medicines on time."
    support = "Two rounds together each week."
    supported_by = "Priya Nair"
    evidence = "Three rounds signed."
    due_on = factory.SelfAttribute("plan.ends_on")
    added_by = factory.SelfAttribute("plan.drafted_by")
    added_at = NOON
    idempotency_key = factory.LazyFunction(uuid4)


class PlanMeetingFactory(DjangoModelFactory):
    class Meta:
        model = assessments.PlanMeeting

    plan = factory.SubFactory(ActionPlanFactory)
    meets_on = TODAY
    planned_by = factory.SelfAttribute("plan.drafted_by")
    planned_at = NOON
    idempotency_key = factory.LazyFunction(uuid4)


class NotAchievedFactory(DjangoModelFactory):
    """Proposed at noon."""

    class Meta:
        model = assessments.NotAchieved

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    plan = factory.SubFactory(
        ActionPlanFactory, unmet=True, preceptorship=factory.SelfAttribute("..preceptorship")
    )
    reason = "The aims of the plan were not met."
    proposed_by = factory.SubFactory(PersonFactory)
    proposed_at = NOON
    idempotency_key = factory.LazyFunction(uuid4)
