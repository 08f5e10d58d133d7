"""What a file of evidence really is: decoded, not believed, and written anew."""

import io

import pikepdf
import pytest
from PIL import Image

from common import clean_files
from common.clean_files import FileError, clean_file
from tests.common.file_samples import pdf, photo


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "jpeg"), ("PNG", "png")])
def test_clean_file_knows_a_picture_and_strips_where_it_was_taken(form, kind):
    clean = clean_file(photo(form=form))

    with Image.open(io.BytesIO(clean.content)) as picture:
        assert (clean.kind, picture.format, dict(picture.getexif())) == (kind, form, {})
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Secret" not in clean.content


def test_clean_file_keeps_a_picture_upright():
    lying = photo((60, 40), orientation=6)

    with Image.open(io.BytesIO(clean_file(lying).content)) as picture:
        assert picture.size == (40, 60)


def test_clean_file_keeps_what_one_can_see_through():
    clean = clean_file(photo(form="PNG", mode="RGBA"))

    with Image.open(io.BytesIO(clean.content)) as picture:
        assert picture.mode == "RGBA"


def test_clean_file_makes_a_large_picture_smaller():
    with Image.open(io.BytesIO(clean_file(photo((6000, 30))).content)) as picture:
        assert picture.size == (3000, 15)


def test_clean_file_leaves_behind_what_follows_a_picture():
    """A polyglot: a picture with a page, a script and an archive behind it."""
    hidden = b"<html><script>alert(1)</script>PK\x03\x04%PDF-1.4"

    clean = clean_file(photo() + hidden)

    assert b"script" not in clean.content
    assert b"PK\x03\x04" not in clean.content


def test_clean_file_disarms_a_pdf():
    clean = clean_file(pdf())

    with pikepdf.open(io.BytesIO(clean.content)) as document:
        assert clean.kind == "pdf"
        assert set(document.Root.keys()) == {"/Pages", "/Type"}
        assert "/Info" not in document.trailer
        assert document.trailer.ID[0] == document.trailer.ID[1]
        assert "/A" not in document.pages[0].obj.Annots[0]
        assert len(document.attachments) == 0
    for trace in (b"JavaScript", b"alert", b"payload", b"Secret Author", b"secret form"):
        assert trace not in clean.content


def test_clean_file_gives_the_same_for_the_same():
    one, other = pdf(), pdf(identity="another")
    assert one != other
    assert clean_file(one) == clean_file(other)
    assert clean_file(photo()) == clean_file(photo())


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"GIF89a" + b"0" * 50, "Only PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Only PDF"),
        (b"<!DOCTYPE html>", "Only PDF"),
        (b"PK\x03\x04", "Only PDF"),
        (b" %PDF-1.7", "Only PDF"),
        (b"%PDF-1.7 but nothing else", "damaged"),
        (b"\xff\xd8\xff but nothing else", "damaged"),
        (b"\x89PNG\r\n\x1a\n but nothing else", "damaged"),
    ],
)
def test_clean_file_refuses_what_is_none_of_the_three(content, problem):
    with pytest.raises(FileError, match=problem):
        clean_file(content)


def test_clean_file_refuses_a_picture_cut_in_half():
    whole = photo((400, 400))

    with pytest.raises(FileError, match="damaged"):
        clean_file(whole[: len(whole) // 2])


def test_clean_file_refuses_a_flood_of_pixels_before_it_is_decoded():
    """A few kilobytes that would be gigabytes."""
    target = io.BytesIO()
    Image.new("1", (8000, 8000)).save(target, "PNG")

    with pytest.raises(FileError, match="24 million"):
        clean_file(target.getvalue())


def test_clean_file_refuses_what_is_too_large(monkeypatch):
    monkeypatch.setattr(clean_files, "MAX_BYTES", 100)

    with pytest.raises(FileError, match="10 MB"):
        clean_file(photo())


@pytest.mark.parametrize("pages", [0, 201])
def test_clean_file_refuses_a_pdf_without_pages_or_with_too_many(pages):
    with pytest.raises(FileError, match="1 to 200"):
        clean_file(pdf(pages=pages))


def test_clean_file_refuses_a_locked_pdf():
    with pytest.raises(FileError, match="password"):
        clean_file(pdf(password="open sesame"))
