"""The pulse that comes with Alongside (M10), in the format in which others are added."""

from pathlib import Path

from programs.mentoring.reflection.instruments import InstrumentFile, read_instrument

PULSE_FILE = Path(__file__).with_name("pulse.json")


def shipped_pulse() -> InstrumentFile:
    return read_instrument(PULSE_FILE.read_bytes())
