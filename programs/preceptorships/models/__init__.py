from programs.preceptorships.models.preceptorship import (
    PreceptorAssignment,
    Preceptorship,
    PreceptorshipChange,
    PreceptorshipPause,
)
from programs.preceptorships.models.review import Phase, Review

__all__ = [
    "Phase",
    "PreceptorAssignment",
    "Preceptorship",
    "PreceptorshipChange",
    "PreceptorshipPause",
    "Review",
]
