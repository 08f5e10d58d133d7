"""``manage.py import_people``."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from people.imports.files import SAMPLE
from people.imports.models import PeopleImport, PeopleImportRow
from people.models import Invitation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    def run(text, *options):
        file = tmp_path / "people.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        out, err = StringIO(), StringIO()
        call_command("import_people", file, *options, stdout=out, stderr=err, no_color=True)
        return out.getvalue(), err.getvalue()

    return run


def test_import_people_imports_the_sample_with_a_bar(run):
    out, err = run(SAMPLE, "--create-units")

    assert "3 new, 0 changed, 0 unchanged, 0 refused." in out
    assert "Imported: 3 new, 0 changed." in out
    assert "3 of 3 rows" in err
    assert Person.objects.count() == 3


def test_import_people_writes_nothing_on_a_dry_run(run):
    out, _err = run(SAMPLE, "--create-units", "--dry-run")

    assert out.endswith("Nothing was written.\n")
    models = (Person, PeopleImport, PeopleImportRow)
    assert [model.objects.count() for model in models] == [0, 0, 0]


def test_import_people_names_row_column_and_reason(run):
    text = "email,name\nbad,Ann\na@example.org,Bob\n"

    out, _err = run(text, "--dry-run")

    assert "row 2, email “bad”: is not an e-mail address" in out


def test_import_people_stops_at_refused_rows_unless_told(run):
    text = "email,name\nbad,Ann\na@example.org,Bob\n"

    with pytest.raises(CommandError, match="rows are refused"):
        run(text)
    assert not Person.objects.exists()

    run(text, "--skip-refused")
    assert Person.objects.get().email == "a@example.org"


def test_import_people_invites_the_new_ones(run):
    out, _err = run("email,name\na@example.org,Ann\n", "--invite")

    assert "1 invitation waits" in out or "1 invitations wait" in out
    assert Invitation.objects.unsent().count() == 1


@pytest.mark.parametrize(("content", "reason"), [(b"\x00", "not a text file"), (b"", "empty")])
def test_import_people_refuses_what_is_no_csv(run, content, reason):
    with pytest.raises(CommandError, match=reason):
        run(content)


def test_import_people_says_when_there_is_no_such_file(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_people", tmp_path / "none.csv")


def test_import_people_refuses_a_large_file_unread(run, monkeypatch):
    monkeypatch.setattr("people.management.commands.import_people.MAX_BYTES", 10)

    with pytest.raises(CommandError):
        run("email,name\na@example.org,Ann\n")
