"""What the environment says, read once, with every complaint in one message.

Production gives each value itself. Under ``ALONGSIDE_DEMO=1``, which only ``make`` sets,
what is missing gets a value that is good for one machine and one person.
"""

import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from environs import Env, EnvError

from config import connections

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"]
# Words that stand in secrets copied from a guide.
PLACEHOLDERS = ["changeme", "change-me", "insecure", "password", "secret", "example", "default"]
SECRET_LENGTH = 50


class ConfigurationError(ImproperlyConfigured):
    """The environment cannot be used. The message lists every variable and what it lacks."""


@dataclass(frozen=True)
class Environment:
    demo: bool
    secret_key: str
    secret_key_fallbacks: list[str]
    allowed_hosts: list[str]
    site_url: str
    database: dict
    broker: dict
    email: dict
    default_from_email: str
    trusted_proxy_count: int
    time_zone: str
    language_code: str
    log_level: str

    @property
    def https(self) -> bool:
        return self.site_url.startswith("https://")


def read_environment() -> Environment:
    """Read and judge every variable.

    :raises ConfigurationError: with one line for each variable that will not do.
    """
    reader = _Reader()
    environment = reader.environment()
    if reader.complaints:
        lines = "\n".join(f"  {name}: {text}" for name, text in reader.complaints)
        raise ConfigurationError(
            f"Alongside cannot start. Please set in the environment:\n{lines}\n"
            "docs/operator.md describes each. On a developer's machine use `make run`, "
            "or ALONGSIDE_DEMO=1 for single commands."
        )
    return environment


class _Reader:
    """Reads one variable after the other and collects what is wrong with them."""

    def __init__(self):
        self.env = Env(expand_vars=False)
        self.complaints = []
        self.demo = self._value("ALONGSIDE_DEMO", self.env.bool, False)

    def environment(self) -> Environment:
        key = self._required("SECRET_KEY", _strong_secret, demo=secrets.token_urlsafe(64))
        hosts = self._required("ALLOWED_HOSTS", _exact_hosts, demo=",".join(LOCAL_HOSTS))
        environment = Environment(
            demo=self.demo,
            secret_key=key,
            secret_key_fallbacks=self._value("SECRET_KEY_FALLBACKS", _strong_secrets, []),
            allowed_hosts=hosts,
            site_url=self._required("SITE_URL", self._site_url, demo="http://localhost:8000"),
            database=self._required("DATABASE_URL", self._database, demo=connections.NO_DATABASE),
            broker=self._required("REDIS_URL", self._broker, demo=connections.NO_BROKER),
            email=self._required("EMAIL_URL", self._email, demo=connections.MAIL_FOLDER),
            default_from_email=self._required(
                "DEFAULT_FROM_EMAIL", _address, demo="alongside@example.org"
            ),
            trusted_proxy_count=self._value("TRUSTED_PROXY_COUNT", _between(0, 5), 0),
            time_zone=self._value("TIME_ZONE", _time_zone, "UTC"),
            language_code=self._value("LANGUAGE_CODE", _stripped, "en"),
            log_level=self._value("LOG_LEVEL", _log_level, "INFO"),
        )
        # Read by gunicorn itself (config/gunicorn.py); judged here so that all is said at once.
        self._value("WEB_CONCURRENCY", _between(1, 64), 2)
        self._value("PORT", _between(1, 65535), 8000)
        self._agree(environment)
        return environment

    def _agree(self, environment):
        """Complain about values that are sound alone but contradict each other."""
        host = urlsplit(environment.site_url or "").hostname
        if host and environment.allowed_hosts and host not in environment.allowed_hosts:
            self.complaints.append(("ALLOWED_HOSTS", f"must include SITE_URL's host, {host}."))

    def _required(self, name, parse, *, demo):
        text = self.env.str(name, "").strip()
        if not text and not self.demo:
            self.complaints.append((name, "is missing."))
            return None
        return self._parse(name, parse, text or demo)

    def _value(self, name, parse, default):
        text = self.env.str(name, "").strip()
        return self._parse(name, parse, text) if text else default

    def _parse(self, name, parse, text):
        try:
            return parse(name) if parse == self.env.bool else parse(text)
        except (ValueError, EnvError) as error:
            self.complaints.append((name, str(error)))
            return None

    def _site_url(self, text):
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must look like https://alongside.example.org.")
        if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
            raise ValueError("must be scheme and host alone, without a path.")
        if parts.scheme != "https" and not self.demo:
            raise ValueError("must start with https://.")
        return text.rstrip("/")

    def _database(self, text):
        return connections.database(text, lenient=self.demo)

    def _broker(self, text):
        return connections.broker(text, lenient=self.demo)

    def _email(self, text):
        return connections.email(text, lenient=self.demo)


def _strong_secret(text):
    if len(text) < SECRET_LENGTH or len(set(text)) < 10:
        raise ValueError(f"must be at least {SECRET_LENGTH} random characters.")
    if any(word in text.lower() for word in PLACEHOLDERS):
        raise ValueError("looks like a placeholder; make a random one.")
    return text


def _strong_secrets(text):
    return [_strong_secret(item) for item in _items(text)]


def _exact_hosts(text):
    hosts = _items(text)
    if any("*" in host or host.startswith(".") or "/" in host for host in hosts):
        raise ValueError("must be exact host names, without * or a leading dot or https://.")
    return hosts


def _address(text):
    bare = text.rsplit("<", 1)[-1].rstrip(">")
    try:
        validate_email(bare)
    except ValidationError:
        raise ValueError("must be an e-mail address.") from None
    return text


def _between(low, high):
    def parse(text):
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}.")
        return int(text)

    return parse


def _time_zone(text):
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise ValueError("must be a time zone such as Europe/London.") from None
    return text


def _log_level(text):
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}.")
    return text.upper()


def _stripped(text):
    return text.strip()


def _items(text):
    return [item.strip() for item in text.split(",") if item.strip()]
