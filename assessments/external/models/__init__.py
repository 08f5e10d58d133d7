from assessments.external.models.confirmation import (
    Confirmation,
)
from assessments.external.models.external_assessor import (
    ExternalAssessor,
)
from assessments.external.models.external_request import (
    ExternalRequest,
)

__all__ = [
    "Confirmation",
    "ExternalAssessor",
    "ExternalRequest",
]
