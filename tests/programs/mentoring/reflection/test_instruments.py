"""Questionnaires as data: read with everything that is wrong, and scored (M10)."""

import json
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from programs.cohorts.models import Instrument
from programs.mentoring.reflection.instruments import (
    InstrumentFileError,
    is_red,
    read_instrument,
    score,
)
from programs.mentoring.reflection.presets import PULSE_FILE, shipped_pulse
from tests.factories import AdministratorFactory, InstrumentFactory

GOOD = json.loads(PULSE_FILE.read_text())
LIST = reverse("programs:instrument-list")


def read(**changes):
    return read_instrument(json.dumps(GOOD | changes).encode())


def findings(**changes):
    with pytest.raises(InstrumentFileError) as caught:
        read(**changes)
    return caught.value.findings


def test_m10_the_shipped_pulse_asks_four_things_in_our_own_words():
    pulse = shipped_pulse()

    assert len(pulse.items) == 4
    assert pulse.licence == "Free to use and change"
    assert [item.red_at for item in pulse.items] == [None, None, 2, 2]


@pytest.mark.django_db
def test_m10_the_shipped_pulse_is_on_every_site():
    assert Instrument.objects.get(preset=Instrument.PULSE).title == shipped_pulse().title


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"licence": ""}, "“licence” is missing"),
        ({"source": None}, "“source” is missing"),
        ({"title": "x" * 501}, "more than 500"),
        ({"levels": ["One"]}, "2 to 11 names"),
        ({"levels": ["a", 2]}, "“levels, 2”"),
        ({"items": []}, "1 to 60 questions"),
        ({"items": ["Useful?"]}, "“items, 1” must be an object"),
        ({"items": [{"text": "x", "is_reversed": "no"}]}, "true or false"),
        ({"items": [{"text": "x", "red_at": 5}]}, "below the highest"),
        ({"items": [{"text": "x", "red_at": True}]}, "below the highest"),
    ],
)
def test_read_instrument_says_what_is_wrong_and_where(changes, words):
    assert words in " ".join(findings(**changes))


def test_read_instrument_says_everything_at_once():
    assert len(findings(licence="", source="", levels=[], items=[])) == 4


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{" * 100_000, b"x" * 300_000])
def test_read_instrument_refuses_what_is_none(content):
    with pytest.raises(InstrumentFileError):
        read_instrument(content)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(GOOD)), inner)
        ),
        max_leaves=20,
    )
)
def test_read_instrument_any_json_is_read_or_refused(data):
    with suppress(InstrumentFileError):
        assert read_instrument(json.dumps(data).encode()).items


def test_read_instrument_drops_what_no_keyboard_types():
    assert read(title="A\x07 pulse\u202e").title == "A pulse"


@pytest.mark.parametrize(
    ("is_reversed", "value", "scored"),
    [(False, 2, 2), (True, 2, 4), (True, 5, 1), (True, None, None)],
)
def test_score_turns_round_what_asks_for_it(is_reversed, value, scored):
    assert score({"is_reversed": is_reversed}, value, 5) == scored


@pytest.mark.parametrize(
    ("values", "red"),
    [((5, 5, 3, 3), False), ((1, 1, 3, 3), False), ((5, 5, 2, 5), True), ((5, 5, None, 1), True)],
)
def test_m10_red_is_what_asks_for_help(values, red):
    assert is_red(shipped_pulse().items_as_data(), values, 5) is red


def upload(content):
    return {"file": SimpleUploadedFile("x.json", content), "is_licensed": "on"}


@pytest.mark.django_db
def test_instrument_list_adds_one_and_refuses_the_same_again(client):
    client.force_login(AdministratorFactory())
    content = json.dumps(GOOD | {"title": "Ours <b>"}).encode()

    page = client.post(LIST, upload(content), follow=True).content.decode()
    again = client.post(LIST, upload(content)).content.decode()

    assert "Ours &lt;b&gt;" in page
    assert "This version has already been added" in again
    assert Instrument.objects.filter(title="Ours <b>").count() == 1


@pytest.mark.django_db
def test_instrument_list_shows_each_finding_beside_the_file(client):
    client.force_login(AdministratorFactory())

    response = client.post(LIST, upload(json.dumps(GOOD | {"source": "", "items": 7}).encode()))

    assert len(response.context["form"].errors["file"]) == 2


@pytest.mark.django_db
def test_instrument_list_asks_about_the_licence(client):
    client.force_login(AdministratorFactory())
    posted = upload(json.dumps(GOOD | {"title": "Other"}).encode())
    del posted["is_licensed"]

    client.post(LIST, posted)

    assert not Instrument.objects.filter(title="Other").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"source": ""}, {"licence": ""}, {"preset": "pulse"}])
def test_instrument_that_breaks_a_rule_is_refused_by_the_database(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        InstrumentFactory(**wrong)
