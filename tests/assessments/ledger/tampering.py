"""What somebody with the keys to the database could do."""

from contextlib import contextmanager

from django.db import connection

from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.sign_offs.models import SignOff


@contextmanager
def as_owner():
    """Be the owner of the tables for a while, who may more than the site that runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, session_user")
        [(ours, owner)] = cursor.fetchall()
        cursor.execute("RESET ROLE")
    yield
    if ours != owner:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {ours}")


@contextmanager
def triggers_lifted(*tables):
    with as_owner():
        for table in tables:
            _run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in tables:
            _run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def execute(statement):
    """Run a statement as the owner of the tables."""
    with as_owner():
        _run(statement)


def _run(statement):
    """Statements like these want foreign keys checked first, as they are at every commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(statement)


def remove(**which):
    """Take entries out, with all that hangs on them."""
    tables = ("assessments_ledgerentry", "assessments_signoff", "people_notice")
    entries = LedgerEntry.objects.filter(**which)
    with triggers_lifted(*tables):
        SignOff.objects.filter(entry__in=entries).delete()
        SignatureContent.objects.filter(entry__in=entries).delete()
        entries._raw_delete("default")
