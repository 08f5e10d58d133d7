"""How long a calendar of ten megabytes takes to be read as a rota: ``python -m bench.rota``.

Three files: years of single shifts, rules without an end, and the worst that is not refused.
"""

import sys
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from programs.mentoring.meetings.rota_files import MAX_BYTES, RotaFileError, read_rota

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = "DESCRIPTION:" + "x" * 300


def event(number, start, *lines):
    when = [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{start + timedelta(hours=8):%Y%m%dT%H%M%SZ}"]
    block = ["BEGIN:VEVENT", f"UID:{number}", *when, *lines, WORDS, "END:VEVENT"]
    return "\r\n".join(block) + "\r\n"


def calendar(events):
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def years_of_shifts():
    count = MAX_BYTES // len(event(99_999, AT)) - 10
    begin = AT - timedelta(days=365 * 20)
    return calendar(event(n, begin + timedelta(hours=8 * n)) for n in range(count))


def endless_rules():
    begin = datetime(2025, 6, 1, 6, tzinfo=UTC)
    return calendar(event(n, begin, "RRULE:FREQ=DAILY") for n in range(40))


def entries_ahead():
    return calendar(event(n, AT + timedelta(minutes=50 * n)) for n in range(2900))


def main():
    for make in (years_of_shifts, endless_rules, entries_ahead):
        content = make()
        tracemalloc.start()
        begun = time.perf_counter()
        try:
            said = f"{len(read_rota(content, zone=ZoneInfo('Europe/Berlin'), at=AT).spans)} spans"
        except RotaFileError as error:
            said = f"refused: {error}"
        seconds = time.perf_counter() - begun
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        size = len(content) / 2**20
        sys.stdout.write(
            f"{make.__name__}: {size:.1f} MB, {seconds:.2f} s, peak {peak:.0f} MB, {said}\n"
        )


if __name__ == "__main__":
    main()
