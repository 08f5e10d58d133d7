import pytest


@pytest.fixture
def unit(bedside):
    """A bedside with a way to act on concerns, plans and decisions, and a second coordinator."""
    from tests.assessments.concerns.doubts import Doubts

    return Doubts(bedside)
