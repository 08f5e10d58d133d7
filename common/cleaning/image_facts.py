"""Photos inside a PDF: the same bytes without where and with what they were taken. Pure."""

import struct

# JPEG: what stands alone, and what the pixels need besides tables: JFIF, profile, colours.
ALONE = {0x01, *range(0xD0, 0xD8)}
START, END, SCAN = 0xD8, 0xD9, 0xDA
COMMENT = 0xFE
OF_PROGRAMS = range(0xE0, 0xF0)
JFIF, ADOBE, PROFILE = 0xE0, 0xEE, 0xE2
# JPEG 2000: boxes that hold facts, and those that hold other boxes are left as they are.
BOXES_OF_FACTS = {b"uuid", b"xml ", b"uinf", b"asoc"}


class NotAnImage(Exception):
    """It does not read as what it says it is."""


def without_facts(photo: bytes, kind: str) -> bytes:
    """:raises NotAnImage: if it is not of that kind ("jpeg", "jpeg2000")."""
    try:
        return b"".join(_jpeg(photo) if kind == "jpeg" else _jpeg2000(photo))
    except (struct.error, IndexError) as error:
        raise NotAnImage from error


def _jpeg(photo):
    """Yield its segments up to the end of the picture; what follows is none of it."""
    start = photo.find(b"\xff\xd8")
    if start < 0:
        raise NotAnImage
    yield b"\xff\xd8"
    place = start + 2
    while True:
        if photo[place] != 0xFF:
            raise NotAnImage
        while photo[place] == 0xFF:
            place += 1
        marker = photo[place]
        place += 1
        if marker == END:
            yield b"\xff\xd9"
            return
        if marker in ALONE:
            continue
        end = place + struct.unpack_from(">H", photo, place)[0]
        if marker == SCAN:
            end = _end_of_scan(photo, end)
        if not _says_facts(marker, photo[place + 2 : place + 14]):
            yield bytes((0xFF, marker)) + photo[place:end]
        place = end


def _end_of_scan(photo, place):
    """Return where the next marker is; a photo that was cut off ends there."""
    while True:
        place = photo.find(b"\xff", place)
        if place < 0:
            raise NotAnImage
        if photo[place + 1] not in (0x00, 0xFF, *range(0xD0, 0xD8)):
            return place
        place += 1 if photo[place + 1] == 0xFF else 2


def _says_facts(marker, begin):
    if marker == COMMENT:
        return True
    if marker == PROFILE:
        return not begin.startswith(b"ICC_PROFILE\0")
    return marker in OF_PROGRAMS and marker not in (JFIF, ADOBE)


def _jpeg2000(photo):
    if photo.startswith(b"\xff\x4f\xff\x51"):
        # The picture alone, without boxes.
        yield photo
        return
    if photo[4:8] != b"jP  ":
        raise NotAnImage
    place = 0
    while place < len(photo):
        length, name = struct.unpack_from(">I4s", photo, place)
        if length == 1:
            length = struct.unpack_from(">Q", photo, place + 8)[0]
        # Nothing means: to the end.
        length = length or len(photo) - place
        if length < 8:
            raise NotAnImage
        if name not in BOXES_OF_FACTS:
            yield photo[place : place + length]
        place += length
