"""The daily seal: what one can do to a database without its chains noticing, it notices."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.ledger import chain as ledger
from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.ledger.seal import (
    Head,
    line_hash,
    merkle_root,
    next_seal,
    read_seals,
)
from assessments.ledger.services.ledger_check import check_stretch, stretches
from assessments.ledger.services.seal import (
    SealError,
    mail_seal,
    read_sealed,
    take_seal,
)
from tests.assessments.bedside import Bedside, another_learner
from tests.assessments.chains import broken_chains, found
from tests.assessments.ledger.tampering import as_owner, remove, triggers_lifted
from tests.factories import NOON


def test_seal_holds_and_says_what_is_provisional(sealed_record, file):
    out = StringIO()

    call_command("verify_ledger", "--seals", stdout=out)

    [checked] = [check_stretch(*part, read_sealed(file).heads) for part in stretches()]
    assert (checked.entries, checked.provisional, checked.broken) == (4, 1, [])
    assert "1 entries are newer and provisional" in out.getvalue()


@pytest.mark.django_db(transaction=True)
# Newer Pythons warn of what a test runner's threads could hold; the command has none.
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_several_processes_find_what_one_finds(file, monkeypatch):
    monkeypatch.setattr("assessments.ledger.services.ledger_check.STRETCH", 1)
    bedside = Bedside().open()
    bedside.sign()
    other = another_learner(bedside, "Ben Carter")
    take_seal(file, at=NOON)
    with as_owner():
        SignatureContent.objects.filter(entry__preceptorship=other).update(text="Changed")
    err = StringIO()

    with pytest.raises(CommandError, match=r"1 of the chains do not hold \(4 entries"):
        call_command("verify_ledger", "--seals", processes=2, stderr=err)

    assert err.getvalue() == (
        f"preceptorship {other.pk}, entry 2: the names or the comment were changed\n"
    )


def test_seal_finds_an_end_cut_off(sealed_record, file):
    remove(sequence__gte=3)

    assert found(file) == ["entry 3: missing, though 3 were sealed"]


def test_without_the_seal_an_end_cut_off_is_not_seen(sealed_record):
    remove(sequence__gte=3)

    assert list(broken_chains()) == []


def test_seal_finds_a_whole_chain_gone(sealed_record, file):
    remove()

    assert found(file) == ["entry 1: missing, with all 3 sealed ones"]


def test_seal_finds_a_tail_written_anew(sealed_record, file):
    """With hashes that fit, and a record that says the same."""
    second, third = LedgerEntry.objects.filter(sequence__gte=3).order_by("sequence")
    facts = json.loads(second.canonical) | {"level": 5}
    facts["content"] = ledger.facts_of(second.canonical)["content"]
    forged = ledger.encode(facts)
    after = json.loads(third.canonical) | {"previous_hash": ledger.entry_hash(forged)}
    rewritten = ledger.encode(after)
    with triggers_lifted("assessments_ledgerentry"):
        LedgerEntry.objects.filter(pk=second.pk).update(
            canonical=forged, hash=ledger.entry_hash(forged)
        )
        LedgerEntry.objects.filter(pk=third.pk).update(
            canonical=rewritten,
            hash=ledger.entry_hash(rewritten),
            previous_hash=ledger.entry_hash(forged),
        )

    assert found(file) == ["entry 3: not the one that was sealed"]


def test_an_older_backup_brought_back_is_found(sealed_record, file):
    take_seal(file, at=NOON)
    remove(sequence=4)

    assert found(file) == ["entry 4: missing, though 4 were sealed"]
    with pytest.raises(SealError, match="was sealed with 4"):
        take_seal(file, at=NOON)


def test_two_swapped_are_found(sealed_record, file):
    with triggers_lifted("assessments_ledgerentry"), connection.cursor() as cursor:
        for number, other in ((2, 12), (3, 2), (12, 3)):
            cursor.execute(
                "UPDATE assessments_ledgerentry SET sequence = %s WHERE sequence = %s",
                [other, number],
            )

    [problem] = found(file)
    assert problem.startswith("entry 2:")


@pytest.mark.parametrize("column", ["canonical", "hash", "previous_hash", "kind", "recorded_at"])
def test_one_changed_column_is_found_and_located(sealed_record, file, column):
    changed = {
        "canonical": "replace(canonical, '\"level\":4', '\"level\":5')",
        "hash": "reverse(hash)",
        "previous_hash": "reverse(previous_hash)",
        "kind": "'revoke'",
        "recorded_at": "recorded_at + interval '1 microsecond'",
    }[column]
    with triggers_lifted("assessments_ledgerentry"), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE assessments_ledgerentry SET {column} = {changed} WHERE sequence = 2"
        )

    assert found(file)[0].startswith("entry 2:")


def test_only_what_grew_stands_in_the_next_line(sealed_record, file):
    other = another_learner(sealed_record, "Ben Carter")

    seal = take_seal(file, at=NOON)

    assert seal.chains == 2
    assert set(seal.heads) == {other.pk, sealed_record.preceptorship.pk}
    assert not take_seal(file, at=NOON).heads


@pytest.mark.parametrize("line", [0, 1])
def test_a_changed_or_missing_line_of_the_file_is_found(sealed_record, file, line):
    take_seal(file, at=NOON)
    lines = file.read_text().splitlines()
    if line == 0:
        del lines[0]
    else:
        lines[1] = lines[1].replace('"chains":1', '"chains":2').replace('"root":"', '"root":"0')
    file.write_text("\n".join(lines) + "\n")

    with pytest.raises(CommandError, match="does not hold"):
        call_command("verify_ledger", "--seals")
    with pytest.raises(SealError, match="does not hold"):
        take_seal(file, at=NOON)


def test_without_a_seal_there_is_nothing_to_compare_with(bedside, file):
    with pytest.raises(CommandError, match="Nothing was sealed"):
        call_command("verify_ledger", "--seals")


def test_seal_ledger_says_what_it_sealed(sealed_record, file):
    out = StringIO()

    call_command("seal_ledger", stdout=out)

    assert out.getvalue().startswith("Seal 2 over 1 chains: ")


def test_mail_seal_lets_others_hold_what_was_sealed(sealed_record, file, settings, mailoutbox):
    settings.SEAL_MAIL_TO = ["audit@example.org"]
    seal = take_seal(file, at=NOON)

    mail_seal(seal)

    [letter] = mailoutbox
    assert letter.to == ["audit@example.org"]
    assert seal.root in letter.body
    assert line_hash(file.read_text().splitlines()[-1]) in letter.body
    for person in (sealed_record.amara, sealed_record.priya):
        assert person.name.split()[0] not in letter.body


def test_mail_seal_waits_for_no_mail_server(sealed_record, file, settings, monkeypatch):
    def refuse(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    settings.SEAL_MAIL_TO = ["audit@example.org"]

    mail_seal(take_seal(file, at=NOON))

    assert read_sealed(file).number == 2


def test_mail_seal_is_not_sent_unless_asked_for(sealed_record, file, mailoutbox):
    mail_seal(take_seal(file, at=NOON))

    assert mailoutbox == []


def test_root_depends_on_every_head():
    chains = _chains(5)
    heads = {chain: Head(1, f"{number}") for number, chain in enumerate(chains)}
    root = merkle_root(heads)

    assert merkle_root({}) == ""
    for chain in chains:
        assert merkle_root(heads | {chain: Head(2, heads[chain].hash)}) != root
        assert merkle_root({key: head for key, head in heads.items() if key != chain}) != root


@pytest.mark.parametrize("line", ["", "nonsense", "[]", "{}", '{"heads": {"a": 1}}'])
def test_a_line_that_is_no_seal_is_said_to_be_none(line):
    assert "no seal" in read_seals([line]).fault


def test_a_chain_never_goes_back_in_the_file():
    [chain] = _chains(1)
    first = next_seal(read_seals([]), {chain: Head(3, "c")}, at=NOON)
    sealed = read_seals([first.line])
    second = next_seal(sealed, {chain: Head(2, "b")}, at=NOON)

    assert "did not grow" in read_seals([first.line, second.line]).fault


def _chains(count):
    from common.ids import uuid7

    return [uuid7() for _ in range(count)]
