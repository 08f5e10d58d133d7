from programs.mentoring.mentorships.models.agreement import (
    Agreement,
    AgreementAnswer,
    AgreementSide,
    Topic,
)
from programs.mentoring.mentorships.models.closing import (
    ClosingWords,
    NextStep,
)
from programs.mentoring.mentorships.models.guided_path import (
    PathTopic,
)
from programs.mentoring.mentorships.models.mentorship import (
    Mentorship,
    MentorshipChange,
    MentorshipPause,
    MentorshipReview,
)

__all__ = [
    "Agreement",
    "AgreementAnswer",
    "AgreementSide",
    "ClosingWords",
    "Mentorship",
    "MentorshipChange",
    "MentorshipPause",
    "MentorshipReview",
    "NextStep",
    "PathTopic",
    "Topic",
]
