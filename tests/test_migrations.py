"""Migrations run while people work: none holds a table for long, or `migrate` says so."""

from contextlib import closing

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.core.management import CommandError, call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import Q

from tests.house import APPS
from tests.migration_rules import complaints

INDEX = models.Index(fields=["name"], name="x")
CHECK = models.CheckConstraint(condition=Q(age__gt=0), name="x")


def migration(*operations, atomic=True):
    made = migrations.Migration("0009_x", "people")
    made.operations, made.atomic = list(operations), atomic
    return made


def test_no_migration_holds_up_a_site_that_runs():
    disk = MigrationLoader(None).disk_migrations
    wrong = [
        f"{app}.{name}: {complaint}"
        for (app, name), each in disk.items()
        if app in APPS
        for complaint in complaints(each)
    ]

    assert wrong == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddIndex("person", INDEX),
        migrations.AddConstraint("person", CHECK),
        migrations.AddField("person", "age", models.IntegerField(default=0)),
        migrations.RenameField("person", "name", "called"),
        migrations.RunSQL("UPDATE people_person SET name = ''"),
        migrations.RunSQL("SELECT 1; update people_person set name = ''"),
        migrations.RunSQL("CREATE INDEX x ON people_person (name)"),
        migrations.RunPython(lambda apps, editor: None),
        AddIndexConcurrently("person", INDEX),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_would_hold_it_up_is_found(operation):
    assert len(list(complaints(migration(operation)))) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        migration(AddIndexConcurrently("person", INDEX), atomic=False),
        migration(migrations.AddField("person", "age", models.IntegerField(null=True))),
        migration(migrations.AddField("person", "age", models.IntegerField(db_default=0))),
        migration(migrations.RunPython(lambda apps, editor: None), atomic=False),
        migration(migrations.RunSQL("UPDATE people_person SET name = '' WHERE name IS NULL")),
        migration(
            migrations.CreateModel("Visit", [("name", models.TextField())]),
            migrations.AddIndex("visit", INDEX),
        ),
    ],
)
def test_what_holds_up_nobody_is_welcome(harmless):
    assert list(complaints(harmless)) == []


@pytest.mark.django_db
def test_migrate_that_waits_for_a_table_gives_up_soon_and_says_again(monkeypatch):
    monkeypatch.setattr("common.management.commands.migrate.LOCK_SECONDS", 1)
    other = connection.get_new_connection(connection.get_connection_params())
    with closing(other), other.cursor() as cursor:
        cursor.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")

        with pytest.raises(CommandError, match="Run the same command again"):
            call_command("migrate", verbosity=0)
