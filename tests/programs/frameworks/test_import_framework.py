"""``manage.py import_framework``: the same import without a browser."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from programs.frameworks.models import Competency, Framework, FrameworkVersion
from tests.programs.frameworks.framework_files import FIRST, SECOND, SEVERAL

DATA = Path(__file__).parents[4] / "shared" / "data"

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    def run(content, *options):
        file = tmp_path / "ward.csv"
        file.write_bytes(content)
        printed = StringIO()
        call_command("import_framework", str(file), *options, stdout=printed, no_color=True)
        return printed.getvalue()

    return run


def test_import_framework_publishes_and_reports(run):
    printed = run(FIRST)

    assert "Ward: 3 items, 1 groups, 2 competencies" in printed
    assert "3 new, 0 changed, 0 moved, 0 removed, 0 unchanged" in printed
    assert Competency.objects.count() == 3


def test_import_framework_again_makes_no_new_version(run):
    run(FIRST)

    assert "No new version: Ward, version 1 says the same already." in run(FIRST)
    assert FrameworkVersion.objects.count() == 1


def test_import_framework_shows_the_difference(run):
    run(FIRST)

    assert "1 new, 1 changed, 0 moved, 1 removed, 1 unchanged" in run(SECOND)


def test_import_framework_dry_run_writes_nothing(run):
    assert "Dry run: nothing was written." in run(FIRST, "--dry-run")
    assert not Framework.objects.exists()


def test_import_framework_lists_the_frameworks_of_a_file(run):
    with pytest.raises(CommandError, match="Nothing was imported"):
        run(SEVERAL)

    assert "Two: 2 items" in run(SEVERAL, "--where", "framework=Two")


def test_import_framework_names_one_without_a_title(run):
    run(b"statement\nA", "--title", "Ours")

    assert Framework.objects.get().title == "Ours"


@pytest.mark.parametrize(
    ("name", "options", "counts"),
    [
        ("derived-case-esco-nurse-general-care.json", [], (149, 51)),
        ("opensalt-case10-SmartLevelFramework.json", [], (14, 2)),
        (
            "esco-1.1.1-selected-occupations-skills.csv",
            ["--where", "occupation_label=electrician"],
            (85, 30),
        ),
    ],
)
def test_import_framework_stores_real_files_whole(name, options, counts):
    file = DATA / name
    if not file.is_file():
        pytest.skip(f"{name} is not beside this checkout (../shared/data)")

    call_command("import_framework", str(file), *options, stdout=StringIO())

    stored = FrameworkVersion.objects.get().competencies
    assert (stored.count(), stored.filter(is_group=True).count()) == counts


@pytest.mark.parametrize("where", ["framework", "=Two", ""])
def test_import_framework_refuses_a_condition_without_a_column(run, where):
    with pytest.raises(CommandError, match="--where"):
        run(SEVERAL, "--where", where)


def test_import_framework_says_why_a_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_framework", str(tmp_path / "none.csv"))
