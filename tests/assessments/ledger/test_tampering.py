"""One byte changed in any column of a signature is found, and the entry named.

Left out is only what states nothing: the ids of side rows, and the key of the form.
"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from assessments.external.services.suspension import suspend_sign_off
from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.ledger.services.seal import take_seal
from assessments.sign_offs.models import SignOff
from tests import factories as make
from tests.assessments.bedside import another_learner, days_ago
from tests.assessments.ledger.tampering import triggers_lifted
from tests.assessments.sign_offs.asking import ask_external, confirm_external, sign_external
from tests.factories import NOON

ENTRY = "assessments_ledgerentry"
CONTENT = "assessments_signaturecontent"
SIGN_OFF = "assessments_signoff"
# How each column is changed, by as little as its type allows.
# Only a link's signature is confirmed.
NOT_CONFIRMED = "confirmed_at = NULL, confirming_id = NULL"
CHANGES = {
    ENTRY: {
        "preceptorship_id": "(SELECT id FROM programs_preceptorship WHERE id <> preceptorship_id), "
        "sequence = 4",
        "sequence": "sequence + 10",
        "kind": "'revoke'",
        "canonical": "overlay(canonical placing '_' from 9 for 1)",
        "previous_hash": "overlay(previous_hash placing '_' from 9 for 1)",
        "hash": "overlay(hash placing '_' from 9 for 1)",
        "recorded_at": "recorded_at + interval '1 microsecond'",
    },
    CONTENT: {
        "salt": "reverse(salt)",
        "signed_as": "signed_as || '.'",
        "learner_name": "learner_name || '.'",
        "identity": "identity || '.'",
        "text": "text || '.'",
    },
    SIGN_OFF: {
        "preceptorship_id": "(SELECT id FROM programs_preceptorship WHERE id <> preceptorship_id)",
        "competency_id": "(SELECT id FROM programs_competency WHERE id <> competency_id LIMIT 1)",
        "external_id": "NULL, channel = 'account', assessor_id = (SELECT id FROM people_person "
        f"ORDER BY id LIMIT 1), {NOT_CONFIRMED}",
        "channel": "'handed_over', external_id = NULL, assessor_id = (SELECT id FROM "
        f"people_person ORDER BY id LIMIT 1), {NOT_CONFIRMED}",
        "level_id": "(SELECT id FROM programs_ratinglevel WHERE id <> level_id LIMIT 1)",
        "is_pass": "NOT is_pass",
        "method": "'simulation'",
        "observed_on": "observed_on - 1",
        "signed_at": "signed_at + interval '1 microsecond'",
        "is_late": "NOT is_late",
        "override_id": "(SELECT id FROM programs_ruleoverride LIMIT 1)",
        "entry_id": "(SELECT id FROM assessments_ledgerentry WHERE kind = 'suspend')",
        "suspended_at": f"'{NOON}', suspension_id = (SELECT id FROM assessments_ledgerentry "
        "WHERE kind = 'sign' LIMIT 1)",
        "confirmed_at": "confirmed_at + interval '1 microsecond'",
        "confirming_id": "(SELECT id FROM assessments_ledgerentry WHERE kind = 'suspend')",
        "revoked_at": f"'{NOON}', revocation_id = (SELECT id FROM assessments_ledgerentry "
        "WHERE kind = 'suspend'), revoked_by_id = (SELECT id FROM people_person LIMIT 1)",
    },
}
CASES = [(table, column) for table, columns in CHANGES.items() for column in columns]


@pytest.fixture
def sealed(bedside, tmp_path, settings):
    """Three signatures, the second by a link and confirmed, all of them sealed."""
    settings.SEAL_FILE = tmp_path / "seals.jsonl"
    bedside.sign(observed_on=days_ago(2), comment="Went well.")
    signed = sign_external(bedside, ask_external(bedside), comment="Steady hands.")
    bedside.second = confirm_external(signed)
    bedside.sign(observed_on=days_ago(1))
    # Somebody else's record, in which something was suspended: to borrow entries from.
    other = another_learner(bedside, "Ben Carter")
    suspend_sign_off(sign_off=other.sign_offs.get(), at=NOON)
    make.RuleOverrideFactory(program=bedside.program)
    take_seal(settings.SEAL_FILE, at=NOON)
    return bedside


def verify():
    said = StringIO()
    try:
        call_command("verify_ledger", "--seals", processes=1, stdout=StringIO(), stderr=said)
    except CommandError:
        return said.getvalue()
    return ""


def test_nothing_is_found_where_nothing_was_changed(sealed):
    assert verify() == ""


@pytest.mark.parametrize(("table", "column"), CASES, ids=[f"{t}.{c}" for t, c in CASES])
def test_one_change_in_a_column_is_found_in_its_record(sealed, table, column):
    second = sealed.second
    row = {
        ENTRY: second.entry_id,
        CONTENT: second.entry.content.pk,
        SIGN_OFF: second.pk,
    }[table]

    with triggers_lifted(table), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            f"UPDATE {table} SET {column} = {CHANGES[table][column]} WHERE id = %s", [row]
        )
        assert cursor.rowcount == 1

    found = verify()
    assert str(sealed.preceptorship.pk) in found
    # The fourth entry is the confirmation of the third, which is the second signature.
    assert any(said in found for said in ("entry 3", "entry 4", str(second.pk)))


def test_every_column_that_states_something_is_on_the_list():
    silent = {
        LedgerEntry: {"id"},
        SignatureContent: {"id", "entry"},
        # One of the two is always there; changing who signed is a case of its own above.
        SignOff: {
            "id",
            "assessor",
            "idempotency_key",
            "suspension",
            "revocation",
            "revoked_by",
        },
    }
    for model, left_out in silent.items():
        listed = set(CHANGES[model._meta.db_table])
        columns = {field.column for field in model._meta.concrete_fields}
        names = {model._meta.get_field(name).column for name in left_out}
        assert columns - names == listed
