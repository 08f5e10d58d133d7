"""Whose shifts are planned. Models are imported late: settings come after this file."""

import pytest


@pytest.fixture
def preceptorship(program):
    from tests.factories import TODAY, PreceptorFactory, PreceptorshipFactory

    made = PreceptorshipFactory(cohort__program=program, primary=PreceptorFactory(eligible=True))
    program.preceptors.add(made.primary_on(TODAY))
    return made
