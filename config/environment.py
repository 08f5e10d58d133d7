"""What the environment says, read once, with every complaint in one message.

Production gives each value itself, or names the file that holds it: ``SECRET_KEY_FILE`` for
``SECRET_KEY``, and so for every other variable. Under ``ALONGSIDE_DEMO=1``, which only ``make``
sets, what is missing gets a value that is good for one machine and one person.
"""

import secrets
import zlib
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured
from django.core.exceptions import ValidationError as NotAnAddress
from django.core.validators import validate_email
from environs import EnvValidationError, FileAwareEnv, ValidationError, validate

from config import connections, monitoring, sso

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Of whom a second factor can be required.
FACTOR_ROLES = ["administrators", "coordinators", "guides", "everybody"]
LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR"]
LOG_FORMATS = ["line", "json"]
# Words that stand in secrets copied from a guide.
PLACEHOLDERS = ["changeme", "change-me", "insecure", "password", "secret", "example", "default"]
SECRET_LENGTH = 50
TOKEN_LENGTH = 32


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
    statement_timeout: int
    broker: dict
    email: dict
    default_from_email: str
    trusted_proxy_count: int
    time_zone: str
    language_code: str
    log_level: str
    log_format: str
    security_log_days: int
    notice_days: int
    status_token: str
    hsts_preload: bool
    seal_file: str
    seal_mail_to: list[str]
    evidence_dir: str
    evidence_scanner: str
    sentry_dsn: str
    sso_providers: list[sso.SsoProvider]
    second_factor_for: list[str]

    @property
    def https(self) -> bool:
        return self.site_url.startswith("https://")


def read_environment() -> Environment:
    """Read and judge every variable.

    :raises ConfigurationError: with one line for each variable that will not do.
    """
    env = FileAwareEnv(eager=False, strip_whitespace=True)
    try:
        environment = _read(env)
    except ValueError as error:
        # A file that cannot be read; its name is in the message, its contents never are.
        raise ConfigurationError(f"Alongside cannot start. {error}") from None
    try:
        env.seal()
    except EnvValidationError as error:
        raise _refusal(error.error_messages) from None
    host = urlsplit(environment.site_url).hostname
    if host not in environment.allowed_hosts:
        raise _refusal({"ALLOWED_HOSTS": [f"must include the host of SITE_URL, {host}."]})
    if complaints := sso.doubles(environment.sso_providers):
        raise _refusal(complaints)
    return environment


def _read(env) -> Environment:
    demo = env.bool("ALONGSIDE_DEMO", False)
    for name in ("database", "broker", "email"):
        env.add_parser(name, _lenient(getattr(connections, name), demo))

    def required(read, name, default, **options):
        return read(name, *([default] if demo else []), **options)

    # gunicorn reads these itself (config/gunicorn.py); judged here, all is said at once.
    env.int("WEB_CONCURRENCY", 2, validate=validate.Range(1, 64))
    env.int("PORT", 8000, validate=validate.Range(1, 65535))
    return Environment(
        demo=demo,
        **_accounts(env, demo),
        **_logs(env),
        secret_key=required(
            env.str, "SECRET_KEY", secrets.token_urlsafe(64), validate=strong_secret
        ),
        secret_key_fallbacks=env.list("SECRET_KEY_FALLBACKS", [], validate=strong_secrets),
        allowed_hosts=required(env.list, "ALLOWED_HOSTS", LOCAL_HOSTS, validate=exact_hosts),
        site_url=required(
            env.str, "SITE_URL", "http://localhost:8000", validate=_site_url_check(demo)
        ),
        database=required(env.database, "DATABASE_URL", connections.NO_DATABASE),
        statement_timeout=env.int("DATABASE_STATEMENT_TIMEOUT", 30, validate=validate.Range(0)),
        broker=required(env.broker, "REDIS_URL", connections.NO_BROKER),
        email=required(env.email, "EMAIL_URL", connections.MAIL_FOLDER),
        default_from_email=required(
            env.str, "DEFAULT_FROM_EMAIL", "alongside@example.org", validate=mail_address
        ),
        trusted_proxy_count=env.int("TRUSTED_PROXY_COUNT", 0, validate=validate.Range(0, 5)),
        time_zone=env.str("TIME_ZONE", "UTC", validate=time_zone),
        language_code=env.str("LANGUAGE_CODE", "en", validate=validate.Length(2)),
        hsts_preload=env.bool("HSTS_PRELOAD", False),
        seal_file=env.str("SEAL_FILE", "", validate=whole_path),
        seal_mail_to=env.list("SEAL_MAIL_TO", [], validate=mail_addresses),
        evidence_dir=env.str("EVIDENCE_DIR", "", validate=whole_path),
        evidence_scanner=env.str("EVIDENCE_SCANNER", "", validate=whole_path),
    )


def _accounts(env, demo):
    """How people get in."""
    return {
        "sso_providers": sso.read_providers(env, demo=demo),
        "second_factor_for": env.list(
            "SECOND_FACTOR_FOR",
            [] if demo else ["coordinators", "administrators"],
            validate=validate.ContainsOnly(FACTOR_ROLES),
        ),
    }


def _logs(env):
    """What is told to operators, and where."""
    return {
        "log_level": env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(LOG_LEVELS)),
        "log_format": env.str("LOG_FORMAT", "line", validate=validate.OneOf(LOG_FORMATS)),
        "security_log_days": env.int("SECURITY_LOG_DAYS", 400, validate=validate.Range(90, 3650)),
        "notice_days": env.int("NOTICE_DAYS", 400, validate=validate.Range(90, 3650)),
        "status_token": env.str("STATUS_TOKEN", "", validate=strong_token),
        "sentry_dsn": env.str("SENTRY_DSN", "", validate=monitoring.is_usable),
    }


def _refusal(complaints):
    lines = [f"  {name}: {' '.join(map(str, texts))}" for name, texts in complaints.items()]
    return ConfigurationError(
        "Alongside cannot start. Please set in the environment:\n"
        + "\n".join(lines)
        + "\ndocs/operator.md describes each. On a developer's machine use `make run`, or "
        'for single commands `make manage do="…"`.'
    )


def _lenient(parse, demo):
    return lambda text: parse(text, lenient=demo)


def strong_secret(text, length=SECRET_LENGTH):
    # What repeats itself packs well; what is random does not.
    packed = len(zlib.compress(text.encode(), 9))
    if len(text) < length or len(set(text)) < 10 or packed < 0.8 * length:
        raise ValidationError(f"must be at least {length} random characters.")
    if any(word in text.lower() for word in PLACEHOLDERS):
        raise ValidationError("looks like a placeholder; make a random one.")


def strong_token(text):
    if text:
        strong_secret(text, TOKEN_LENGTH)


def strong_secrets(texts):
    for text in texts:
        strong_secret(text)


def whole_path(text):
    if text and not text.startswith("/"):
        raise ValidationError("must be a whole path, such as /var/backups/ledger-seals.jsonl.")


def exact_hosts(hosts):
    if not any(hosts):
        raise ValidationError("must name a host.")
    if any("*" in host or host.startswith(".") or "/" in host or " " in host for host in hosts):
        raise ValidationError("must be exact host names, without *, a leading dot or https://.")


def _site_url_check(demo):
    def check(text):
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValidationError("must look like https://alongside.example.org.")
        if parts.path or parts.query or parts.fragment or parts.username:
            raise ValidationError("must be scheme and host alone, with nothing behind.")
        if parts.scheme != "https" and not demo:
            raise ValidationError("must start with https://.")

    return check


def mail_address(text):
    try:
        validate_email(text.rsplit("<", 1)[-1].removesuffix(">"))
    except NotAnAddress:
        raise ValidationError("must be an e-mail address.") from None


def mail_addresses(texts):
    for text in texts:
        mail_address(text)


def time_zone(text):
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        raise ValidationError("must be a time zone such as Europe/London.") from None
