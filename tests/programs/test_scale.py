"""The rating scales that come with Alongside, and the page that shows them."""

import pytest
from django.urls import reverse

from programs.models import RatingLevel, RatingScale
from programs.presets.scales import DEFAULT_CODE, SCALES
from programs.services.scale import ensure_scales
from tests.factories import PersonFactory, RatingLevelFactory, RatingScaleFactory


@pytest.mark.parametrize("preset", SCALES, ids=lambda preset: preset.code)
def test_scale_preset_has_an_anchor_at_every_level(preset):
    assert all(name and anchor for name, anchor in preset.levels)
    assert 1 < preset.pass_value <= len(preset.levels)


def test_scale_presets_are_those_of_the_rules():
    assert [(preset.code, len(preset.levels)) for preset in SCALES] == [
        ("help_given", 5),
        ("supervision_needed", 5),
        ("novice_to_expert", 5),
        ("zwisch", 4),
        ("met_not_met", 2),
    ]
    assert SCALES[0].code == DEFAULT_CODE


def test_ensure_scales_makes_each_once(db):
    ensure_scales()
    before = RatingScale.objects.count(), RatingLevel.objects.count()

    scales = ensure_scales()

    assert [scale.preset for scale in scales] == [preset.code for preset in SCALES]
    assert (RatingScale.objects.count(), RatingLevel.objects.count()) == before


def test_ensure_scales_leaves_a_changed_wording_alone(db):
    scale = ensure_scales()[0]
    RatingScale.objects.filter(pk=scale.pk).update(name="Ours")

    assert ensure_scales()[0].name == "Ours"


def test_scale_list_shows_every_level_with_its_anchor(client, db):
    ensure_scales()
    client.force_login(PersonFactory())

    page = client.get(reverse("programs:scale-list")).content.decode()

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
