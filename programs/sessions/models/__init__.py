from programs.sessions.models.attendance import Attendance
from programs.sessions.models.session import Session

__all__ = ["Attendance", "Session"]
