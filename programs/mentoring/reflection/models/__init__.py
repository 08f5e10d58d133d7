from programs.mentoring.reflection.models.journal import (
    JournalEntry,
    WellBeing,
)
from programs.mentoring.reflection.models.pulse import (
    PulseAnswer,
    PulseAsk,
)

__all__ = [
    "JournalEntry",
    "PulseAnswer",
    "PulseAsk",
    "WellBeing",
]
