import pytest

# The scene is imported inside: pytest reads this file before Django is set up.


@pytest.fixture
def finished(three):
    """All skills signed, the final review held, and decided: Amara has a certificate."""
    from tests.assessments.certificates.finishing import finish

    return finish(three)
