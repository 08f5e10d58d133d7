"""Migrations run once for all processes of a run; each copies what then stands."""

from contextlib import closing

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tools.demo.embedded.postgres import ROLE, SUPERUSER

NAME = "alongside_migrated"


def migrated_template() -> str:
    """Return the name of a database that is migrated; make it, unless another process has."""
    address = connection.get_connection_params() | {"dbname": "postgres"}
    with closing(psycopg2.connect(**address)) as maintenance:
        maintenance.autocommit = True
        cursor = maintenance.cursor()
        # Held until the connection ends: the others wait here, however long, and find it made.
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(1)")
        cursor.execute("SELECT FROM pg_database WHERE datname = %s", [NAME])
        if not cursor.rowcount:
            cursor.execute(f"CREATE DATABASE {NAME}")
            _migrate()
            _set_up_roles(address)
    return NAME


def _set_up_roles(address):
    """Let the role of the running site in, as deploy/roles.sql does, for tests that take it on."""
    superuser = address | {"dbname": NAME, "user": SUPERUSER}
    with closing(psycopg2.connect(**superuser)) as migrated, migrated.cursor() as cursor:
        cursor.execute((settings.BASE_DIR / "deploy" / "roles.sql").read_text())
        cursor.execute(f"GRANT alongside_runtime TO {ROLE}")
        migrated.commit()


def _migrate():
    database, ours = connection.settings_dict, connection.settings_dict["NAME"]
    database["NAME"] = NAME
    try:
        call_command("migrate", verbosity=0)
        # Before the roles are let in: what is made later is closed to them.
        call_command("createcachetable", verbosity=0)
    finally:
        # Nobody may be connected to what is copied.
        connection.close()
        database["NAME"] = ours
