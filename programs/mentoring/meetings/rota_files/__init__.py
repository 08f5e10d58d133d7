"""Shifts and leave out of an imported calendar: when somebody is busy, and nothing else.

Pure: knows no Django. What an entry is called, where it is and who takes part is not even
looked at. Entries are read one by one: an odd one leaves out itself. The file may be ten
megabytes and hold rules without an end: only the months ahead are unrolled, and what would take
too long is left out before it is begun.
"""

from programs.mentoring.meetings.rota_files.job import rota_of
from programs.mentoring.meetings.rota_files.limits import HORIZON, MAX_BYTES
from programs.mentoring.meetings.rota_files.odd import LeftOut, RotaFileError
from programs.mentoring.meetings.rota_files.read import Rota, read_rota

__all__ = ["HORIZON", "MAX_BYTES", "LeftOut", "Rota", "RotaFileError", "read_rota", "rota_of"]
