"""Whose shifts are planned. Models are imported late: settings come after this file."""

from datetime import timedelta

import pytest


@pytest.fixture
def preceptorship(program):
    from tests.factories import TODAY, PreceptorFactory, PreceptorshipFactory

    made = PreceptorshipFactory(cohort__program=program, primary=PreceptorFactory(eligible=True))
    program.preceptors.add(made.primary_on(TODAY))
    return made


@pytest.fixture
def days(preceptorship):
    """Three shifts, tomorrow and the two days after it."""
    from tests.programs.shifts.planning import TOMORROW, on, planned

    return [planned(preceptorship, on(TOMORROW + timedelta(days=number))) for number in range(3)]


@pytest.fixture
def helen(preceptorship):
    """Who may take any of them."""
    from tests.programs.shifts.planning import able

    return able(preceptorship)
