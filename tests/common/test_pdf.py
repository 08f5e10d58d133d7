import io
from datetime import UTC, datetime

import pikepdf
import pytest
from pypdf import PdfReader

from common import pdf

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOSTILE = ["#panic()", "*not bold* $x$ \\ = <label> @ref", "עדי לוי · ليلى", "\x00\x07\u202e"]


def story(text):
    item = {
        "title": text,
        "facts": [text, ""],
        "text": text,
        "percent": 40,
        "lines": [{"when": text, "text": text}],
    }
    said = {"title": "A story", "subtitle": text, "page_of": "{page}/{pages}"}
    sections = [{"title": text, "tone": "teal", "text": text, "items": [item]}]
    return pdf.render_pdf("story", {**said, "sections": sections}, at=NOON)


@pytest.mark.parametrize("text", ["plain", "", "x" * 10_000, "word " * 20_000, *HOSTILE])
def test_render_pdf_sets_any_text_as_text(text):
    document = pikepdf.open(io.BytesIO(story(text)))

    assert document.docinfo["/Title"] == "A story"


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("🎉 ✅ 👍🏽 🇬🇧 1️⃣", "NotoEmoji"),
        ("नमस्ते दुनिया", "NotoSansDevanagari"),
        ("தமிழ்", "NotoSansTamil"),
    ],
)
def test_render_pdf_has_the_letters_of_other_scripts_and_emoji(text, font):
    """On any machine: the fonts come with us, and a missing letter would be an empty box."""
    document = pikepdf.open(io.BytesIO(story(text)))

    fonts = {str(found.BaseFont) for found in document.objects if is_font(found)}
    assert any(font in name for name in fonts)
    written = PdfReader(io.BytesIO(story(text))).pages[0].extract_text()
    assert text.split()[0][:1] in written


def is_font(found):
    return isinstance(found, pikepdf.Dictionary) and "/BaseFont" in found


def test_render_pdf_can_be_read_aloud():
    """Tagged, with its language: what a screen reader needs."""
    document = pikepdf.open(io.BytesIO(story("plain")))

    assert "/StructTreeRoot" in document.Root
    assert document.Root.Lang == "en"


def test_render_pdf_is_the_same_for_the_same_moment():
    assert story("once") == story("once")


def test_render_pdf_reads_nothing_outside_its_layouts(tmp_path, monkeypatch):
    (tmp_path / "letter.typ").write_text('#read("/etc/hostname")')
    monkeypatch.setattr(pdf, "LAYOUTS", tmp_path)

    with pytest.raises(RuntimeError, match="file not found"):
        pdf.render_pdf("letter", {}, at=NOON)
