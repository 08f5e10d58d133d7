from programs.shifts.models.protected_time import ProtectedTime
from programs.shifts.models.shift import Shift, ShiftQuerySet, settled
from programs.shifts.models.shift_note import ShiftNote, TaughtSkill

__all__ = ["ProtectedTime", "Shift", "ShiftNote", "ShiftQuerySet", "TaughtSkill", "settled"]
