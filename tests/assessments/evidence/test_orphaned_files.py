"""Files that belong to nothing, and rows whose file is gone: listed, and removed when told to."""

import os
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.evidence.models import Evidence
from common import file_store
from programs.mentoring.goals.models import GoalEntry, GoalFile
from programs.mentoring.goals.services.goal_entry import log_goal_entry
from tests.assessments.evidence.test_evidence import add
from tests.common.file_samples import pdf, photo
from tests.factories import NOON, GoalShareFactory

LONG_AGO = 1_000_000_000


def orphaned_files(**options):
    said = StringIO()
    call_command("orphaned_files", stdout=said, **options)
    return said.getvalue().splitlines()


def old(name):
    os.utime(file_store.place(name), (LONG_AGO, LONG_AGO))
    return name


@pytest.fixture
def goal_file(db):
    share = GoalShareFactory(shared_from=NOON)
    return log_goal_entry(
        goal=share.goal, readers=share.pk, text="Look", file=photo(), at=NOON
    ).file


def test_orphaned_files_finds_nothing_where_all_is_well(bedside, goal_file):
    kept = [old(add(bedside).stored_as), old(goal_file.stored_as), old(goal_file.preview_as)]

    assert orphaned_files(remove_files=True, remove_rows=True) == [
        "0 files without a row, 0 rows without a file."
    ]
    assert all(map(file_store.is_stored, kept))


def test_orphaned_files_lists_a_file_and_removes_it_only_when_told_to(db):
    name = old(file_store.store(b"left behind"))

    assert orphaned_files(remove_rows=True)[0] == f"{name} belongs to nothing"
    assert file_store.is_stored(name)
    assert orphaned_files(remove_files=True)[0] == f"{name} belongs to nothing: removed"
    assert not file_store.is_stored(name)


def test_orphaned_files_finds_what_was_never_finished(db):
    whole = file_store.store(b"left behind")
    part = file_store.place(whole).with_suffix(file_store.UNFINISHED)
    file_store.place(whole).rename(part)
    old(part.name)

    orphaned_files(remove_files=True)

    assert not part.exists()


def test_orphaned_files_leaves_young_files_alone(db):
    name = file_store.store(b"just coming in")

    assert orphaned_files(remove_files=True) == ["0 files without a row, 0 rows without a file."]
    assert file_store.is_stored(name)


def test_orphaned_files_lists_rows_and_removes_them_only_when_told_to(bedside, goal_file):
    evidence = add(bedside)
    add(bedside, pdf())
    for name in (evidence.stored_as, goal_file.stored_as):
        file_store.forget(name)

    listed = orphaned_files(remove_files=True)
    assert sorted(line.split(" ", 1)[1] for line in listed[:2]) == [
        "(evidence) is gone",
        "(goal) is gone",
    ]
    assert (Evidence.objects.count(), GoalFile.objects.count()) == (2, 1)

    orphaned_files(remove_rows=True)
    assert (Evidence.objects.count(), GoalFile.objects.count()) == (1, 0)
    # The words stay.
    assert GoalEntry.objects.get().text == "Look"


def test_orphaned_files_keeps_the_row_that_a_signature_rests_on(bedside, goal_file):
    evidence = add(bedside)
    bedside.sign(evidence=[evidence])
    file_store.forget(evidence.stored_as)

    said = orphaned_files(remove_rows=True)

    assert said[0] == f"{evidence.stored_as} (evidence) is gone: left as it is"
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_orphaned_files_keeps_a_whole_picture_whose_small_one_is_gone(goal_file):
    file_store.forget(goal_file.preview_as)

    said = orphaned_files(remove_rows=True)

    assert said[0] == f"{goal_file.preview_as} (goal) is gone: left as it is"
    assert GoalFile.objects.exists()


def test_orphaned_files_removes_no_row_where_the_whole_folder_is_missing(
    bedside, settings, tmp_path
):
    add(bedside)
    settings.EVIDENCE_DIR = tmp_path / "not mounted"

    with pytest.raises(CommandError, match="Is that the right folder"):
        orphaned_files(remove_rows=True)

    assert Evidence.objects.exists()
