from programs.cohorts.models.cohort import (
    Cohort,
    Enrolment,
    PairingChoice,
    RuleOverride,
)
from programs.cohorts.models.exclusion import (
    Exclusion,
)
from programs.cohorts.models.instrument import (
    Instrument,
)
from programs.cohorts.models.program import (
    MentorshipRules,
    Method,
    PreceptorshipRules,
    Program,
    ProgramCompetency,
    ProgramCoordinator,
)

__all__ = [
    "Cohort",
    "Enrolment",
    "Exclusion",
    "Instrument",
    "MentorshipRules",
    "Method",
    "PairingChoice",
    "PreceptorshipRules",
    "Program",
    "ProgramCompetency",
    "ProgramCoordinator",
    "RuleOverride",
]
