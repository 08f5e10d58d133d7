"""An operator's bad day: a restored backup, a torn or lost file, several workers at once."""

import errno
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from assessments.ledger.models import LedgerSeal
from assessments.ledger.seal import Head
from assessments.ledger.services.seal import SealError, is_as_taken, read_sealed, take_seal
from tests.assessments.bedside import Bedside, another_learner, days_ago
from tests.assessments.chains import found
from tests.assessments.ledger.tampering import execute, remove, triggers_lifted
from tests.factories import NOON

WORKERS = 6


def test_a_backup_brought_back_is_known_by_its_hashes_once_it_has_grown(sealed_record, file):
    """Today's danger: the chain is as long as the seal says, and another one."""
    take_seal(file, at=NOON)
    remove(sequence=4)
    sealed_record.sign(observed_on=days_ago(6))
    sealed_record.sign(observed_on=days_ago(7))

    with pytest.raises(SealError, match=r"Entry 4 of the chain .* is not the sealed one"):
        take_seal(file, at=NOON)
    assert read_sealed(file).fault == ""
    assert read_sealed(file).number == 2
    assert found(file) == ["entry 4: not the one that was sealed"]


def test_after_a_restore_sealing_goes_on_and_says_so_for_good(sealed_record, file):
    take_seal(file, at=NOON)
    remove(sequence=4)
    sealed_record.sign(observed_on=days_ago(6))

    call_command("seal_ledger", restored="Disk of the database died", stdout=StringIO())
    seal = take_seal(file, at=NOON)

    assert seal.number == 4
    assert found(file) == []
    out = StringIO()
    call_command("verify_ledger", "--seals", stdout=out)
    assert "Seal 3 was taken after a restore: Disk of the database died" in out.getvalue()


def test_a_restore_that_lost_a_whole_record_says_so(sealed_record, file):
    other = another_learner(sealed_record, "Ben Carter")
    take_seal(file, at=NOON)
    remove(preceptorship=other)

    seal = take_seal(file, at=NOON, restored="Disk died")

    assert seal.heads == {other.pk: Head(0, "")}
    assert (seal.chains, set(read_sealed(file).heads)) == (1, {sealed_record.preceptorship.pk})
    assert read_sealed(file).fault == ""


def test_a_database_older_than_the_file_takes_its_seals_in(sealed_record, file):
    """Nothing was signed since the backup: its chains hold, and only its seals are missing."""
    take_seal(file, at=NOON)
    with triggers_lifted("assessments_ledgerseal"):
        LedgerSeal.objects.filter(number=2).delete()

    assert take_seal(file, at=NOON).number == 3
    assert list(LedgerSeal.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_a_half_written_line_is_cut_off_at_the_next_sealing_and_reported(sealed_record, file):
    whole = file.read_text()
    file.write_text(whole + '{"chains":1,"for')
    out = StringIO()

    call_command("seal_ledger", stdout=out)

    assert out.getvalue().splitlines()[0] == (
        "A half-written line of 16 bytes at the end of the file was cut off."
    )
    assert file.read_text().startswith(whole)
    assert read_sealed(file).number == 2


def test_verify_ledger_names_a_half_written_line_and_what_mends_it(sealed_record, file):
    file.write_text(file.read_text() + '{"chains":1,"for')

    with pytest.raises(CommandError, match="half written; seal_ledger cuts it off"):
        call_command("verify_ledger", "--seals")


def test_a_disk_that_is_full_is_said_and_mended_by_the_next_sealing(
    sealed_record, file, monkeypatch
):
    def fill(lines):
        lines.write(b'{"chains":1')
        lines.flush()
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("assessments.ledger.services.seal._write", lambda lines, _seal: fill(lines))
        with pytest.raises(CommandError, match="No space left on device"):
            call_command("seal_ledger")

    assert take_seal(file, at=NOON).repaired
    assert (read_sealed(file).fault, read_sealed(file).number) == ("", 2)


def test_a_seal_that_only_lost_its_line_end_is_kept(sealed_record, file):
    file.write_text(file.read_text().rstrip("\n"))

    assert take_seal(file, at=NOON).number == 2
    assert read_sealed(file).fault == ""


@pytest.mark.parametrize("change", ["taken out", "edited"])
def test_a_last_line_that_is_missing_or_edited_is_named(sealed_record, file, change):
    take_seal(file, at=NOON)
    *others, last = file.read_text().splitlines()
    edited = [] if change == "taken out" else [last.replace("T12:00:00", "T12:00:01")]
    file.write_text("\n".join([*others, *edited]) + "\n")
    problem = {
        "taken out": "it ends with seal 1, though seal 2 was taken",
        "edited": "seal 2: not the line that was written when it was taken",
    }[change]

    with pytest.raises(CommandError, match=problem):
        call_command("verify_ledger", "--seals")
    with pytest.raises(SealError, match=problem):
        take_seal(file, at=NOON)


def test_another_file_is_not_sealed_into(sealed_record, file, tmp_path):
    """As on a second machine whose SEAL_FILE is its own."""
    with pytest.raises(SealError, match="it ends with seal 0, though seal 1 was taken"):
        take_seal(tmp_path / "other.jsonl", at=NOON)


def test_where_the_file_is_lost_a_new_one_begins_with_the_reason(sealed_record, file):
    file.unlink()

    seal = take_seal(file, at=NOON, restored="The disk with the file died")

    assert (seal.number, seal.previous) == (2, "")
    assert take_seal(file, at=NOON).number == 3
    assert found(file) == []
    assert read_sealed(file).restored == {2: "The disk with the file died"}


def test_seals_in_the_database_are_insert_only(sealed_record):
    for statement in (
        "UPDATE assessments_ledgerseal SET number = 9",
        "DELETE FROM assessments_ledgerseal",
    ):
        with pytest.raises(IntegrityError, match="insert-only"), transaction.atomic():
            execute(statement)


def verify_mail(seal, **given):
    mailed = {"seal": seal.number, "root": seal.root} | given
    call_command("verify_ledger", processes=1, stdout=StringIO(), stderr=StringIO(), **mailed)


def test_verify_ledger_compares_with_what_was_mailed(sealed_record, file):
    first = take_seal(file, at=NOON)
    sealed_record.sign(observed_on=days_ago(6))
    take_seal(file, at=NOON)

    verify_mail(first)
    with pytest.raises(CommandError, match="the root of seal 2 is not the one that was mailed"):
        verify_mail(first, root="0" * 64)
    with pytest.raises(CommandError, match="give both"):
        verify_mail(first, root=None)


def test_a_last_line_taken_out_of_file_and_database_is_found_by_the_mail(sealed_record, file):
    mailed = take_seal(file, at=NOON)
    file.write_text(file.read_text().splitlines()[0] + "\n")
    with triggers_lifted("assessments_ledgerseal"):
        LedgerSeal.objects.filter(number=2).delete()

    call_command("verify_ledger", "--seals", stdout=StringIO())
    with pytest.raises(CommandError, match="seal 2 is missing"):
        verify_mail(mailed)


def test_a_history_written_anew_is_found_by_the_mail(sealed_record, file):
    """Ledger, seals in the database and file fit each other, and not what was mailed."""
    mailed = take_seal(file, at=NOON)
    file.unlink()
    with triggers_lifted("assessments_ledgerseal"):
        LedgerSeal.objects.all().delete()
    remove(sequence=4)
    for _ in range(2):
        take_seal(file, at=NOON)

    call_command("verify_ledger", "--seals", stdout=StringIO())
    with pytest.raises(CommandError, match="not the one that was mailed"):
        verify_mail(mailed)


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_write_one_chain(file):
    Bedside().open().sign()
    start = Barrier(WORKERS)

    def seal(number):
        try:
            start.wait()
            return take_seal(file, at=NOON).number
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as workers:
        numbers = sorted(workers.map(seal, range(WORKERS)))

    assert numbers == list(range(1, WORKERS + 1))
    assert (read_sealed(file).fault, read_sealed(file).number) == ("", WORKERS)


@pytest.mark.django_db(transaction=True)
def test_workers_with_a_file_each_write_one_chain(tmp_path):
    """The lock of a file does not reach another machine; the database does."""
    Bedside().open().sign()
    start = Barrier(2)

    def seal(name):
        try:
            start.wait()
            return take_seal(tmp_path / name, at=NOON).number
        except SealError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        answers = list(workers.map(seal, ["one.jsonl", "other.jsonl"]))

    assert answers.count(1) == 1
    assert LedgerSeal.objects.count() == 1


def test_a_chain_longer_than_a_piece_of_the_file_is_read_from_its_end(
    sealed_record, file, monkeypatch
):
    monkeypatch.setattr("assessments.ledger.services.seal.CHUNK", 16)
    take_seal(file, at=NOON)

    assert is_as_taken(file, LedgerSeal.objects.last())
    assert not is_as_taken(file, LedgerSeal.objects.first())
