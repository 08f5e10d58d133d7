"""Public identifiers: UUIDv7 (RFC 9562), made in Python before a row exists."""

import os
import time
from collections.abc import Iterable
from uuid import UUID


def uuid7() -> UUID:
    """Return an id whose first 48 bits are the time in milliseconds, the rest random.

    New rows therefore land at the end of their index, and an id can be made on
    a phone without asking the server. The time in it is a hint, never a fact.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0b11 << 62)) | (0b10 << 62)
    return UUID(int=value)


def uuids_in(texts: Iterable[str]) -> list[UUID]:
    """Return the ids among some texts of an address; what is no id is left out."""
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
