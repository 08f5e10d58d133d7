"""Whose sessions are planned. Models are imported late: settings come after this file."""

import pytest


@pytest.fixture
def cohort(program):
    from tests.factories import CohortFactory

    return CohortFactory(program=program)


@pytest.fixture
def amara(cohort):
    """The person of a learner who has been in the cohort for long."""
    from tests.programs.sessions.planning import enrol

    return enrol(cohort)


@pytest.fixture
def coordinator_acts(coordinator):
    from tests.factories import NOON

    return {"by": coordinator, "at": NOON}
