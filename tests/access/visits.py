"""One world for a whole module, asked by everybody; each request is undone before the next."""

from contextlib import contextmanager
from http.cookies import SimpleCookie

from django.db import transaction
from django.test import Client

from tests.access.cast import ROLES


@contextmanager
def kept(blocker, build):
    """Yield what ``build`` stores, for all tests of a module; it is undone at their end.

    Every test writes inside a savepoint of its own, which pytest-django rolls back. What
    it changes of the Python objects would stay: hand it a ``deepcopy``.
    """
    with blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


class Visits:
    """A client for each role, logged in once."""

    def __init__(self, cast):
        self._clients = {role: client_of(cast.person(role)) for role in ROLES}
        self._cookies = {role: client.cookies.output() for role, client in self._clients.items()}

    @contextmanager
    def answer(self, role, method, url):
        """Yield the answer that the role gets, and forget all that came of asking."""
        client = self._clients[role]
        client.cookies = SimpleCookie(self._cookies[role].replace("Set-Cookie: ", ""))
        with transaction.atomic():
            response = getattr(client, method)(url)
            yield response
            let_go_of_file(response)
            transaction.set_rollback(True)


def let_go_of_file(response):
    """Close what is handed out; closing the answer itself would end the connection with it."""
    if file := getattr(response, "file_to_stream", None):
        file.close()


def client_of(person):
    """Return a client that is logged in, unless as nobody."""
    client = Client()
    if person:
        client.force_login(person)
    return client
