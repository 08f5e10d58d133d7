import pytest


@pytest.fixture
def login(client):
    """Log somebody in who typed their password just now."""
    # Not before Django is set up.
    from tests.factories import NOON

    def log_in(person):
        client.force_login(person)
        session = client.session
        session["password_confirmed"] = {"person": str(person.pk), "at": NOON.isoformat()}
        session.save()
        return client

    return log_in
