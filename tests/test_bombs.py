"""Nothing small brings the house down: files that burst are refused, in words, where they are sent.

Each is made by tests/bombs.py. That it ends is the system's doing (common/child.py), so nothing
here measures time: a test that hangs has failed.
"""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from common import child
from common.clean_files import FileError, clean_file
from common.text_files import TextFileError
from people.imports.decoding import decode_people
from programs.frameworks.decoding import decode_framework
from programs.frameworks.models import FrameworkImport
from programs.mentoring.goals.models import GoalEntry
from programs.mentoring.meetings.decoding import decode_rota
from programs.mentoring.meetings.models import Rota
from programs.mentoring.meetings.rota_files import RotaFileError
from tests import bombs
from tests.common.children import harmless
from tests.common.file_samples import photo
from tests.factories import NOON, AdministratorFactory, GoalShareFactory


@pytest.mark.parametrize(
    ("bomb", "sentence"),
    [
        (bombs.nested_pdf, "compressed several times over"),
        (bombs.bursting_pdf, "far too large once it is unpacked"),
        (bombs.pdf_of_objects_that_burst, "far too large once it is unpacked"),
        (bombs.deep_pdf, "damaged"),
        (bombs.pixel_flood, "24 million pixels"),
        (bombs.pixel_lie, "24 million pixels"),
        (bombs.words_flood, "damaged"),
    ],
)
def test_a_picture_or_pdf_that_bursts_is_refused(monkeypatch, bomb, sentence):
    content = bomb()

    with harmless(monkeypatch), pytest.raises(FileError, match=sentence):
        clean_file(content)

    # Small, or it would prove nothing.
    assert len(content) < 1_000_000


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "on a day that never comes"),
        ("FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=-31", "on a day that never comes"),
        ("FREQ=YEARLY;BYMONTH=1;BYYEARDAY=100", child.TOO_LONG),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=60", child.TOO_LONG),
    ],
)
def test_a_rule_that_never_falls_is_refused(monkeypatch, rule, sentence):
    monkeypatch.setattr("programs.mentoring.meetings.decoding.READ", _hasty())

    with harmless(monkeypatch), pytest.raises(RotaFileError, match=sentence):
        decode_rota(bombs.endless_rota(rule), zone="Europe/Berlin", at=NOON, by=None)


def _hasty():
    """The same job with one second, so that the tests need not wait for five."""
    return child.Job(
        "programs.mentoring.meetings.rota_files.job:read", refusal=RotaFileError, seconds=1
    )


@pytest.mark.parametrize(
    ("bomb", "sentence"),
    [
        (bombs.deep_json, "nested too deeply"),
        (bombs.broad_json, child.TOO_BIG),
        (bombs.huge_cell, "cannot be read"),
        (bombs.spreadsheet, "spreadsheet"),
    ],
)
def test_a_framework_that_bursts_holds_nothing_and_says_why(monkeypatch, bomb, sentence):
    content = bomb()

    with harmless(monkeypatch):
        reading = decode_framework(content, filename="skills.csv", by=None)

    assert reading.framework is None
    assert sentence in str(reading.findings[0])


@pytest.mark.parametrize(
    ("bomb", "sentence"),
    [
        (bombs.huge_cell, "cannot be read"),
        (bombs.spreadsheet, "spreadsheet"),
        (bombs.deep_json, "JSON"),
        (lambda: b"email\n" + b'"' * 1_000_001, "cannot be read"),
    ],
)
def test_a_file_of_people_that_bursts_is_refused(monkeypatch, bomb, sentence):
    content = bomb()

    with harmless(monkeypatch), pytest.raises(TextFileError, match=sentence):
        decode_people(content, by=None)


def test_a_large_file_of_people_is_read_whole_and_handed_over_bit_by_bit(monkeypatch):
    rows = b"".join(b"p%d@example.org,Person %d\n" % (n, n) for n in range(100_000))

    with harmless(monkeypatch, megabytes=30):
        found = decode_people(b"email,name\n" + rows, by=None)
        count = sum(1 for _record in found.records)

    assert (found.total, count) == (100_000, 100_000)


# Through the pages


def _file(content, name="file.bin"):
    return SimpleUploadedFile(name, content)


@pytest.mark.django_db
def test_goal_log_refuses_a_pdf_that_bursts_and_keeps_the_words(client):
    share = GoalShareFactory(shared_from=NOON)
    client.force_login(share.goal.owner)
    words = {"text": "How it went", "audience": str(share.pk), "file": _file(bombs.nested_pdf())}

    response = client.post(reverse("programs:goal-log", args=[share.goal.pk]), words)

    assert "compressed several times over" in str(response.context["form"].errors["file"])
    assert "How it went" in response.content.decode()
    assert not GoalEntry.objects.exists()


@pytest.mark.django_db
def test_rota_import_refuses_rules_that_never_fall_and_keeps_the_rota(client, monkeypatch):
    monkeypatch.setattr("programs.mentoring.meetings.decoding.READ", _hasty())
    client.force_login(AdministratorFactory())

    response = client.post(reverse("programs:rota-import"), {"file": _file(bombs.endless_rota())})

    assert child.TOO_LONG in str(response.context["rota_form"].errors["file"])
    assert not Rota.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "bomb", "sentence"),
    [
        ("people:people-import", bombs.huge_cell, "cannot be read"),
        ("programs:framework-import", bombs.broad_json, child.TOO_BIG),
        ("programs:instrument-list", bombs.deep_instrument, "no JSON"),
    ],
)
def test_an_administrators_file_that_bursts_is_refused_where_it_is_sent(
    client, url, bomb, sentence
):
    client.force_login(AdministratorFactory())
    sent = {"file": _file(bomb()), "is_licensed": "on"}

    response = client.post(reverse(url), sent)

    assert response.status_code == 200
    assert sentence in str(response.context["form"].errors["file"])
    assert not FrameworkImport.objects.exists()


@pytest.mark.django_db
def test_a_file_larger_than_any_form_takes_is_counted_and_not_kept(client, monkeypatch, settings):
    """Not on the disk either, which it would fill."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    settings.FILE_UPLOAD_TEMP_DIR = "/nowhere"
    monkeypatch.setattr("people.imports.forms.MAX_BYTES", 5000)
    client.force_login(AdministratorFactory())

    response = client.post(reverse("people:people-import"), {"file": _file(bytes(10_000))})

    assert "larger than 20 MB" in str(response.context["form"].errors["file"])


# What a PDF loses


def _clean(document):
    clean = clean_file(bombs.saved(document))
    return clean.content, pikepdf.open(io.BytesIO(clean.content))


def _a_pdf():
    document = pikepdf.new()
    document.add_blank_page()
    return document


def _shown(document, content, filters, **keys):
    image = Stream(document, content)
    image.Filter = filters
    for name, value in {"Type": Name.XObject, "Subtype": Name.Image, **keys}.items():
        image[f"/{name}"] = value
    document.pages[0].obj.Resources = Dictionary(
        XObject=Dictionary(I=document.make_indirect(image))
    )


def _picture_of(document):
    return document.pages[0].obj.Resources.XObject.I


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_photo_in_a_pdf_loses_where_it_was_taken_and_stays_a_photo(is_packed):
    document = _a_pdf()
    dct = Name.DCTDecode
    content = photo((60, 40)) + b"Secret behind it"
    if is_packed:
        _shown(document, bombs.zlib.compress(content), Array([bombs.FLATE, dct]))
    else:
        _shown(document, content, dct)

    content, clean = _clean(document)

    kept = _picture_of(clean).read_raw_bytes()
    with Image.open(io.BytesIO(kept)) as picture:
        picture.load()
        assert (picture.size, dict(picture.getexif())) == ((60, 40), {})
    assert b"Secret" not in content


def test_a_jpeg_2000_in_a_pdf_loses_its_facts():
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(target, "JPEG2000")
    plain = target.getvalue()
    # A box of facts before the picture itself.
    secret = b"Secret place"
    box = (8 + 16 + len(secret)).to_bytes(4) + b"uuid" + bytes(16) + secret
    place = plain.index(b"jp2c") - 4
    document = _a_pdf()
    _shown(document, plain[:place] + box + plain[place:], Name.JPXDecode)

    _content, clean = _clean(document)

    assert _picture_of(clean).read_raw_bytes() == plain


def test_a_photo_in_a_pdf_that_is_none_is_refused():
    document = _a_pdf()
    _shown(document, b"\xff\xd8\xff\xe1\x00", Name.DCTDecode)

    with pytest.raises(FileError, match="A picture in this PDF is damaged"):
        clean_file(bombs.saved(document))


@pytest.mark.parametrize(
    "kind", ["FileAttachment", "RichMedia", "Movie", "Sound", "Screen", "3D", "Projection"]
)
def test_a_note_in_a_pdf_that_plays_or_carries_something_goes(kind):
    document = _a_pdf()
    note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[0, 0, 9, 9])
    document.pages[0].obj.Annots = Array([document.make_indirect(note)])

    _content, clean = _clean(document)

    assert list(clean.pages[0].obj.Annots) == []


def test_a_pdf_loses_facts_actions_and_files_wherever_they_stand():
    document = _a_pdf()
    secret = Stream(document, b"Secret facts")
    page = document.pages[0].obj
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert('Secret')"))
    page.PieceInfo = Dictionary(Program=Dictionary(Private="Secret"))
    page.Group = Dictionary(Metadata=document.make_indirect(secret))
    document.Root.Metadata = document.make_indirect(secret)
    document.Root.StructTreeRoot = Dictionary(AF=Array([document.make_indirect(secret)]))
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T="Secret author")
    page.Annots = Array([note])
    document.docinfo["/Author"] = "Secret author"

    content, clean = _clean(document)

    assert b"Secret" not in content
    assert b"JavaScript" not in content
    assert len(clean.pages[0].obj.Annots) == 1


def test_a_stream_in_a_pdf_that_would_read_a_file_elsewhere_reads_none():
    document = _a_pdf()
    _shown(document, b"q Q", Array([]), F="/etc/passwd", FFilter=Name.FlateDecode)

    content, _clean_one = _clean(document)

    assert b"passwd" not in content


def test_a_pdf_that_is_also_something_else_is_a_pdf_alone():
    """A polyglot: an archive and a page behind the end."""
    document = bombs.saved(_a_pdf()) + b"PK\x03\x04<html><script>alert(1)</script>"

    content = clean_file(document).content

    assert b"script" not in content
    assert b"PK\x03\x04" not in content
