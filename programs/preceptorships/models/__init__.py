from programs.preceptorships.models.preceptorship import (
    PreceptorAssignment,
    Preceptorship,
    PreceptorshipChange,
    PreceptorshipPause,
)
from programs.preceptorships.models.review import Phase, Review, last_held

__all__ = [
    "Phase",
    "PreceptorAssignment",
    "Preceptorship",
    "PreceptorshipChange",
    "PreceptorshipPause",
    "Review",
    "last_held",
]
