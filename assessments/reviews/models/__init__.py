from assessments.reviews.models.review_link import ReviewLink
from assessments.reviews.models.review_outcome import (
    ReviewOutcome,
    ReviewPart,
    is_coordinators_turn,
)

__all__ = ["ReviewLink", "ReviewOutcome", "ReviewPart", "is_coordinators_turn"]
