"""The rating scales that come with Alongside, and the page that shows them."""

import re
from html import unescape

import pytest
from django.urls import reverse

from programs.frameworks.models import RatingLevel, RatingScale
from programs.frameworks.presets import DEFAULT_CODE, SCALES
from tests.factories import PersonFactory, RatingLevelFactory, RatingScaleFactory


@pytest.mark.parametrize("preset", SCALES, ids=lambda preset: preset.code)
def test_scale_preset_has_an_anchor_at_every_level(preset):
    assert all(name and anchor for name, anchor in preset.levels)
    assert 1 < preset.pass_value <= len(preset.levels)


@pytest.mark.parametrize("preset", SCALES, ids=lambda preset: preset.code)
def test_p4_scale_preset_has_a_learners_words_at_every_level(preset):
    assert len(set(preset.own_words)) == len(preset.levels)
    # None of them is the assessor's: "I did it" would be the worst level.
    assert not {name for name, _anchor in preset.levels} & set(preset.own_words)


def test_scale_presets_are_those_of_the_rules():
    assert [(preset.code, len(preset.levels)) for preset in SCALES] == [
        ("help_given", 5),
        ("supervision_needed", 5),
        ("novice_to_expert", 5),
        ("zwisch", 4),
        ("met_not_met", 2),
    ]
    assert SCALES[0].code == DEFAULT_CODE


@pytest.mark.parametrize("preset", SCALES, ids=lambda preset: preset.code)
def test_scale_preset_is_there_from_the_start(db, preset):
    scale = RatingScale.objects.get(preset=preset.code)

    assert (scale.name, scale.pass_value) == (preset.name, preset.pass_value)
    levels = RatingLevel.objects.filter(scale=scale).order_by("value")
    assert list(levels.values_list("name", "anchor")) == list(preset.levels)
    assert list(levels.values_list("own_words", flat=True)) == list(preset.own_words)
    recorded = preset.record_words or [name for name, _anchor in preset.levels]
    assert [level.record_name for level in levels] == list(recorded)


@pytest.mark.parametrize("preset", SCALES, ids=lambda preset: preset.code)
def test_scale_preset_says_nothing_in_the_record_as_i_or_you(preset):
    recorded = preset.record_words or [name for name, _anchor in preset.levels]

    assert len(recorded) == len(preset.levels)
    assert not [words for words in recorded if re.search(r"\b(I|you)\b", words)]


def test_scale_list_shows_every_level_with_its_anchor(client, db):
    client.force_login(PersonFactory())

    page = unescape(client.get(reverse("programs:scale-list")).content.decode())

    for preset in SCALES:
        assert preset.name in page
        assert all(anchor in page for _name, anchor in preset.levels)
    assert page.count("Pass level") == len(SCALES)


@pytest.mark.parametrize("count", [1, 30])
def test_scale_list_queries(client, db, count, django_assert_max_num_queries):
    for _number in range(count):
        RatingLevelFactory(scale=RatingScaleFactory())
    client.force_login(PersonFactory())

    with django_assert_max_num_queries(12):
        client.get(reverse("programs:scale-list"))
