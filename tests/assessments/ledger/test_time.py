"""Time never goes back in a chain, nor behind a seal that was taken."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.external.services.suspension import suspend_sign_off
from assessments.ledger.models import LedgerEntry
from assessments.ledger.services.seal import read_sealed, take_seal
from assessments.sign_offs.services.sign_off import revoke_sign_off
from tests.assessments.bedside import another_learner, days_ago
from tests.assessments.chains import broken_chains, found
from tests.factories import NOON
from tools import verify_export

YESTERDAY, TOMORROW = NOON - timedelta(days=1), NOON + timedelta(days=1)


def test_where_the_clock_was_set_back_an_entry_is_dated_like_the_one_before(bedside):
    first = bedside.sign()

    second = bedside.sign(by=bedside.sam, at=YESTERDAY)

    assert second.signed_at == first.signed_at == NOON
    assert second.entry.recorded_at == NOON
    assert list(broken_chains()) == []


def test_so_are_a_revocation_and_a_suspension(bedside):
    first, second = bedside.sign(), bedside.sign(by=bedside.sam)

    revoke_sign_off(sign_off=first, by=bedside.priya, reason="Wrong day", at=YESTERDAY)
    suspend_sign_off(sign_off=second, at=YESTERDAY)

    for sign_off in (first, second):
        sign_off.refresh_from_db()
    assert (first.revoked_at, second.suspended_at) == (NOON, NOON)
    assert list(broken_chains()) == []


def test_an_entry_added_after_the_seal_and_dated_before_it_is_found(bedside, file):
    bedside.sign(observed_on=days_ago(2))
    take_seal(file, at=TOMORROW)
    bedside.sign(at=NOON)

    assert found(file) == [
        "entry 3: dated before the seal of 2026-11-24T11:58:00.000000Z, though it is newer"
    ]
    assert list(broken_chains()) == []


def test_it_is_still_found_when_it_is_sealed_itself(bedside, file):
    bedside.sign(observed_on=days_ago(2))
    take_seal(file, at=TOMORROW)
    bedside.sign(at=NOON)
    for days in (2, 3):
        take_seal(file, at=NOON + timedelta(days=days))

    assert found(file)[0].startswith("entry 3: dated before the seal of 2026-11-24")


def test_so_is_a_whole_record_dated_before_the_seal(bedside, file):
    take_seal(file, at=TOMORROW)
    other = another_learner(bedside, "Ben Carter")

    [chain] = broken_chains(read_sealed(file))
    assert chain.preceptorship == other.pk
    assert chain.problem.startswith("entry 1: dated before the seal")


def test_what_was_under_way_while_the_seal_was_taken_is_sound(bedside, file):
    take_seal(file, at=NOON + timedelta(minutes=1))
    bedside.sign()

    assert found(file) == []


def test_verify_export_finds_an_entry_dated_before_a_seal(bedside, file, tmp_path):
    bedside.sign(observed_on=days_ago(2))
    take_seal(file, at=TOMORROW)
    bedside.sign(at=NOON)
    call_command("export_ledger", tmp_path / "export.jsonl", stdout=StringIO())

    problems, _summary = verify_export.verify(tmp_path / "export.jsonl", file)

    assert problems == [
        f"{bedside.preceptorship.pk}, entry 3: dated before a seal that it came after"
    ]


def test_verify_ledger_fails_on_it(bedside, file):
    take_seal(file, at=TOMORROW)
    bedside.sign(at=NOON)

    with pytest.raises(CommandError, match="1 of the chains do not hold"):
        call_command("verify_ledger", "--seals", processes=1, stderr=StringIO())
    assert LedgerEntry.objects.count() == 2


def test_no_seal_is_dated_before_the_one_before_it(bedside, file):
    first = take_seal(file, at=TOMORROW)

    second = take_seal(file, at=NOON)

    assert second.sealed_at == first.sealed_at
    assert read_sealed(file).fault == ""
