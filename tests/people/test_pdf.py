import io
from datetime import UTC, datetime

import pikepdf
import pytest

from people import pdf

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def layouts(tmp_path, monkeypatch):
    """A folder with the house and one short layout in it."""
    (tmp_path / "house.typ").write_text((pdf.LAYOUTS / "house.typ").read_text())
    (tmp_path / "letter.typ").write_text(
        '#import "house.typ": *\n#show: house.with(data)\n#data.text\n'
    )
    monkeypatch.setattr(pdf, "LAYOUTS", tmp_path)
    return tmp_path


def letter(text):
    said = {"title": "A letter", "subtitle": "", "page_of": "{page}/{pages}", "text": text}
    return pdf.render_pdf("letter", said, at=NOON)


@pytest.mark.parametrize(
    "text",
    ["plain", "#panic()", "*not bold* $x$ \\", "עדי לוי · ليلى", "\x00\x07\u202e", "word " * 9999],
)
def test_render_pdf_sets_any_text_as_text(layouts, text):
    document = pikepdf.open(io.BytesIO(letter(text)))

    assert document.docinfo["/Title"] == "A letter"


def test_render_pdf_is_the_same_for_the_same_moment(layouts):
    assert letter("once") == letter("once")


def test_render_pdf_reads_nothing_outside_its_layouts(layouts):
    (layouts / "letter.typ").write_text('#read("/etc/hostname")')

    with pytest.raises(RuntimeError, match="file not found"):
        letter("")
