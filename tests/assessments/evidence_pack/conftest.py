"""A cohort that is counted. Models are imported late: settings come after this file."""

import pytest


@pytest.fixture(autouse=True)
def _now(time_machine):
    from tests.factories import NOON

    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def coordinator():
    from tests.factories import PersonFactory

    return PersonFactory(name="Dana Cole")


@pytest.fixture
def program(coordinator):
    from tests.factories import ProgramFactory

    return ProgramFactory(name="Nurse residency", coordinator=coordinator)


@pytest.fixture
def cohort(program):
    from tests.assessments.evidence_pack.following import BEGAN
    from tests.factories import CohortFactory

    return CohortFactory(program=program, name="Spring", starts_on=BEGAN)
