"""Files that are small and would be large, or never end: each made here, none stored."""

import io
import json
import struct
import zlib

import pikepdf
from pikepdf import Array, Name, Stream, StreamDecodeLevel
from PIL import Image

from tests.common.file_samples import pdf, photo

FLATE = Name.FlateDecode
UNPACKED = 200 * 1024 * 1024


def packed(size=UNPACKED):
    """Nothing, as much as asked, packed once."""
    packer, piece = zlib.compressobj(9), bytes(1024 * 1024)
    return b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()


def pdf_with(content, *, filters, **keys):
    """A PDF whose one page shows a stream, written as it is given."""
    document = pikepdf.new()
    document.add_blank_page()
    stream = Stream(document, content)
    stream.Filter = filters
    for name, value in keys.items():
        stream[f"/{name}"] = value
    document.pages[0].obj.Contents = document.make_indirect(stream)
    return saved(document)


def saved(document):
    target = io.BytesIO()
    document.save(
        target,
        stream_decode_level=StreamDecodeLevel.none,
        compress_streams=False,
        fix_metadata_version=False,
    )
    return target.getvalue()


def nested_pdf():
    """Some kilobytes, packed three times over."""
    layers = zlib.compress(zlib.compress(packed(), 9), 9)
    return pdf_with(layers, filters=Array([FLATE] * 3))


def bursting_pdf():
    return pdf_with(packed(), filters=FLATE)


def pdf_of_objects_that_burst():
    """A stream of objects that holds one number, and half a gigabyte of nothing before it."""
    packer, nothing = zlib.compressobj(9), b" " * 1_000_000
    pieces = [packer.compress(b"7 0 "), *(packer.compress(nothing) for _ in range(600))]
    packed_objects = b"".join([*pieces, packer.compress(b"42"), packer.flush()])
    parts = [b"%PDF-1.5\n"]
    places = []
    for number, text in (
        (1, b"<</Type/Catalog/Pages 2 0 R/X 7 0 R>>"),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
        (
            4,
            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
            % (len(packed_objects), packed_objects),
        ),
    ):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj%s endobj\n" % (number, text))
    start = sum(map(len, parts))
    rows = [struct.pack(">BIB", 0, 0, 0)]
    rows += [struct.pack(">BIB", 1, place, 0) for place in places]
    table = b"".join(rows) + struct.pack(">BIB", 1, start, 0) + struct.pack(">BIB", 0, 0, 0)
    table += struct.pack(">BIB", 2, 4, 0)
    parts.append(
        b"5 0 obj<</Type/XRef/Size 8/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream endobj\n"
        b"startxref\n%d\n%%%%EOF" % (len(table), table, start)
    )
    return b"".join(parts)


def deep_pdf():
    """Arrays in arrays, deeper than anybody can follow."""
    deep = b"[" * 200_000 + b"]" * 200_000
    return pdf().replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + deep, 1)


def pixel_flood():
    target = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(target, "PNG")
    return target.getvalue()


def pixel_lie():
    """A PNG whose head promises a picture of gigabytes."""
    content = bytearray(photo(form="PNG"))
    content[16:24] = struct.pack(">II", 60_000, 60_000)
    content[29:33] = struct.pack(">I", zlib.crc32(bytes(content[12:29])))
    return bytes(content)


def words_flood():
    """A PNG with a packed text of some hundred megabytes."""
    text = b"Comment\0\0" + packed()
    chunk = b"zTXt" + text
    words = struct.pack(">I", len(text)) + chunk + struct.pack(">I", zlib.crc32(chunk))
    content = photo(form="PNG")
    return content[:33] + words + content[33:]


def endless_rota(rule="FREQ=YEARLY;BYMONTH=1;BYYEARDAY=100", *, count=50):
    """Rules that fall on no day: the library looks for one up to the year 9999."""
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:20260101T080000Z\r\nDTEND:20260101T090000Z\r\n"
        f"RRULE:{rule}\r\nEND:VEVENT\r\n"
        for n in range(count)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


def deep_json():
    return b'{"a":' * 1_000_000


def broad_json():
    """Empty objects, each of which takes many times its two letters."""
    return b"[" + b"{}," * 5_000_000 + b"{}]"


def huge_cell():
    return b'email,name\nann@example.org,"' + b"x" * 15_000_000


def many_columns():
    return b"email," + b"a," * 7_000_000


def spreadsheet():
    return b"PK\x03\x04" + bytes(1000)


def deep_instrument():
    return json.dumps({"title": "x"}).encode()[:-1] + b', "items": ' + b"[" * 200_000
