from programs.frameworks.models.framework import (
    Competency,
    Framework,
    FrameworkImport,
    FrameworkVersion,
)
from programs.frameworks.models.scale import (
    RatingLevel,
    RatingScale,
)

__all__ = [
    "Competency",
    "Framework",
    "FrameworkImport",
    "FrameworkVersion",
    "RatingLevel",
    "RatingScale",
]
