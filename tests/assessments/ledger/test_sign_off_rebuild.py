"""The readable record follows the ledger, never the other way round."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from assessments.external.services.suspension import suspend_sign_off
from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import revoke_sign_off
from tests.assessments.bedside import days_ago
from tests.assessments.chains import broken_chains
from tests.assessments.ledger.tampering import as_owner, triggers_lifted
from tests.factories import NOON


@pytest.fixture
def record(bedside):
    """Three signatures: one revoked, one suspended, one that stands."""
    for age in (3, 2, 1):
        bedside.sign(observed_on=days_ago(age))
    oldest, middle, _newest = SignOff.objects.order_by("observed_on").with_preceptorship()
    revoke_sign_off(sign_off=oldest, by=bedside.priya, reason="Wrong day", at=NOON)
    suspend_sign_off(sign_off=middle, at=NOON)
    return bedside


def rebuild(*options):
    said = StringIO()
    with as_owner():
        call_command("rebuild_sign_offs", *options, stdout=said, stderr=said)
    return said.getvalue()


def test_rebuild_sign_offs_changes_nothing_in_a_sound_record(record):
    assert rebuild() == "0 differences repaired.\n"


@pytest.mark.parametrize(
    "tampered",
    [
        {"is_pass": False},
        {"observed_on": days_ago(9)},
        {"channel": "handed_over"},
        {"suspended_at": None, "suspension": None},
        {"is_late": True, "method": "simulation"},
    ],
)
def test_rebuild_sign_offs_puts_back_what_was_changed(record, tampered):
    before = list(SignOff.objects.order_by("pk").values())
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.filter(observed_on=days_ago(2)).update(**tampered)
        SignOff.objects.filter(observed_on=days_ago(3)).update(is_pass=False)

    rebuild()

    assert list(SignOff.objects.order_by("pk").values()) == before
    assert list(broken_chains()) == []
    assert record.state().passes == 1


def test_rebuild_sign_offs_makes_a_missing_one_again(record):
    standing = SignOff.objects.standing().get()
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.filter(pk=standing.pk).delete()

    said = rebuild()

    assert f"sign-off {standing.pk} was missing" in said
    assert SignOff.objects.standing().get().pk == standing.pk
    assert list(broken_chains()) == []


def test_rebuild_sign_offs_with_check_only_says_so(record):
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.update(is_pass=False)

    with pytest.raises(CommandError, match="3 differences"):
        rebuild("--check")

    assert not SignOff.objects.filter(is_pass=True).exists()


def test_rebuild_sign_offs_leaves_a_broken_chain_alone(record):
    with triggers_lifted("assessments_ledgerentry", "assessments_signoff"):
        LedgerEntry.objects.filter(sequence=3).update(canonical="{}")
        SignOff.objects.update(is_pass=False)

    assert "Nothing was rebuilt from this chain" in rebuild()
    assert not SignOff.objects.filter(is_pass=True).exists()


def test_rebuild_sign_offs_needs_no_personal_content(record):
    with as_owner():
        SignatureContent.objects.all().delete()

    assert rebuild() == "0 differences repaired.\n"


def test_the_guard_is_on_again_afterwards(record):
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.update(is_pass=False)
    rebuild()

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        SignOff.objects.update(is_pass=False)
