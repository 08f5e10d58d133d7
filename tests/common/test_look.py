"""The stylesheets keep what they promise: contrast in both themes, no foreign address."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
SHEETS = sorted(CSS.glob("*.css"))
# Colours are named in two of them and plain on paper in the third.
COLOURED = [sheet for sheet in SHEETS if sheet.name not in ("tokens.css", "dark.css", "print.css")]
TOKEN = re.compile(r"--([\w-]+): (?:#([0-9a-f]{3,6})|rgb\(.*\)|transparent);")
LIGHT, DARK = (dict(TOKEN.findall((CSS / name).read_text())) for name in ("tokens.css", "dark.css"))
TOKENS = {name: {"light": LIGHT[name], "dark": DARK[name]} for name in DARK}
# The same by day and by night.
OF_BOTH = {"veil", "code-paper"}

TEXT = [
    *(
        (ink, ground)
        for ink in ("ink", "muted", "teal", "plum", "amber", "red")
        for ground in ("paper", "surface", "raised")
    ),
    ("ink", "faint"),
    ("muted", "faint"),
    *((tone, f"{tone}-soft") for tone in ("teal", "plum", "amber", "red")),
    *(("ink", f"{tone}-soft") for tone in ("teal", "plum", "amber", "red")),
    *(("muted", f"{tone}-soft") for tone in ("teal", "plum", "amber", "red")),
    ("teal-strong", "surface"),
    ("on-teal", "teal"),
    ("on-teal", "teal-strong"),
    ("on-plum", "plum"),
    ("on-plum", "plum-strong"),
    ("on-red", "red"),
    ("on-red", "red-strong"),
    ("ink", "teal-line"),
]
EDGES = [
    *(("field-line", ground) for ground in ("paper", "surface")),
    *(("focus", ground) for ground in ("paper", "surface", "faint", "teal-soft", "plum-soft")),
    *((tone, "line") for tone in ("teal", "plum", "amber", "red")),
]


def luminance(colour):
    if len(colour) == 3:
        colour = "".join(2 * digit for digit in colour)
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first, second):
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_look_has_every_colour_for_the_night():
    assert LIGHT.keys() - DARK.keys() == OF_BOTH


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_look_text_can_be_read(ink, ground, theme):
    assert contrast(TOKENS[ink][theme], TOKENS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_look_edges_of_controls_can_be_seen(edge, ground, theme):
    assert contrast(TOKENS[edge][theme], TOKENS[ground][theme]) >= 3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_look_comes_from_here_alone(sheet):
    addresses = re.findall(r'url\((?!"data:)|@import', sheet.read_text())

    assert addresses == []


@pytest.mark.parametrize("sheet", COLOURED, ids=lambda sheet: sheet.name)
def test_look_names_colours_in_one_place(sheet):
    without_images = re.sub(r'url\("data:[^"]*"\)', "", sheet.read_text())

    assert re.findall(r"#[0-9a-f]{3,6}\b|rgb\(", without_images) == []
