"""Administrators read on Today when the last seal is old or does not hold, and else nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from assessments.ledger.services.seal import take_seal
from assessments.today_seals import today
from tests.factories import NOON, PersonFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def admin(db):
    return PersonFactory(is_administrator=True)


def shown(person, at=NOON + HOUR):
    """Return since when and whether it holds, of each panel."""
    panels = today(person, at, {})
    return [(panel.context["sealed_at"], panel.context["holds"]) for panel in panels]


def test_a_seal_of_last_night_is_not_mentioned(bedside, file, admin):
    take_seal(file, at=NOON)

    assert shown(admin, NOON + 26 * HOUR) == []


def test_a_seal_older_than_26_hours_is(bedside, file, admin):
    take_seal(file, at=NOON)

    assert shown(admin, NOON + 27 * HOUR) == [(NOON, True)]


@pytest.mark.parametrize("change", ["missing", "half written", "edited", "longer"])
def test_a_file_that_does_not_end_with_the_last_seal_is(bedside, file, admin, change):
    take_seal(file, at=NOON)
    text = file.read_text()
    if change == "missing":
        file.unlink()
    else:
        changed = {"half written": text[:-9], "edited": text.replace("T12", "T13")}
        file.write_text(changed.get(change, f"{text}{{}}\n"))

    assert shown(admin) == [(NOON, False)]


def test_signatures_that_were_never_sealed_are_mentioned_after_26_hours(bedside, file, admin):
    now = datetime.now(UTC)

    assert shown(admin, now + 25 * HOUR) == []
    assert shown(admin, now + 27 * HOUR) == [(None, True)]


def test_where_nothing_is_signed_nothing_has_to_be_sealed(file, admin):
    assert shown(admin) == []


def test_nobody_else_is_told(bedside, file):
    assert shown(bedside.dana, NOON + 1000 * HOUR) == []


@pytest.mark.usefixtures("at_noon")
@pytest.mark.parametrize(
    ("age", "words"),
    [(27, "Signatures were not sealed last night"), (1, "The last seal doesn't hold")],
)
def test_today_page_says_it_in_words(client, bedside, file, admin, age, words):
    take_seal(file, at=NOON - age * HOUR)
    if age == 1:
        file.unlink()
    client.force_login(admin)

    assert words in client.get("/").content.decode()
