"""Small calendars, and what is read of them on 1 March 2026 by somebody in Berlin."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from programs.mentoring.meetings.rota_files import read_rota

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def calendar(*events, before=""):
    blocks = "".join(
        "BEGIN:VEVENT\r\nUID:{}\r\n{}\r\nEND:VEVENT\r\n".format(number, "\r\n".join(lines))
        for number, lines in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{before}{blocks}END:VCALENDAR\r\n".encode()


def spans(*events, before="", zone=BERLIN):
    read = read_rota(calendar(*events, before=before), zone=zone, at=AT)
    return [(a.strftime("%m-%d %H:%M"), b.strftime("%m-%d %H:%M")) for a, b in read.spans]
