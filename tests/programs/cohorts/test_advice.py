"""Preceptorship, mentorship, or both: what the answers ask for, and why."""

from itertools import product

import pytest
from django.urls import reverse

from programs.cohorts.advice import (
    PRESETS,
    Answers,
    Confidence,
    End,
    Goals,
    Kind,
    Reason,
    Whom,
    advise,
)
from programs.cohorts.presets import BY_CODE
from tests.factories import AdministratorFactory, PersonFactory

CHOOSE = reverse("programs:choose")
P, M = Kind.PRECEPTORSHIP, Kind.MENTORSHIP
EVERY = [
    Answers(*answers)
    for answers in product([True, False], [True, False], Goals, End, Confidence, Whom)
]


def answers(**said):
    neutral = {
        "must_be_able": False,
        "is_judged": False,
        "goals": Goals.LIST,
        "end": End.UNDECIDED,
        "confidence": Confidence.NO,
        "whom": Whom.OTHER,
    }
    return Answers(**neutral | said)


@pytest.mark.parametrize(
    ("said", "kinds", "is_beside"),
    [
        # A new nurse on a ward.
        ({"must_be_able": True, "is_judged": True, "end": End.DATE}, (P,), False),
        # Somebody who wants to lead.
        ({"goals": Goals.OWN, "end": End.OPEN, "confidence": Confidence.FIRST_DAY}, (M,), False),
        # A new nurse who needs somebody to talk to as well.
        ({"is_judged": True, "confidence": Confidence.FIRST_DAY}, (P, M), True),
        ({"is_judged": True, "confidence": Confidence.LATER}, (P, M), False),
        # Signed off, and yet with goals and a rhythm of one's own.
        ({"is_judged": True, "goals": Goals.OWN, "end": End.OPEN}, (P, M), True),
        # Only hints.
        ({"goals": Goals.LIST}, (P,), False),
        ({"goals": Goals.OWN}, (M,), False),
        ({"goals": Goals.LIST, "end": End.OPEN}, (), False),
        ({"goals": Goals.OWN, "end": End.DATE}, (), False),
    ],
)
def test_advise_by_what_is_asked(said, kinds, is_beside):
    advice = advise(answers(**said))

    assert (advice.kinds, advice.is_beside) == (kinds, is_beside)


def test_advise_gives_a_reason_for_every_kind_and_a_program_that_exists():
    for said in EVERY:
        advice = advise(said)
        assert set(advice.reasons) == set(advice.presets) == set(advice.kinds)
        assert all(advice.reasons.values())
        assert all(BY_CODE[code].kind == kind for kind, code in advice.presets.items())


def test_advise_never_leaves_a_sign_off_without_a_preceptor():
    assert all(P in advise(said).kinds for said in EVERY if said.is_judged or said.must_be_able)


def test_advise_never_leaves_confidence_to_a_preceptor():
    asked = [said for said in EVERY if said.confidence != Confidence.NO]

    assert all(M in advise(said).kinds for said in asked)


def test_advise_says_why():
    advice = advise(answers(is_judged=True, end=End.DATE, goals=Goals.OWN))

    assert advice.reasons == {P: (Reason.JUDGED, Reason.DATE)}


def test_every_whom_has_programs_of_both_kinds():
    assert [tuple(BY_CODE[code].kind for code in codes) for codes in PRESETS.values()] == [
        (P, M)
    ] * len(Whom)


def ask(client, person, **said):
    asked = {
        "whom": "student",
        "must_be_able": "yes",
        "is_judged": "yes",
        "goals": "list",
        "end": "date",
        "confidence": "later",
    }
    client.force_login(person)
    return client.get(CHOOSE, asked | said).content.decode()


@pytest.mark.django_db
def test_choose_opens_the_right_programs_in_their_order(client):
    page = ask(client, AdministratorFactory())

    assert "Both, one after the other" in page
    begins = [page.index(f"?preset={code}") for code in ("clinical_placement", "peer_mentoring")]
    assert begins == sorted(begins)


@pytest.mark.django_db
def test_choose_offers_nothing_to_those_who_may_not_open_a_program(client):
    page = ask(client, PersonFactory())

    assert "Both, one after the other" in page
    assert "?preset=" not in page
    assert "Only a coordinator can open a program" in page


@pytest.mark.django_db
def test_choose_keeps_the_answers_and_says_what_is_missing(client):
    page = ask(client, AdministratorFactory(), end="")

    assert "Choose the closest answer." in page
    assert page.count("checked") == 5
