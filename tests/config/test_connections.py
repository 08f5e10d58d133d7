import pytest
from environs import ValidationError

from config import connections


def test_database_reads_every_part():
    url = "postgresql://web%40:p%2Fw-long-enough@db.example.org:5433/along?sslmode=verify-full"

    assert connections.database(url) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "along",
        "USER": "web@",
        "PASSWORD": "p/w-long-enough",
        "HOST": "db.example.org",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "verify-full"},
    }


def test_database_on_a_socket_needs_no_password():
    database = connections.database("postgresql://web@/along?host=/run/postgresql")

    assert database["HOST"] == "/run/postgresql"
    assert database["OPTIONS"] == {}


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://web:long-enough-to-pass@db",
        "postgresql://web@db/along",
        "postgresql://web:postgres@db/along",
        "postgresql://web:long-enough-to-pass@db:port/along",
        "postgresql:///along",
        "sqlite:///along",
    ],
)
def test_database_refuses(url):
    with pytest.raises(ValidationError):
        connections.database(url)


@pytest.mark.parametrize(
    "url",
    ["redis://localhost:6379/0", "rediss://:long-enough-to-pass@redis/0", "redis+socket:///run/r"],
)
def test_broker_accepts(url):
    assert connections.broker(url)["url"] == url


@pytest.mark.parametrize(
    "url",
    ["redis://redis:6379", "redis://:short@redis", "amqp://x", "filesystem:///x", "memory://"],
)
def test_broker_refuses(url):
    with pytest.raises(ValidationError):
        connections.broker(url)


def test_broker_of_the_demo_may_be_a_folder(tmp_path):
    broker = connections.broker(f"filesystem://{tmp_path}/queue", lenient=True)

    assert broker["url"] == "filesystem://localhost//"
    assert broker["options"]["data_folder_in"] == broker["options"]["data_folder_out"]
    assert broker["options"]["polling_interval"] == 0.2
    assert (tmp_path / "queue").is_dir()


@pytest.mark.parametrize(
    ("url", "port", "starttls", "tls"),
    [
        ("smtp+tls://u:p@mail.example.org", 587, True, False),
        ("smtps://u:p@mail.example.org", 465, False, True),
        ("smtp://localhost:1025", 1025, False, False),
    ],
)
def test_email_by_scheme(url, port, starttls, tls):
    email = connections.email(url)

    assert (email["EMAIL_PORT"], email["EMAIL_USE_TLS"], email["EMAIL_USE_SSL"]) == (
        port,
        starttls,
        tls,
    )


@pytest.mark.parametrize("url", ["smtp://u:p@mail.example.org", "http://x", "smtp:", "file:"])
def test_email_refuses(url):
    with pytest.raises(ValidationError):
        connections.email(url)
