"""What machines ask of a web process, and what they are told."""

import socket
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from tools import health_check


@pytest.mark.django_db
def test_health_is_well_when_the_database_answers(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(reverse("health"))

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_health_is_ill_when_it_does_not(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection to server at 10.0.0.1 failed")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get(reverse("health"))

    assert (response.status_code, response.content) == (503, b"no database\n")


@pytest.mark.django_db
def test_health_answers_over_plain_http_where_pages_do_not(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(reverse("health")).status_code == 200
    assert client.get("/").status_code == 301


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def serve():
    """Return a function that serves one request with a status, and returns the headers it got."""
    threads = []

    def start(status):
        asked = {}

        def answer(environ, start_response):
            asked.update(host=environ["HTTP_HOST"], path=environ["PATH_INFO"])
            start_response(status, [])
            return [b""]

        server = make_server("127.0.0.1", 0, answer, handler_class=Quiet)
        threads.append(Thread(target=lambda: (server.handle_request(), server.server_close())))
        threads[-1].start()
        return server.server_port, asked

    yield start
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(("status", "code"), [("200 OK", 0), ("503 Service Unavailable", 1)])
def test_health_check_asks_as_the_site_and_passes_the_answer_on(monkeypatch, serve, status, code):
    port, asked = serve(status)
    monkeypatch.setenv("PORT", str(port))
    monkeypatch.setenv("SITE_URL", "https://alongside.example.org")

    assert health_check.main() == code
    assert asked == {"host": "alongside.example.org", "path": "/health/"}


def test_health_check_fails_where_nobody_listens(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(free.getsockname()[1]))

        assert health_check.main() == 1
