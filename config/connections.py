"""Addresses of services, as in DATABASE_URL, turned into what Django and Celery ask for."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from environs import ValidationError

# What the demo says where nothing is given: commands that need no service still work.
NO_DATABASE = "postgresql:///alongside"
NO_BROKER = "memory://"
MAIL_FOLDER = "file:"

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
MAIL_SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
WEAK_PASSWORDS = {"postgres", "password", "alongside", "changeme", "redis", "secret", "admin"}


def database(url: str, *, lenient: bool = False) -> dict:
    """Return Django's settings for ``postgresql://user:password@host:port/name?sslmode=…``.

    A socket is named by ``?host=/folder``. ``lenient`` admits a missing password.

    :raises ValidationError: with a message for the operator.
    """
    parts = _split(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValidationError("must start with postgresql://.")
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ValidationError("must end with the name of the database.")
    host = options.pop("host", parts.hostname or "")
    if not lenient and not host.startswith("/"):
        _refuse_weak_password(parts)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def broker(url: str, *, lenient: bool = False) -> dict:
    """Return Celery's ``broker_url`` and transport options for a Redis address.

    ``lenient`` also admits ``filesystem:///folder`` and ``memory://``.

    :raises ValidationError: with a message for the operator.
    """
    parts = _split(url)
    if lenient and parts.scheme == "filesystem":
        folder = Path(parts.path)
        folder.mkdir(parents=True, exist_ok=True)
        options = {key: str(folder) for key in ("data_folder_in", "data_folder_out")}
        options |= {"control_folder": str(folder / "control"), "polling_interval": 0.2}
        return {"url": "filesystem://localhost//", "options": options}
    if lenient and parts.scheme == "memory":
        return {"url": url, "options": {}}
    if parts.scheme not in ("redis", "rediss", "redis+socket"):
        raise ValidationError("must start with redis:// or rediss://.")
    if not lenient and parts.scheme != "redis+socket" and parts.hostname not in LOOPBACK:
        _refuse_weak_password(parts)
    return {"url": url, "options": {"socket_connect_timeout": 1, "socket_timeout": 5}}


def email(url: str, *, lenient: bool = False) -> dict:
    """Return Django's mail settings for ``smtp+tls://user:password@host:port``.

    ``smtps://`` speaks TLS from the first byte, ``smtp+tls://`` after STARTTLS, ``smtp://``
    never. ``lenient`` also admits ``file:``, a folder that holds what was sent.

    :raises ValidationError: with a message for the operator.
    """
    parts = _split(url)
    if lenient and parts.scheme == "file":
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
        raise ValidationError("must look like smtp+tls://user:password@host:587.")
    if parts.scheme == "smtp" and parts.password and parts.hostname not in LOOPBACK:
        raise ValidationError("would send a password in the clear; use smtp+tls:// or smtps://.")
    return {
        "EMAIL_BACKEND": "people.notices.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or MAIL_SCHEMES[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def _split(url):
    parts = urlsplit(url)
    try:
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError:
        raise ValidationError("has a port that is not a number.") from None
    return parts


def _refuse_weak_password(parts):
    if not parts.hostname:
        raise ValidationError("must name a host.")
    password = unquote(parts.password or "")
    if len(password) < 12 or password.lower() in WEAK_PASSWORDS:
        raise ValidationError("must carry a password of at least 12 characters.")
