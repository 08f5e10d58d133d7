"""Every component is used, and the head of a page is written in one place."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_templates_use_every_component():
    sources = [
        *(ROOT / "templates").rglob("*.html"),
        *ROOT.glob("*/templatetags/*.py"),
        *ROOT.glob("*/**/forms/*.py"),
        *ROOT.glob("*/**/forms.py"),
    ]
    text = "".join(source.read_text() for source in sources)
    components = {file.name for file in (ROOT / "templates/components").glob("*.html")}

    assert {name for name in components if f'"components/{name}"' not in text} == set()


def test_templates_keep_nothing_between_requests():
    pages = [file.read_text() for file in (ROOT / "templates").rglob("*.html")]

    assert [page for page in pages if "{% constant" in page or "{% choice_input" in page] == []


def test_templates_write_the_head_of_a_page_in_one_place():
    heads = [
        file.name
        for file in (ROOT / "templates").rglob("*.html")
        if '<div class="head">' in file.read_text() or 'class="crumbs"' in file.read_text()
    ]

    assert heads == ["base.html"]


def test_templates_say_what_changed_wherever_htmx_swaps():
    """Where a page itself moves focus into what came, that is read out (pairing.js)."""
    pages = [file.read_text() for file in (ROOT / "templates").rglob("*.html")]
    targets = {name for page in pages for name in re.findall(r'hx-target="#([\w-]+)"', page)}
    silent = {
        name
        for name in targets
        for page in pages
        if f'id="{name}"' in page and "data-announce" not in page
    }

    assert len(targets) >= 4
    assert silent == set()


def test_templates_write_a_plain_section_by_its_tag():
    by_hand = re.compile(
        r'<section class="card(?: card-\w+)?">\s*<header>\s*<h2>{%[^%]*%}</h2>\s*</header>'
    )
    pages = (ROOT / "templates").rglob("*.html")

    assert [page.name for page in pages if by_hand.search(page.read_text())] == []
