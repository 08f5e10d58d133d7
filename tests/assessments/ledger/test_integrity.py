"""What stands out: each with the rows behind it, and nothing where nothing is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.external.services.suspension import suspend_sign_off
from assessments.ledger.integrity import read_integrity
from assessments.sign_offs.services.sign_off import revoke_sign_off
from tests.assessments.bedside import days_ago
from tests.factories import NOON, TODAY, PreceptorshipFactory, ShiftFactory

WORDS = "Prepared, calm and thorough throughout."


@pytest.fixture
def ward(unopened_bedside):
    """Twelve competencies, nothing signed."""
    bedside = unopened_bedside
    bedside.others = [
        bedside.ask(f"Competency {number}", position=number) for number in range(2, 13)
    ]
    return bedside.open()


def found(bedside):
    sections = read_integrity(bedside.program, at=NOON)
    return {
        section.title: [(finding.sentence, len(finding.rows)) for finding in section.findings]
        for section in sections
        if section.findings
    }


def sign_all(ward, count, *, apart, level=4, comment="", **given):
    for number, competency in enumerate(ward.others[:count]):
        at = NOON - timedelta(hours=3) + number * apart
        ward.sign(competency=competency, at=at, level=level, comment=comment, **given)


def test_read_integrity_finds_nothing_in_ordinary_work(ward):
    sign_all(ward, 11, apart=timedelta(minutes=7))

    assert found(ward) == {}


def test_read_integrity_finds_a_burst_once(ward):
    sign_all(ward, 11, apart=timedelta(seconds=20))

    assert found(ward) == {"Many at once": [("Priya Nair signed 11 in one go.", 11)]}


def shift(ward, days, **fields):
    usual = {
        "preceptorship": ward.preceptorship,
        "preceptor": ward.preceptorship.primary_on(TODAY),
        "starts_at": NOON - timedelta(days=days, hours=5),
    }
    return ShiftFactory(**usual | fields)


@pytest.mark.parametrize(
    ("days", "stands_out"),
    [
        # Three days ago it was seen.
        ((3,), False),
        ((1, 5), True),
        # No rota is kept so far from it.
        ((30,), False),
        ((), False),
    ],
)
def test_read_integrity_finds_what_was_seen_without_a_shift(ward, days, stands_out):
    for day in days:
        shift(ward, day)
    ward.sign(competency=ward.others[0], observed_on=days_ago(3), at=NOON)

    heading = {"On a day without a shift": [("Seen on a day without a shift: 1.", 1)]}
    assert found(ward) == (heading if stands_out else {})


def test_a_shift_with_another_learner_explains_a_signature(ward):
    shift(ward, 1)
    another = PreceptorshipFactory(cohort=ward.preceptorship.cohort)
    shift(ward, 3, preceptorship=another)

    ward.sign(competency=ward.others[0], observed_on=days_ago(3), at=NOON)

    assert found(ward) == {}


def test_a_simulation_needs_no_shift(ward):
    shift(ward, 1)

    ward.sign(competency=ward.others[0], observed_on=days_ago(3), at=NOON, method="simulation")

    assert found(ward) == {}


def test_nine_are_no_burst(ward):
    sign_all(ward, 9, apart=timedelta(seconds=20))

    assert found(ward) == {}


def test_read_integrity_finds_the_same_words_of_one_person(ward):
    sign_all(ward, 2, apart=timedelta(hours=1), comment=WORDS)
    ward.sign(competency=ward.others[5], comment=f" {WORDS.upper()} ")
    ward.sign(competency=ward.others[6], comment=WORDS, by=ward.sam)

    [(sentence, rows)] = found(ward)["The same words"]
    assert sentence.startswith("Priya Nair wrote this 3 times")
    assert rows == 3


def test_short_words_may_repeat(ward):
    sign_all(ward, 5, apart=timedelta(minutes=7), comment="Well done.")

    assert found(ward) == {}


def test_read_integrity_finds_what_was_signed_late(ward):
    ward.sign(observed_on=days_ago(30))

    assert found(ward) == {"Signed late": [("Signed late: 1.", 1)]}


def test_read_integrity_finds_only_top_marks(ward):
    sign_all(ward, 10, apart=timedelta(minutes=7), level=5)

    assert found(ward) == {
        "Only the top level": [(f"Priya Nair gave “{ward.levels[5].name}” all 10 times.", 10)]
    }


def test_one_lower_level_is_enough_not_to_stand_out(ward):
    sign_all(ward, 10, apart=timedelta(minutes=7), level=5)
    ward.sign(level=4)

    assert found(ward) == {}


def test_read_integrity_finds_what_was_disowned(ward):
    suspend_sign_off(sign_off=ward.sign(), at=NOON)

    [(sentence, rows)] = found(ward)["Without logging in"]
    assert (sentence, rows) == ("The named signer says they didn't sign. Waiting for you.", 1)


def test_revoked_and_old_ones_are_left_out(ward):
    late = ward.sign(observed_on=days_ago(30))
    assert found(ward)
    revoke_sign_off(sign_off=late, by=ward.priya, reason="Wrong day", at=NOON)

    assert found(ward) == {}


def test_another_program_is_left_out(ward):
    other = type(ward)()
    ward.sign(observed_on=days_ago(30))

    assert found(other) == {}


@pytest.mark.usefixtures("at_noon")
def test_program_integrity_shows_the_rows(client, ward):
    ward.sign(observed_on=days_ago(30), comment="Seen on nights.")
    client.force_login(ward.dana)

    page = client.get(reverse("assessments:program-integrity", args=[ward.program.pk]))

    content = page.content.decode()
    assert "Signed late: 1." in content
    assert "Amara Okafor" in content
    assert f"seen on {days_ago(30):%-d %b}" in content
    assert days_ago(30) < TODAY


@pytest.mark.usefixtures("at_noon")
def test_program_integrity_asks_few_queries(client, ward, django_assert_max_num_queries):
    sign_all(ward, 11, apart=timedelta(seconds=20), comment=WORDS, level=5)
    client.force_login(ward.dana)

    with django_assert_max_num_queries(12):
        client.get(reverse("assessments:program-integrity", args=[ward.program.pk]))
