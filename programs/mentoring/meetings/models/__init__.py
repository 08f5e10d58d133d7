from programs.mentoring.meetings.models.agenda import (
    ActionItem,
    AgendaItem,
)
from programs.mentoring.meetings.models.availability import (
    BusySpan,
    Rota,
    WeeklyHours,
)
from programs.mentoring.meetings.models.calendar_feed import (
    CalendarFeed,
)
from programs.mentoring.meetings.models.check_in import (
    CheckIn,
    CheckInNote,
)
from programs.mentoring.meetings.models.time_proposal import (
    ProposedTime,
    TimeProposal,
)

__all__ = [
    "ActionItem",
    "AgendaItem",
    "BusySpan",
    "CalendarFeed",
    "CheckIn",
    "CheckInNote",
    "ProposedTime",
    "Rota",
    "TimeProposal",
    "WeeklyHours",
]
