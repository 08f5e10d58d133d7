from programs.shifts.models.shift import Shift, ShiftQuerySet, settled
from programs.shifts.models.shift_note import ShiftNote, TaughtSkill

__all__ = ["Shift", "ShiftNote", "ShiftQuerySet", "TaughtSkill", "settled"]
