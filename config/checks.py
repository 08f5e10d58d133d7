"""What `manage.py check --deploy` tries on top of Django's: it asks whatever it is given.

Says nothing in the demo, which brings its own of everything.
"""

import tempfile
from pathlib import Path

from django.conf import settings
from django.core.checks import Critical, Error, Tags, Warning, register
from django.db import DatabaseError, connection
from kombu import Connection

from config.connections import LOOPBACK
from config.readiness import has_cache_table, pending_migrations

# What only the machine itself can answer; tools/check.py asks for all else.
REACH = "reach"
SECONDS = 5
# Without TLS, or with it only where the server insists.
OPEN_MODES = {"disable", "allow"}
# Whether a role is the owner of the ledger or could become it, or may do more than add to it.
HOLDS_LEDGER = """
SELECT current_user, pg_has_role(relowner, 'MEMBER')
    OR has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')
FROM pg_class WHERE oid = to_regclass('assessments_ledgerentry')
"""


@register(Tags.security, deploy=True)
def check_database_is_reached_safely(app_configs, **options):
    database = settings.DATABASES["default"]
    host, mode = database["HOST"], database["OPTIONS"].get("sslmode", "prefer")
    if settings.DEMO or not host or host.startswith("/") or host in LOOPBACK:
        return []
    if mode not in OPEN_MODES:
        return []
    return [
        Error(
            f"DATABASE_URL reaches another machine with sslmode={mode}.",
            hint="Everything passes in the clear. Use sslmode=verify-full.",
            id="config.E001",
        )
    ]


@register(REACH, deploy=True)
def check_database_is_ready(app_configs, **options):
    if settings.DEMO:
        return []
    try:
        pending, has_cache = pending_migrations(), has_cache_table()
    except DatabaseError as error:
        return [_lost("The database does not answer", error, "DATABASE_URL", "config.C001")]
    found = []
    if pending:
        hint = "DATABASE_STATEMENT_TIMEOUT=0 python manage.py migrate --noinput"
        found.append(
            Error(f"Migrations are pending: {', '.join(pending)}.", hint=hint, id="config.E002")
        )
    if not has_cache:
        hint = "python manage.py createcachetable"
        found.append(Error("There is no table for the cache.", hint=hint, id="config.E003"))
    connection.close()
    return found


@register(REACH, deploy=True)
def check_site_only_adds_to_the_ledger(app_configs, **options):
    """The site has a role of its own, which cannot switch off what keeps the ledger."""
    if settings.DEMO:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(HOLDS_LEDGER)
            role, holds = cursor.fetchone() or ("", False)
    except DatabaseError:
        # ``check_database_is_ready`` says so.
        return []
    connection.close()
    if not holds:
        return []
    return [
        Warning(
            f"DATABASE_URL names “{role}”, who can change and delete what was signed.",
            hint="Run deploy/roles.sql and have web, worker and beat log in as alongside_runtime: "
            "docs/operator.md, “Two roles”. Only for the owner's own commands, such as migrate, "
            "is this as it should be.",
            id="config.W001",
        )
    ]


@register(REACH, deploy=True)
def check_broker_answers(app_configs, **options):
    if settings.DEMO:
        return []
    address = settings.CELERY_BROKER_URL
    transport = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    try:
        with (
            Connection(address, transport_options=transport, connect_timeout=SECONDS) as broker,
            # Opening one asks the server: with its password, and for an answer.
            broker.channel(),
        ):
            pass
    except Exception as error:  # every transport has its own
        return [_lost("The broker does not answer", error, "REDIS_URL", "config.C002")]
    return []


@register(REACH, deploy=True)
def check_folders_can_be_written(app_configs, **options):
    if settings.DEMO:
        return []
    folders = {
        "EVIDENCE_DIR": Path(settings.EVIDENCE_DIR),
        "SEAL_FILE": Path(settings.SEAL_FILE).parent,
    }
    return [
        Error(
            f"{name} cannot be written to: {folder} ({type(error).__name__}).",
            hint="Make the folder, and have it belong to whom Alongside runs as.",
            id="config.E004",
        )
        for name, folder in folders.items()
        if (error := _try_to_write(folder))
    ]


def _try_to_write(folder) -> OSError | None:
    try:
        with tempfile.NamedTemporaryFile(dir=_that_is_there(folder)) as file:
            file.write(b"x")
    except OSError as error:
        return error
    return None


def _that_is_there(folder):
    """The folder itself, or the one it would be made in."""
    return folder if folder.exists() or folder == folder.parent else _that_is_there(folder.parent)


def _lost(what, error, name, number):
    # The kind of error alone: its words may hold the address with its password.
    hint = f"Look at {name}."
    return Critical(f"{what} ({type(error).__name__}).", hint=hint, id=number)
