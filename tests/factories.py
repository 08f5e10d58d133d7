"""One small factory for each model; each builds only what the test names.

Times hang on ``NOON`` and dates on ``TODAY``, so that no test reads the clock. Rows that
only some tests want are made on request::

    PreceptorFactory(eligible=True)                 # approved and trained on TODAY
    ProgramFactory(coordinator=helen)               # run by helen
    PreceptorshipFactory(primary=preceptor)         # with a primary preceptor from its start
    MentorshipFactory(closed=True)
"""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from assessments import models as assessments
from people import models as people
from people.models import GuideRole
from programs import models as programs

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LONG_AGO = TODAY - timedelta(days=365)


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = people.Unit

    kind = people.Unit.Kind.SITE
    name = factory.Sequence("Site {}".format)


class UnitFactory(DjangoModelFactory):
    """A ward straight below a site of its own."""

    class Meta:
        model = people.Unit

    kind = people.Unit.Kind.UNIT
    name = factory.Sequence("Ward {}".format)
    parent = factory.SubFactory(SiteFactory)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = people.Person

    name = factory.Sequence("Person {}".format)
    email = factory.Sequence("person{}@example.org".format)
    # No password opens this: tests use force_login, or set one.
    password = "!"


class AdministratorFactory(PersonFactory):
    is_administrator = True


class ApprovalFactory(DjangoModelFactory):
    class Meta:
        model = people.Approval

    person = factory.SubFactory(PersonFactory)
    role = GuideRole.PRECEPTOR
    valid_from = LONG_AGO
    decided_at = NOON - timedelta(days=365)


class CredentialFactory(DjangoModelFactory):
    class Meta:
        model = people.Credential

    person = factory.SubFactory(PersonFactory)
    kind = people.Credential.Kind.PRECEPTOR_TRAINING
    valid_from = LONG_AGO
    recorded_at = NOON - timedelta(days=365)


class GuidePauseFactory(DjangoModelFactory):
    class Meta:
        model = people.GuidePause

    person = factory.SubFactory(PersonFactory)
    role = GuideRole.PRECEPTOR
    valid_from = TODAY


class GuideFactory(DjangoModelFactory):
    class Meta:
        abstract = True
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)

    @factory.post_generation
    def eligible(guide, create, wanted, **kwargs):
        if wanted:
            role, training = guide.role, type(guide).objects.all().training
            ApprovalFactory(person=guide.person, role=role)
            CredentialFactory(person=guide.person, kind=training)


class PreceptorFactory(GuideFactory):
    class Meta:
        model = people.Preceptor


class MentorFactory(GuideFactory):
    class Meta:
        model = people.Mentor


class LearnerFactory(DjangoModelFactory):
    class Meta:
        model = people.Learner

    person = factory.SubFactory(PersonFactory)


class LineManagementFactory(DjangoModelFactory):
    class Meta:
        model = people.LineManagement

    person = factory.SubFactory(PersonFactory)
    manager = factory.SubFactory(PersonFactory)
    valid_from = LONG_AGO


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = people.Invitation

    person = factory.SubFactory(PersonFactory)
    token_hash = factory.Sequence("{:064x}".format)
    created_at = NOON
    expires_at = NOON + timedelta(days=14)


class PeopleImportFactory(DjangoModelFactory):
    class Meta:
        model = people.PeopleImport

    filename = "people.csv"
    created_by = factory.SubFactory(PersonFactory)
    created_at = NOON


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = people.Notice

    kind = "review_due"
    recipient = factory.SubFactory(PersonFactory)
    object_id = factory.LazyFunction(uuid4)
    occurs_on = TODAY
    created_at = NOON


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = people.Delivery

    notice = factory.SubFactory(NoticeFactory)
    due_at = NOON


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = programs.Framework

    identifier = factory.Sequence("framework-{}".format)
    title = factory.Sequence("Framework {}".format)
    created_at = NOON


class FrameworkVersionFactory(DjangoModelFactory):
    """Still unpublished: competencies can be added until ``published_at`` is set."""

    class Meta:
        model = programs.FrameworkVersion

    framework = factory.SubFactory(FrameworkFactory)
    number = 1


class CompetencyFactory(DjangoModelFactory):
    class Meta:
        model = programs.Competency

    version = factory.SubFactory(FrameworkVersionFactory)
    identifier = factory.Sequence("competency-{}".format)
    code = factory.Sequence("{}".format)
    statement = factory.Sequence("Does thing {}".format)
    position = factory.Sequence(int)
    wording_hash = factory.Sequence("{:064x}".format)


class RatingScaleFactory(DjangoModelFactory):
    class Meta:
        model = programs.RatingScale

    name = factory.Sequence("Scale {}".format)
    question = "How much help was needed?"
    pass_value = 3


class RatingLevelFactory(DjangoModelFactory):
    class Meta:
        model = programs.RatingLevel

    scale = factory.SubFactory(RatingScaleFactory)
    value = 3
    name = factory.LazyAttribute("Level {0.value}".format)
    anchor = "A word of advice was enough."


class PreceptorshipRulesFactory(DjangoModelFactory):
    class Meta:
        model = programs.PreceptorshipRules

    program = factory.SubFactory("tests.factories.ProgramFactory", rules=None)
    framework_version = factory.SubFactory(FrameworkVersionFactory)
    rating_scale = factory.SubFactory(RatingScaleFactory)


class MentorshipRulesFactory(DjangoModelFactory):
    class Meta:
        model = programs.MentorshipRules

    program = factory.SubFactory("tests.factories.MentoringProgramFactory", rules=None)
    review_months = factory.LazyFunction(lambda: [1, 3, 6, 9])


class ProgramFactory(DjangoModelFactory):
    """A preceptorship program with its rules."""

    class Meta:
        model = programs.Program
        skip_postgeneration_save = True

    kind = programs.Program.Kind.PRECEPTORSHIP
    name = factory.Sequence("Program {}".format)
    created_at = NOON
    rules = factory.RelatedFactory(PreceptorshipRulesFactory, "program")

    @factory.post_generation
    def coordinator(program, create, person, **kwargs):
        if person:
            ProgramCoordinatorFactory(program=program, person=person)


class MentoringProgramFactory(ProgramFactory):
    kind = programs.Program.Kind.MENTORSHIP
    rules = factory.RelatedFactory(MentorshipRulesFactory, "program")


class ProgramCoordinatorFactory(DjangoModelFactory):
    class Meta:
        model = programs.ProgramCoordinator

    program = factory.SubFactory(ProgramFactory)
    person = factory.SubFactory(PersonFactory)


class ProgramCompetencyFactory(DjangoModelFactory):
    class Meta:
        model = programs.ProgramCompetency

    program = factory.SubFactory(ProgramFactory)
    competency = factory.SubFactory(CompetencyFactory)


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = programs.Cohort

    program = factory.SubFactory(ProgramFactory)
    name = factory.Sequence("Cohort {}".format)
    starts_on = TODAY
    created_at = NOON


class EnrolmentFactory(DjangoModelFactory):
    class Meta:
        model = programs.Enrolment

    cohort = factory.SubFactory(CohortFactory)
    learner = factory.SubFactory(LearnerFactory)
    enrolled_at = NOON


class PairingChoiceFactory(DjangoModelFactory):
    """A draft; name its ``preceptor`` or its ``mentor``."""

    class Meta:
        model = programs.PairingChoice

    enrolment = factory.SubFactory(EnrolmentFactory)
    chosen_by = factory.SubFactory(PersonFactory)
    chosen_at = NOON


class RuleOverrideFactory(DjangoModelFactory):
    class Meta:
        model = programs.RuleOverride

    program = factory.SubFactory(ProgramFactory)
    guide = factory.SubFactory(PersonFactory)
    learner = factory.SubFactory(PersonFactory)
    rules = "P16"
    reason = "Agreed with the ward manager."
    overridden_by = factory.SubFactory(PersonFactory)
    overridden_at = NOON


class PreceptorshipFactory(DjangoModelFactory):
    """An active one, eight weeks into a year; name its ``primary`` preceptor if it needs one."""

    class Meta:
        model = programs.Preceptorship
        skip_postgeneration_save = True

    class Params:
        closed = factory.Trait(
            status=programs.Preceptorship.Status.WITHDRAWN,
            closed_at=NOON - timedelta(days=1),
        )
        paused = factory.Trait(
            status=programs.Preceptorship.Status.PAUSED,
            paused_status=programs.Preceptorship.Status.ACTIVE,
        )

    cohort = factory.SubFactory(CohortFactory)
    program = factory.SelfAttribute("cohort.program")
    learner = factory.SubFactory(LearnerFactory)
    framework_version = factory.LazyAttribute(
        lambda made: made.program.preceptorship_rules.framework_version
    )
    status = programs.Preceptorship.Status.ACTIVE
    starts_on = TODAY - timedelta(weeks=8)
    ends_on = factory.LazyAttribute(lambda made: made.starts_on + timedelta(weeks=52))
    supported_until = factory.SelfAttribute("ends_on")
    created_at = NOON - timedelta(weeks=8)

    @factory.post_generation
    def primary(preceptorship, create, preceptor, **kwargs):
        if preceptor:
            PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=preceptor)

    @factory.post_generation
    def backup(preceptorship, create, preceptor, **kwargs):
        if preceptor:
            role = programs.PreceptorAssignment.Role.BACKUP
            PreceptorAssignmentFactory(preceptorship=preceptorship, preceptor=preceptor, role=role)


class PreceptorAssignmentFactory(DjangoModelFactory):
    class Meta:
        model = programs.PreceptorAssignment

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    preceptor = factory.SubFactory(PreceptorFactory)
    role = programs.PreceptorAssignment.Role.PRIMARY
    valid_from = factory.SelfAttribute("preceptorship.starts_on")
    assigned_at = factory.SelfAttribute("preceptorship.created_at")


class PreceptorshipPauseFactory(DjangoModelFactory):
    class Meta:
        model = programs.PreceptorshipPause

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    reason = "Parental leave"
    paused_by = factory.SubFactory(PersonFactory)
    valid_from = TODAY


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = programs.Phase

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    position = factory.Sequence(int)
    name = "Supernumerary"
    starts_on = factory.SelfAttribute("preceptorship.starts_on")
    ends_on = factory.SelfAttribute("preceptorship.ends_on")


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = programs.Review

    preceptorship = factory.SubFactory(PreceptorshipFactory)
    kind = programs.Review.Kind.REGULAR
    position = factory.Sequence(int)
    due_on = TODAY


class MentorshipFactory(DjangoModelFactory):
    """An active one, eight weeks old."""

    class Meta:
        model = programs.Mentorship

    class Params:
        closed = factory.Trait(
            status=programs.Mentorship.Status.CLOSED,
            closed_at=NOON - timedelta(days=1),
            ending=programs.Mentorship.Ending.COMPLETED,
        )
        paused = factory.Trait(
            status=programs.Mentorship.Status.PAUSED,
            paused_status=programs.Mentorship.Status.ACTIVE,
        )

    cohort = factory.SubFactory(
        CohortFactory, program=factory.SubFactory("tests.factories.MentoringProgramFactory")
    )
    program = factory.SelfAttribute("cohort.program")
    learner = factory.SubFactory(LearnerFactory)
    mentor = factory.SubFactory(MentorFactory)
    style = programs.MentorshipRules.Style.EXPERT_NOVICE
    status = programs.Mentorship.Status.ACTIVE
    starts_on = TODAY - timedelta(weeks=8)
    created_at = NOON - timedelta(weeks=8)


class MentorshipPauseFactory(DjangoModelFactory):
    class Meta:
        model = programs.MentorshipPause

    mentorship = factory.SubFactory(MentorshipFactory)
    paused_by = factory.SubFactory(PersonFactory)
    valid_from = TODAY


class MentorshipReviewFactory(DjangoModelFactory):
    class Meta:
        model = programs.MentorshipReview

    mentorship = factory.SubFactory(MentorshipFactory)
    position = factory.Sequence(int)
    due_on = TODAY


class CheckInFactory(DjangoModelFactory):
    """One that is planned for tomorrow."""

    class Meta:
        model = programs.CheckIn

    mentorship = factory.SubFactory(MentorshipFactory)
    starts_at = NOON + timedelta(days=1)
    planned_by = factory.SelfAttribute("mentorship.mentor.person")
    planned_at = NOON - timedelta(days=1)


class CheckInNoteFactory(DjangoModelFactory):
    class Meta:
        model = programs.CheckInNote

    check_in = factory.SubFactory(CheckInFactory)
    author = factory.SelfAttribute("check_in.mentorship.learner.person")
    text = "We spoke about nights."
    written_at = NOON


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = programs.Goal

    owner = factory.SubFactory(PersonFactory)
    area = programs.Goal.Area.LEADERSHIP
    title = "Lead a handover"
    created_at = NOON


class GoalShareFactory(DjangoModelFactory):
    class Meta:
        model = programs.GoalShare

    goal = factory.SubFactory(GoalFactory)
    mentorship = factory.SubFactory(
        MentorshipFactory,
        learner=factory.SubFactory(LearnerFactory, person=factory.SelfAttribute("...goal.owner")),
    )
    shared_from = NOON - timedelta(hours=1)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = programs.Milestone

    goal = factory.SubFactory(GoalFactory)
    title = "Watch one first"
    position = factory.Sequence(int)


class GoalEntryFactory(DjangoModelFactory):
    class Meta:
        model = programs.GoalEntry

    goal = factory.SubFactory(GoalFactory)
    text = "Led my first one."
    audience = factory.SelfAttribute("goal.audience")
    logged_at = NOON


class GoalCommentFactory(DjangoModelFactory):
    class Meta:
        model = programs.GoalComment

    goal = factory.SubFactory(GoalFactory)
    mentorship = factory.SubFactory(MentorshipFactory)
    author = factory.SelfAttribute("mentorship.mentor.person")
    text = "Well done."
    written_at = NOON


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
