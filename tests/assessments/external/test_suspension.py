"""P11: what somebody disowned does not count until a coordinator has looked into it."""

import pytest

from assessments.external.services.suspension import (
    SuspensionError,
    reinstate_sign_off,
    suspend_sign_off,
)
from assessments.ledger.models import LedgerEntry
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.services.sign_off import revoke_sign_off
from people.notices.models import Notice
from tests.assessments.chains import broken_chains
from tests.assessments.ledger.tampering import triggers_lifted
from tests.factories import NOON


@pytest.fixture
def signed(bedside):
    sign_off = bedside.sign()
    Notice.objects.all().delete()
    return sign_off


@pytest.fixture
def suspended(signed):
    suspend_sign_off(sign_off=signed, at=NOON)
    signed.refresh_from_db()
    return signed


def kinds():
    return list(
        LedgerEntry.objects.exclude(kind="require")
        .order_by("sequence")
        .values_list("kind", flat=True)
    )


def test_p11_suspend_sign_off_counts_no_more(bedside, suspended):
    assert not suspended.is_standing
    assert bedside.state().passes == 0
    assert bedside.state().achieved_at is None
    assert kinds() == ["sign", "suspend"]
    assert list(broken_chains()) == []


def test_p11_suspend_sign_off_tells_learner_and_coordinators(bedside, suspended):
    told = set(Notice.objects.values_list("kind", "recipient__name"))

    assert told == {
        ("sign_off_disowned", "Dana Cole"),
        ("own_sign_off_disowned", "Amara Okafor"),
    }


def test_suspend_sign_off_twice_changes_nothing(suspended):
    suspend_sign_off(sign_off=suspended, at=NOON)

    assert kinds() == ["sign", "suspend"]


def test_reinstate_sign_off_counts_again(bedside, suspended):
    reinstate_sign_off(sign_off=suspended, by=bedside.dana, reason="Asked Priya.", at=NOON)

    suspended.refresh_from_db()
    assert suspended.is_standing
    assert bedside.state().passes == 1
    assert kinds() == ["sign", "suspend", "reinstate"]
    assert list(broken_chains()) == []


@pytest.mark.parametrize("who", ["priya", "amara", "sam"])
def test_reinstate_sign_off_is_the_coordinators(bedside, suspended, who):
    with pytest.raises(SuspensionError):
        reinstate_sign_off(sign_off=suspended, by=getattr(bedside, who), reason="So.", at=NOON)

    assert kinds() == ["sign", "suspend"]


def test_reinstate_sign_off_wants_a_reason(bedside, suspended):
    with pytest.raises(SuspensionError, match="give a reason"):
        reinstate_sign_off(sign_off=suspended, by=bedside.dana, reason=" ", at=NOON)


def test_reinstate_sign_off_refuses_one_that_counts(bedside, signed):
    with pytest.raises(SuspensionError, match="no longer on hold"):
        reinstate_sign_off(sign_off=signed, by=bedside.dana, reason="So.", at=NOON)


def test_a_suspended_sign_off_can_be_revoked_for_good(bedside, suspended):
    revoke_sign_off(sign_off=suspended, by=bedside.dana, reason="It was not Priya.", at=NOON)

    assert kinds() == ["sign", "suspend", "revoke"]
    assert list(broken_chains()) == []


def test_a_suspension_taken_off_in_the_record_alone_is_found(suspended):
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.update(suspension=None, suspended_at=None)

    [found] = broken_chains()
    assert found.problem == "entry 3: the sign-off does not show its suspension"


def test_a_suspension_that_never_was_is_found(bedside, signed):
    suspend_sign_off(sign_off=signed, at=NOON)
    reinstate_sign_off(sign_off=signed, by=bedside.dana, reason="Asked Priya.", at=NOON)
    borrowed = LedgerEntry.objects.get(kind="suspend")
    with triggers_lifted("assessments_signoff"):
        SignOff.objects.update(suspension=borrowed, suspended_at=NOON)

    [found] = broken_chains()
    assert found.problem == f"sign-off {signed.pk} is not suspended"
