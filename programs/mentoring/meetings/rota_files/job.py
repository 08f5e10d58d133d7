"""Reading a rota as a child process does it: what it finds, as plain data. Pure."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from programs.mentoring.meetings.rota_files.odd import LeftOut
from programs.mentoring.meetings.rota_files.read import Rota, read_rota


def read(content: bytes, *, zone: str, at: str) -> list[object]:
    """Return what ``read_rota`` does.

    :raises RotaFileError: as that does.
    """
    rota = read_rota(content, zone=ZoneInfo(zone), at=datetime.fromisoformat(at))
    spans = [[begin.isoformat(), end.isoformat()] for begin, end in rota.spans]
    left_out = [asdict(entry) for entry in rota.left_out]
    return [asdict(rota) | {"spans": spans, "left_out": left_out, "until": rota.until.isoformat()}]


def rota_of(said: dict[str, Any]) -> Rota:
    """Return what was handed over, as it was."""
    moment = datetime.fromisoformat
    return Rota(
        spans=[(moment(begin), moment(end)) for begin, end in said["spans"]],
        until=moment(said["until"]),
        total=said["total"],
        left_out=[LeftOut(**entry) for entry in said["left_out"]],
        unknown_zones=said["unknown_zones"],
    )
