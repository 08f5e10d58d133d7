"""A PDF without what could act by itself, hide, say whose it is, or burst. Pure: no Django."""

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from common.cleaning.image_facts import NotAnImage, without_facts
from common.cleaning.refusal import FileRefusal

MAX_PAGES = 200
# What one stream, and all of them, may unpack to: a page's picture of 24 million pixels in four
# colours is 96 million bytes.
MOST_UNPACKED = 120 * 1024 * 1024
MOST_UNPACKED_IN_ALL = 500 * 1024 * 1024
STEP = 1024 * 1024

# Of the whole document: what acts, what is attached, what leads to names of the two.
OF_THE_DOCUMENT = (
    *("/OpenAction", "/AcroForm", "/Collection", "/Names", "/Outlines", "/Threads"),
    *("/Legal", "/Perms", "/Requirements", "/URI", "/SpiderInfo"),
)
# Wherever they stand: actions, attached files, what programs keep for themselves, facts.
ANYWHERE = (
    *("/AA", "/AF", "/EF", "/JS", "/Metadata", "/PieceInfo", "/RichMediaContent"),
    *("/RichMediaSettings", "/Movie", "/LastModified"),
)
OF_A_NOTE = ("/A", "/FS", "/T", "/M", "/CreationDate", "/NM")
# Notes that play, open or carry something.
NOTES_THAT_ACT = {
    *("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Projection"),
}
PACKED = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
FLATE = {"/FlateDecode", "/Fl"}
PHOTOS = {"/DCTDecode": "jpeg", "/DCT": "jpeg", "/JPXDecode": "jpeg2000"}
BROKEN = (
    pikepdf.PdfError,
    zlib.error,
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    RecursionError,
)


def _(text: str) -> str:
    """Mark a sentence for ``makemessages``; it is translated where it is shown."""
    return text


LAYERS = _(
    "This PDF is compressed several times over, which documents aren't. Print it as PDF again."
)
BURSTS = _("This PDF is far too large once it is unpacked. Print it as PDF again.")


def clean(content: bytes) -> list[bytes]:
    """Return the PDF written anew.

    :raises FileRefusal: if it is damaged, locked by a password, has no pages or too many, or
        unpacks to more than any page holds.
    """
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            pages = len(document.pages)
            if not 0 < pages <= MAX_PAGES:
                text = _("This PDF has %(pages)d pages. It can have 1 to 200.")
                raise FileRefusal(text, pages=pages)
            _disarm(document)
            target = io.BytesIO()
            # Streams stay packed as they are: nothing in them is unpacked to be packed again.
            document.save(
                target, deterministic_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none
            )
            return [target.getvalue()]
    except pikepdf.PasswordError as error:
        text = _("This PDF is locked by a password. Save it without one.")
        raise FileRefusal(text) from error
    except BROKEN as error:
        text = _("This PDF is damaged. Print it as PDF again.")
        raise FileRefusal(text) from error


def _disarm(document):
    # An id tells which document it was, and of two files with the same pages which came first.
    _remove(document.trailer, ("/Info", "/ID"))
    _remove(document.Root, OF_THE_DOCUMENT)
    unpacked = 0
    for thing in document.objects:
        _strip(thing)
        if isinstance(thing, Stream):
            unpacked += _check_stream(thing)
            if unpacked > MOST_UNPACKED_IN_ALL:
                raise FileRefusal(BURSTS)
    for page in document.pages:
        _disarm_notes(page.obj)


def _strip(thing):
    """Take out of an object, and of those written inside it, what may stand nowhere."""
    if isinstance(thing, Array):
        children = list(thing)
    elif isinstance(thing, Dictionary | Stream):
        _remove(thing, ANYWHERE)
        children = [thing[name] for name in list(thing.keys())]
    else:
        return
    for child in children:
        # What has a number of its own is looked at by itself.
        if isinstance(child, Array | Dictionary) and not child.is_indirect:
            _strip(child)


def _disarm_notes(page):
    notes = page.get("/Annots")
    if not isinstance(notes, Array):
        return
    kept = [note for note in notes if str(note.get("/Subtype")) not in NOTES_THAT_ACT]
    for note in kept:
        _remove(note, OF_A_NOTE)
    page.Annots = Array(kept)


def _check_stream(stream):
    """Return to how many bytes it unpacks; facts about a photo are taken out of it.

    :raises FileRefusal: if it is packed twice, or bursts.
    """
    # A file elsewhere that would stand for this one.
    _remove(stream, ("/F", "/FFilter", "/FDecodeParms"))
    filters = _filters(stream)
    packed = [name for name in filters if name in PACKED]
    if len(packed) > 1:
        raise FileRefusal(LAYERS)
    if filters and filters[-1] in PHOTOS:
        return _clean_photo(stream, filters)
    if not packed:
        return len(stream.read_raw_bytes())
    # Other packings grow less, and what memory they take is the system's to hold.
    if filters == packed and packed[0] in FLATE:
        return _size_unpacked(stream.read_raw_bytes())
    return _refuse_burst(len(stream.read_bytes()))


def _filters(stream):
    found = stream.get("/Filter", [])
    return [str(found)] if isinstance(found, Name) else [str(name) for name in found]


def _size_unpacked(packed):
    """Unpack piece by piece and keep none: a few kilobytes may be gigabytes."""
    reader, size = zlib.decompressobj(), 0
    while packed and not reader.eof:
        try:
            size += len(reader.decompress(packed, STEP))
        except zlib.error:
            # Viewers show what came before the damage.
            return size
        _refuse_burst(size)
        packed = reader.unconsumed_tail
    return size


def _refuse_burst(size):
    if size > MOST_UNPACKED:
        raise FileRefusal(BURSTS)
    return size


def _clean_photo(stream, filters):
    """Write a photo anew; what was packed around it, once at most, comes off.

    :raises FileRefusal: if it is packed in another way, or is no photo.
    """
    photo = stream.read_raw_bytes()
    if len(filters) > 1:
        if filters[0] not in FLATE or len(filters) > 2:
            raise FileRefusal(LAYERS)
        photo = zlib.decompressobj().decompress(photo, MOST_UNPACKED)
    try:
        photo = without_facts(photo, PHOTOS[filters[-1]])
    except NotAnImage as error:
        text = _("A picture in this PDF is damaged. Print it as PDF again.")
        raise FileRefusal(text) from error
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, Array):
        parameters = parameters[-1]
    stream.write(photo, filter=Name(filters[-1]), decode_parms=parameters)
    return len(photo)


def _remove(dictionary, names):
    for name in names:
        if name in dictionary:
            del dictionary[name]
