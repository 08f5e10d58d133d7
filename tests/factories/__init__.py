"""One small factory for each model; each builds only what the test names.

Times hang on ``NOON`` and dates on ``TODAY``, so that no test reads the clock. Rows that
only some tests want are made on request::

    PreceptorFactory(eligible=True)                 # approved and trained on TODAY
    ProgramFactory(coordinator=helen)               # run by helen
    PreceptorshipFactory(primary=preceptor)         # with a primary preceptor from its start
    MentorshipFactory(closed=True)
"""

from tests.factories.assessments import (
    CompetencyStateFactory,
    LedgerEntryFactory,
    ProgressFactory,
    SignOffFactory,
    SignOffRequestFactory,
)
from tests.factories.clock import LONG_AGO, NOON, TODAY
from tests.factories.mentorship import (
    CheckInFactory,
    CheckInNoteFactory,
    GoalCommentFactory,
    GoalEntryFactory,
    GoalFactory,
    GoalShareFactory,
    MentorshipFactory,
    MentorshipPauseFactory,
    MentorshipReviewFactory,
    MilestoneFactory,
)
from tests.factories.people import (
    AdministratorFactory,
    ApprovalFactory,
    CredentialFactory,
    DeliveryFactory,
    GuidePauseFactory,
    InvitationFactory,
    LearnerFactory,
    LineManagementFactory,
    MentorFactory,
    NoticeFactory,
    PeopleImportFactory,
    PersonFactory,
    PreceptorFactory,
    SiteFactory,
    UnitFactory,
)
from tests.factories.preceptorship import (
    CohortFactory,
    EnrolmentFactory,
    PairingChoiceFactory,
    PhaseFactory,
    PreceptorAssignmentFactory,
    PreceptorshipFactory,
    PreceptorshipPauseFactory,
    ReviewFactory,
    RuleOverrideFactory,
)
from tests.factories.program import (
    CompetencyFactory,
    FrameworkFactory,
    FrameworkVersionFactory,
    MentoringProgramFactory,
    MentorshipRulesFactory,
    PreceptorshipRulesFactory,
    ProgramCompetencyFactory,
    ProgramCoordinatorFactory,
    ProgramFactory,
    RatingLevelFactory,
    RatingScaleFactory,
)

__all__ = [
    "LONG_AGO",
    "NOON",
    "TODAY",
    "AdministratorFactory",
    "ApprovalFactory",
    "CheckInFactory",
    "CheckInNoteFactory",
    "CohortFactory",
    "CompetencyFactory",
    "CompetencyStateFactory",
    "CredentialFactory",
    "DeliveryFactory",
    "EnrolmentFactory",
    "FrameworkFactory",
    "FrameworkVersionFactory",
    "GoalCommentFactory",
    "GoalEntryFactory",
    "GoalFactory",
    "GoalShareFactory",
    "GuidePauseFactory",
    "InvitationFactory",
    "LearnerFactory",
    "LedgerEntryFactory",
    "LineManagementFactory",
    "MentorFactory",
    "MentoringProgramFactory",
    "MentorshipFactory",
    "MentorshipPauseFactory",
    "MentorshipReviewFactory",
    "MentorshipRulesFactory",
    "MilestoneFactory",
    "NoticeFactory",
    "PairingChoiceFactory",
    "PeopleImportFactory",
    "PersonFactory",
    "PhaseFactory",
    "PreceptorAssignmentFactory",
    "PreceptorFactory",
    "PreceptorshipFactory",
    "PreceptorshipPauseFactory",
    "PreceptorshipRulesFactory",
    "ProgramCompetencyFactory",
    "ProgramCoordinatorFactory",
    "ProgramFactory",
    "ProgressFactory",
    "RatingLevelFactory",
    "RatingScaleFactory",
    "ReviewFactory",
    "RuleOverrideFactory",
    "SignOffFactory",
    "SignOffRequestFactory",
    "SiteFactory",
    "UnitFactory",
]
