"""What presets of programs propose."""

import pytest

from programs.cohorts.presets import BY_CODE
from programs.sessions.presets import IDEAS


def test_the_presets_that_speak_of_sessions_propose_some():
    assert set(IDEAS) == {"rn_residency", "nhs_core", "nhs_gold"}
    assert set(IDEAS) <= set(BY_CODE)


def test_a_residency_has_a_session_every_month():
    assert [idea.after_months for idea in IDEAS["rn_residency"]] == list(range(12))


@pytest.mark.parametrize("preset", IDEAS)
def test_what_is_proposed_lies_within_the_program(preset):
    weeks = BY_CODE[preset].rules["duration_weeks"]

    assert all(idea.after_months * 30 < weeks * 7 for idea in IDEAS[preset])
    assert all(len(str(idea.title)) <= 120 and 0 < idea.hours <= 8 for idea in IDEAS[preset])
