import pytest

from config.environment import ConfigurationError, read_environment

KEY = "kU8-vQ2mZt7Lw0RxY5nBcA3sHj6dFg9pEeTi1oNq4uXzKbWy"  # 48 characters
PRODUCTION = {
    "SECRET_KEY": KEY + "Jf2M",
    "ALLOWED_HOSTS": "alongside.example.org",
    "SITE_URL": "https://alongside.example.org",
    "DATABASE_URL": "postgresql://web:long-enough-to-pass@db.example.org/alongside",
    "REDIS_URL": "rediss://:long-enough-to-pass@redis.example.org:6379/0",
    "EMAIL_URL": "smtp+tls://web:secret@mail.example.org",
    "DEFAULT_FROM_EMAIL": "Alongside <alongside@example.org>",
}
OPTIONAL = [
    "ALONGSIDE_DEMO",
    "DATABASE_STATEMENT_TIMEOUT",
    "LANGUAGE_CODE",
    "LOG_LEVEL",
    "LOG_FORMAT",
    "STATUS_TOKEN",
    "NOTICE_DAYS",
    "SECURITY_LOG_DAYS",
    "HSTS_PRELOAD",
    "PORT",
    "SECOND_FACTOR_FOR",
    "SECRET_KEY_FALLBACKS",
    "SENTRY_DSN",
    "TIME_ZONE",
    "TRUSTED_PROXY_COUNT",
    "WEB_CONCURRENCY",
]


@pytest.fixture
def production(monkeypatch):
    for name in [*OPTIONAL, *(f"{name}_FILE" for name in PRODUCTION)]:
        monkeypatch.delenv(name, raising=False)
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_production_reads_every_variable(production):
    environment = read_environment()

    assert environment.demo is False
    assert environment.https is True
    assert environment.allowed_hosts == ["alongside.example.org"]
    assert environment.trusted_proxy_count == 0
    assert environment.database["HOST"] == "db.example.org"


@pytest.mark.parametrize(
    ("value", "roles"),
    [
        (None, ["coordinators", "administrators"]),
        ("", []),
        ("everybody", ["everybody"]),
        ("administrators,guides", ["administrators", "guides"]),
    ],
)
def test_production_requires_second_factors_of_whom_it_is_told(production, value, roles):
    if value is not None:
        production.setenv("SECOND_FACTOR_FOR", value)

    assert read_environment().second_factor_for == roles


def test_a_role_that_nobody_has_is_refused(production):
    production.setenv("SECOND_FACTOR_FOR", "coordinators,nurses")

    with pytest.raises(ConfigurationError, match="SECOND_FACTOR_FOR"):
        read_environment()


@pytest.mark.parametrize("name", PRODUCTION)
def test_production_needs(production, name):
    production.delenv(name)

    with pytest.raises(ConfigurationError, match=f"{name}: Environment variable not set"):
        read_environment()


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("ALLOWED_HOSTS", "", "must name a host"),
        ("ALLOWED_HOSTS", "*", "must be exact host names"),
        ("ALLOWED_HOSTS", ".example.org", "must be exact host names"),
        ("ALLOWED_HOSTS", "other.example.org", "must include the host of SITE_URL"),
        ("ALONGSIDE_DEMO", "perhaps", "Not a valid boolean"),
        ("DATABASE_STATEMENT_TIMEOUT", "-1", "greater than or equal to 0"),
        ("DATABASE_URL", "mysql://web:long-enough-to-pass@db/alongside", "postgresql://"),
        ("DEFAULT_FROM_EMAIL", "nobody", "must be an e-mail address"),
        ("EMAIL_URL", "file:", "must look like smtp"),
        ("LANGUAGE_CODE", "", "Shorter than minimum length"),
        ("LOG_LEVEL", "LOUD", "Must be one of"),
        ("PORT", "80000", "less than or equal to 65535"),
        ("REDIS_URL", "memory://", "must start with redis"),
        ("SEAL_FILE", "seals.jsonl", "must be a whole path"),
        ("SEAL_MAIL_TO", "audit@example.org,nobody", "must be an e-mail address"),
        ("EVIDENCE_DIR", "evidence", "must be a whole path"),
        ("EVIDENCE_SCANNER", "scan", "must be a whole path"),
        ("SECRET_KEY", KEY, "at least 50 random characters"),
        ("SECRET_KEY", "ab" * 40, "at least 50 random characters"),
        ("SECRET_KEY", "abcdefghijklm" * 8, "at least 50 random characters"),
        ("SECRET_KEY", "0123456789" * 6, "at least 50 random characters"),
        ("STATUS_TOKEN", "let-me-in", "at least 32 random characters"),
        ("LOG_FORMAT", "xml", "Must be one of"),
        ("NOTICE_DAYS", "30", "greater than or equal to 90"),
        ("SECURITY_LOG_DAYS", "30", "greater than or equal to 90"),
        ("SECRET_KEY", "django-insecure-" + KEY, "looks like a placeholder"),
        ("SECRET_KEY_FALLBACKS", "short", "at least 50 random characters"),
        ("SENTRY_DSN", "sentry.example.org", "must look like https://key@"),
        ("SITE_URL", "alongside.example.org", "must look like https://"),
        ("SITE_URL", "http://alongside.example.org", "must start with https://"),
        ("SITE_URL", "https://alongside.example.org/app", "scheme and host alone"),
        ("TIME_ZONE", "Mars/Olympus", "must be a time zone"),
        ("TRUSTED_PROXY_COUNT", "many", "Not a valid integer"),
        ("WEB_CONCURRENCY", "0", "greater than or equal to 1"),
    ],
)
def test_production_refuses(production, name, value, complaint):
    production.setenv(name, value)

    with pytest.raises(ConfigurationError, match=f"{name}: .*{complaint}"):
        read_environment()


def test_refusal_names_everything_at_once_and_no_value(production):
    production.setenv("SECRET_KEY", "hunter2")
    production.setenv("DATABASE_URL", "postgresql://web:hunter2@db/alongside")
    production.delenv("REDIS_URL")

    with pytest.raises(ConfigurationError) as refusal:
        read_environment()

    message = str(refusal.value)
    assert all(name in message for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL"))
    assert "hunter2" not in message


def test_demo_needs_nothing(production):
    for name in PRODUCTION:
        production.delenv(name)
    production.setenv("ALONGSIDE_DEMO", "1")

    environment = read_environment()

    assert environment.https is False
    assert len(environment.secret_key) >= 50


def test_demo_refuses_nonsense_too(production):
    production.setenv("ALONGSIDE_DEMO", "1")
    production.setenv("SITE_URL", "localhost")

    with pytest.raises(ConfigurationError, match="SITE_URL"):
        read_environment()


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"])
def test_secret_is_read_from_a_file(production, tmp_path, name):
    expected = read_environment()
    file = tmp_path / name.lower()
    # Editors and `echo` end a file with a line end.
    file.write_text(PRODUCTION[name] + "\n")
    production.delenv(name)
    production.setenv(f"{name}_FILE", str(file))

    assert read_environment() == expected


def test_secret_in_a_file_is_judged_like_any_other(production, tmp_path):
    file = tmp_path / "secret_key"
    file.write_text("hunter2\n")
    production.setenv("SECRET_KEY_FILE", str(file))

    with pytest.raises(ConfigurationError, match="SECRET_KEY: must be at least 50") as refusal:
        read_environment()

    assert "hunter2" not in str(refusal.value)


def test_secret_file_that_is_not_there_is_named(production, tmp_path):
    production.setenv("EMAIL_URL_FILE", str(tmp_path / "nothing"))

    with pytest.raises(ConfigurationError, match="EMAIL_URL_FILE must be a readable file"):
        read_environment()


def test_secret_file_that_is_no_text_is_refused_without_its_contents(production, tmp_path):
    file = tmp_path / "secret_key"
    file.write_bytes(b"hunter2\xff" * 10)
    production.setenv("SECRET_KEY_FILE", str(file))

    with pytest.raises(ConfigurationError) as refusal:
        read_environment()

    assert "hunter2" not in str(refusal.value)
