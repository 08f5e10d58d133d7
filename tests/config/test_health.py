"""What machines ask of a web process, and what they are told."""

import socket
from datetime import timedelta
from io import StringIO
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from celery.signals import after_task_publish
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from assessments.ledger.services.seal import take_seal
from people.models import Stamp
from people.services.stamp import stamp
from people.tasks import be_alive
from tests.factories import DeliveryFactory
from tools import health_check

TOKEN = "tJ7wq0ZbN4xRk2VhY9sLmC5pQeGf8uDa"
STRANGE_HOST = {"HTTP_HOST": "10.1.2.3:8000"}
PROBES = ("/livez", "/readyz")


@pytest.mark.django_db
@pytest.mark.parametrize("probe", PROBES)
def test_probe_is_answered_by_whatever_name_it_asks(client, probe):
    response = client.get(probe, **STRANGE_HOST)

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/status", "/livez/", "/static/x.css"])
def test_nothing_else_is_answered_by_a_name_that_is_not_ours(client, path):
    assert client.get(path, **STRANGE_HOST).status_code in (400, 404)


def test_livez_asks_nothing_of_the_database(client):
    assert client.get("/livez").status_code == 200


def test_readyz_is_ill_without_a_database(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection to server at 10.0.0.1 failed")

    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"no database\n")


@pytest.mark.django_db
def test_readyz_is_ill_while_a_migration_is_pending(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'people'")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"migrations are pending\n")


@pytest.mark.django_db
def test_readyz_is_ill_without_the_table_of_the_cache(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_cache")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"no cache table\n")


@pytest.mark.django_db
@pytest.mark.parametrize("probe", PROBES)
def test_probe_answers_over_plain_http_where_pages_do_not(client, settings, probe):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(probe).status_code == 200
    assert client.get("/").status_code == 301


@pytest.fixture
def ask(client, settings):
    settings.STATUS_TOKEN = TOKEN

    def ask(path="/status", token=TOKEN, **headers):
        return client.get(path, HTTP_AUTHORIZATION=f"Bearer {token}", **headers)

    return ask


@pytest.mark.django_db
def test_status_by_token_is_text_for_prometheus(ask):
    response = ask(**STRANGE_HOST)

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain; version=0.0.4")
    assert "alongside_ready 1\n" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "accept"), [("/status.json", "*/*"), ("/status", "application/json")]
)
def test_status_is_json_by_suffix_or_by_what_is_accepted(ask, path, accept):
    assert ask(path, HTTP_ACCEPT=accept).json()["ready"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "wrong", f"{TOKEN}x"])
def test_status_refuses_a_wrong_token(ask, token):
    assert ask(token=token).status_code == 401


@pytest.mark.django_db
def test_status_without_a_token_in_the_settings_takes_none(client, settings):
    settings.STATUS_TOKEN = ""

    assert client.get("/status", HTTP_AUTHORIZATION="Bearer ").status_code == 401


@pytest.mark.django_db
def test_status_tells_ages_and_counts(ask, settings, tmp_path):
    settings.SEAL_FILE = tmp_path / "seals.jsonl"
    now = timezone.now()
    DeliveryFactory(due_at=now - timedelta(hours=1))
    DeliveryFactory(due_at=now + timedelta(hours=1))
    DeliveryFactory(due_at=now, status="failed")
    take_seal(settings.SEAL_FILE, at=now - timedelta(hours=2))
    stamp(Stamp.Name.BACKUP, at=now - timedelta(hours=3))

    figures = ask("/status.json").json()

    assert figures["notices_due"] == 1
    assert figures["notices_oldest_due_seconds"] == pytest.approx(3600, abs=30)
    assert (figures["notices_failed"], figures["notices_unknown"]) == (1, 0)
    assert figures["seal_age_seconds"] == pytest.approx(7200, abs=30)
    assert figures["backup_age_seconds"] == pytest.approx(10_800, abs=30)
    assert abs(figures["clock_skew_seconds"]) < 1
    assert figures["worker_age_seconds"] is None


@pytest.mark.django_db
def test_status_without_a_database_says_so(ask, monkeypatch):
    monkeypatch.setattr("config.status.fault", lambda: "no database")

    figures = ask("/status.json").json()

    assert (figures["ready"], figures["notices_due"]) == (0, None)


@pytest.mark.django_db
def test_worker_and_beat_say_that_they_are_alive(ask, monkeypatch):
    # It would close the one that holds what the test has written.
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    be_alive()
    after_task_publish.send(sender="people.tasks.be_alive")

    figures = ask("/status.json").json()

    assert figures["worker_age_seconds"] < 60
    assert figures["beat_age_seconds"] < 60


@pytest.mark.django_db
def test_beat_goes_on_without_a_database(monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise OperationalError("gone")

    monkeypatch.setattr("django.db.close_old_connections", refuse)

    after_task_publish.send(sender="people.tasks.be_alive")

    assert "beat could not say that it is alive: OperationalError" in caplog.text


@pytest.mark.django_db
def test_backup_is_stamped_by_a_command(ask):
    call_command("stamp_backup", stdout=StringIO())

    assert ask("/status.json").json()["backup_age_seconds"] < 60


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
def test_health_check_asks_by_address_and_passes_the_answer_on(monkeypatch, serve, status, code):
    port, asked = serve(status)
    monkeypatch.setenv("PORT", str(port))

    assert health_check.main() == code
    assert asked == {"host": f"127.0.0.1:{port}", "path": "/readyz"}


def test_health_check_fails_where_nobody_listens(monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PORT", str(free.getsockname()[1]))

        assert health_check.main() == 1
