import pytest

# Imported inside what needs it: pytest reads this file before Django is set up.


@pytest.fixture
def login(client):
    """Log somebody in; with a fresh password unless told otherwise."""

    from tests.factories import NOON

    def log_in(person, *, is_fresh=True):
        client.force_login(person)
        if is_fresh:
            session = client.session
            session["password_confirmed"] = {"person": str(person.pk), "at": NOON.isoformat()}
            session.save()
        return client

    return log_in
