from programs.models.agenda import ActionItem, AgendaItem
from programs.models.agreement import Agreement, AgreementAnswer, AgreementSide, Topic
from programs.models.availability import BusySpan, Rota, WeeklyHours
from programs.models.calendar_feed import CalendarFeed
from programs.models.care import CareQueueEntry, CareStep, ProgramBreak
from programs.models.check_in import CheckIn, CheckInNote
from programs.models.closing import ClosingWords, NextStep
from programs.models.cohort import Cohort, Enrolment, PairingChoice, RuleOverride
from programs.models.exclusion import Exclusion
from programs.models.framework import Competency, Framework, FrameworkImport, FrameworkVersion
from programs.models.goal import (
    Goal,
    GoalComment,
    GoalEntry,
    GoalFile,
    GoalShare,
    Milestone,
    SharedAchievement,
)
from programs.models.goal_template import GoalTemplate
from programs.models.guided_path import PathTopic
from programs.models.instrument import Instrument
from programs.models.journal import JournalEntry, WellBeing
from programs.models.mentorship import (
    Mentorship,
    MentorshipChange,
    MentorshipPause,
    MentorshipReview,
)
from programs.models.preceptorship import (
    Phase,
    PreceptorAssignment,
    Preceptorship,
    PreceptorshipChange,
    PreceptorshipPause,
    Review,
)
from programs.models.program import (
    MentorshipRules,
    Method,
    PreceptorshipRules,
    Program,
    ProgramCompetency,
    ProgramCoordinator,
)
from programs.models.pulse import PulseAnswer, PulseAsk
from programs.models.reading import BreakGlass, NotesRequest, Reading
from programs.models.scale import RatingLevel, RatingScale
from programs.models.time_proposal import ProposedTime, TimeProposal

__all__ = [
    "ActionItem",
    "AgendaItem",
    "Agreement",
    "AgreementAnswer",
    "AgreementSide",
    "BreakGlass",
    "BusySpan",
    "CalendarFeed",
    "CareQueueEntry",
    "CareStep",
    "CheckIn",
    "CheckInNote",
    "ClosingWords",
    "Cohort",
    "Competency",
    "Enrolment",
    "Exclusion",
    "Framework",
    "FrameworkImport",
    "FrameworkVersion",
    "Goal",
    "GoalComment",
    "GoalEntry",
    "GoalFile",
    "GoalShare",
    "GoalTemplate",
    "Instrument",
    "JournalEntry",
    "Mentorship",
    "MentorshipChange",
    "MentorshipPause",
    "MentorshipReview",
    "MentorshipRules",
    "Method",
    "Milestone",
    "NextStep",
    "NotesRequest",
    "PairingChoice",
    "PathTopic",
    "Phase",
    "PreceptorAssignment",
    "Preceptorship",
    "PreceptorshipChange",
    "PreceptorshipPause",
    "PreceptorshipRules",
    "Program",
    "ProgramBreak",
    "ProgramCompetency",
    "ProgramCoordinator",
    "ProposedTime",
    "PulseAnswer",
    "PulseAsk",
    "RatingLevel",
    "RatingScale",
    "Reading",
    "Review",
    "Rota",
    "RuleOverride",
    "SharedAchievement",
    "TimeProposal",
    "Topic",
    "WeeklyHours",
    "WellBeing",
]
