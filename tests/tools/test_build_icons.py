import ast
import re

import pytest

from tools import build_icons


@pytest.mark.parametrize(
    "text",
    [
        '{% icon "check2" %}',
        "{% icon 'check2' \"lg\" %}",
        '{% tag "teal" _("on track") icon="check2" %}',
        'NavItem(_("Goals"), url, icon="check2")',
        '{"icon": "check2"}',
        'icon: str = "check2"',
    ],
)
def test_icon_is_found_after_the_word(text):
    assert build_icons.AFTER_ICON.findall(text) == ["check2"]


@pytest.mark.parametrize("text", ['lexicon("check2")', "{% icon name %}", 'icon=""'])
def test_icon_is_not_found_elsewhere(text):
    assert build_icons.AFTER_ICON.findall(text) == []


@pytest.mark.parametrize(
    "text", ['{% readers who "lock" %}', '{% empty_state title text "lock" %}']
)
def test_icon_is_found_at_the_end_of_a_tag(text):
    assert build_icons.LAST_IN_TAG.findall(text) == ["lock"]


def test_icons_are_found_in_constants():
    tree = ast.parse('ICONS_OF_TONES = {"amber": "sun"}\nCLOSED_ICON = "lock"\nSILICON = "x"')

    assert set(build_icons._constants(tree)) == {"sun", "lock"}


def test_unknown_icon_is_named_with_its_place(monkeypatch):
    monkeypatch.setattr(build_icons, "_mentions", lambda: [("page.html", "no-such-icon")])

    with pytest.raises(SystemExit, match=re.escape("page.html: no-such-icon")):
        build_icons.main()


def test_sprite_holds_a_drawing_of_each_icon(monkeypatch, tmp_path):
    sprite = tmp_path / "icons.svg"
    monkeypatch.setattr(build_icons, "SPRITE", sprite)
    monkeypatch.setattr(build_icons, "_mentions", lambda: [("a", "lock"), ("b", "lock")])

    build_icons.main()

    assert sprite.read_text().count('<symbol id="lock" viewBox="0 0 16 16"') == 1
