"""The stored ledger: insert-only, and honest about every kind of tampering."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from assessments.ledger import chain as ledger
from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import revoke_sign_off
from programs.frameworks.models import Competency, RatingLevel
from tests.assessments.bedside import days_ago
from tests.assessments.chains import broken_chains, erase_all
from tests.assessments.ledger.tampering import as_owner, execute, triggers_lifted
from tests.factories import NOON


@pytest.fixture
def record(bedside):
    """What counts, two signatures, and the revocation of the first of them."""
    first = bedside.sign(comment="Went well.", observed_on=days_ago(1))
    bedside.sign()
    revoke_sign_off(sign_off=first, by=bedside.priya, reason="Wrong day", at=NOON)
    first.refresh_from_db()
    return first


def problems():
    return [chain.problem for chain in broken_chains()]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessments_ledgerentry SET kind = 'revoke'",
        "DELETE FROM assessments_ledgerentry",
        "TRUNCATE assessments_ledgerentry CASCADE",
    ],
)
def test_ledger_refuses_everything_but_inserts(record, statement):
    with pytest.raises(IntegrityError, match="insert-only"), transaction.atomic():
        execute(statement)


@pytest.mark.parametrize(
    "columns",
    [
        {"sequence": 1},
        {"sequence": 5, "previous_hash": ""},
        {"sequence": 5, "previous_hash": "f" * 64, "hash": None},
    ],
)
def test_ledger_constraints(record, columns):
    columns = {"hash": "e" * 64, "previous_hash": ""} | columns
    if columns["hash"] is None:
        columns["hash"] = record.entry.hash

    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(
            preceptorship=record.preceptorship,
            kind="sign",
            canonical="{}",
            recorded_at=NOON,
            **columns,
        )


def test_broken_chains_finds_none_in_a_sound_record(record):
    assert problems() == []


def test_broken_chains_finds_none_once_content_is_erased(record):
    erase_all(record.preceptorship)

    assert problems() == []


def test_broken_chains_finds_content_that_nobody_says_they_erased(record):
    with as_owner():
        SignatureContent.objects.filter(entry=record.entry).delete()

    assert problems() == ["entry 2: names and comment are gone, and no entry says who erased them"]


def test_broken_chains_finds_content_that_came_back(record):
    kept = SignatureContent.objects.get(entry=record.entry)
    erase_all(record.preceptorship)
    kept.save(force_insert=True)

    assert problems() == ["entry 2: names and comment were erased, and are there again"]


def test_broken_chains_finds_an_entry_dated_before_the_one_before_it(record):
    """With a hash that fits: the last of a chain can be written anew by who holds the database."""
    last = LedgerEntry.objects.get(sequence=4)
    earlier = NOON - timedelta(days=1)
    facts = ledger.facts_of(last.canonical)
    text = ledger.encode(facts | {"recorded_at": earlier})
    with triggers_lifted("assessments_ledgerentry", "assessments_signoff"):
        LedgerEntry.objects.filter(pk=last.pk).update(
            canonical=text, hash=ledger.entry_hash(text), recorded_at=earlier
        )
        SignOff.objects.filter(pk=record.pk).update(revoked_at=earlier)

    assert problems() == ["entry 4: dated before the entry before it"]


def test_broken_chains_finds_a_changed_text(record):
    with triggers_lifted("assessments_ledgerentry"):
        LedgerEntry.objects.filter(sequence=3).update(canonical="{}")

    assert problems() == ["entry 3: the text does not match its hash"]


def test_broken_chains_finds_a_removed_entry(record):
    with triggers_lifted("assessments_ledgerentry"):
        LedgerEntry.objects.filter(sequence=3).update(sequence=9)

    assert problems() == ["entry 3: missing; the next one found is 4"]


def test_broken_chains_finds_a_changed_comment(record):
    with as_owner():
        SignatureContent.objects.filter(entry=record.entry).update(text="Went badly.")

    assert problems() == ["entry 2: the names or the comment were changed"]


def test_broken_chains_finds_a_changed_record(record):
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.filter(pk=record.pk).update(observed_on=days_ago(9), is_pass=False)

    assert problems() == [
        "entry 2: the sign-off differs from what was signed in is_pass, observed_on"
    ]


def test_broken_chains_finds_a_level_that_was_reworded(record):
    with as_owner():
        RatingLevel.objects.filter(pk=record.level_id).update(anchor="Something else entirely.")

    assert problems() == ["entry 2: the sign-off differs from what was signed in level_wording"]


@pytest.mark.parametrize("column", ["statement", "notes", "code", "wording_hash"])
def test_broken_chains_finds_a_competency_that_was_reworded(record, column):
    with triggers_lifted("programs_competency"):
        Competency.objects.filter(pk=record.competency_id).update(**{column: "Something else"})

    assert problems() == [
        "entry 2: the sign-off differs from what was signed in competency_wording"
    ]


def test_broken_chains_finds_a_revocation_undone(record):
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.filter(pk=record.pk).update(
            revoked_at=None, revoked_by=None, revocation=None
        )

    assert problems() == ["entry 4: the sign-off does not show its revocation"]


def test_broken_chains_finds_a_revocation_that_never_was(record, bedside):
    standing = SignOff.objects.standing().get()
    borrowed = record.revocation
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.filter(pk=record.pk).update(
            revoked_at=None, revoked_by=None, revocation=None
        )
        SignOff.objects.filter(pk=standing.pk).update(
            revoked_at=NOON, revoked_by=bedside.dana, revocation=borrowed
        )

    assert problems() == ["entry 4: the sign-off does not show its revocation"]


def test_verify_ledger_says_that_it_holds(record):
    out = StringIO()

    call_command("verify_ledger", stdout=out)

    assert out.getvalue() == "The ledger holds: 4 entries.\n"


def test_verify_ledger_names_the_broken_entry_and_fails(record):
    with as_owner():
        SignatureContent.objects.filter(entry=record.entry).update(text="Went badly.")
    err = StringIO()

    with pytest.raises(CommandError, match="1 of the chains"):
        call_command("verify_ledger", stderr=err)

    assert err.getvalue() == (
        f"preceptorship {record.preceptorship_id}, entry 2: the names or the comment were changed\n"
    )


def test_what_was_signed_in_the_first_format_still_holds(record):
    """It states nothing of channel, meaning and evidence, and nothing about them is asked."""
    _asked, first, *others = LedgerEntry.objects.order_by("sequence")
    with triggers_lifted("assessments_ledgerentry", "assessments_signoff"):
        SignOff.objects.filter(pk=record.pk).update(
            revoked_at=None, revoked_by=None, revocation=None
        )
        SignOff.objects.exclude(pk=record.pk).delete()
        SignatureContent.objects.filter(entry__in=others).delete()
        LedgerEntry.objects.filter(pk__in=[entry.pk for entry in others])._raw_delete("default")
        facts = ledger.facts_of(first.canonical)
        old = {name: facts[name] for name in facts.keys() - ledger.SINCE_FORMAT_2}
        text = ledger.text_of(old | {"format": 1})
        written = LedgerEntry.objects.filter(pk=first.pk)
        written.update(canonical=text, hash=ledger.entry_hash(text))

    assert problems() == []
