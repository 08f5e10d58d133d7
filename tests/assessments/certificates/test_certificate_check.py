"""Who holds the database and changes a certificate is found out by verify_ledger (P21)."""

from copy import deepcopy

import pytest

from assessments.certificates.models import Certificate
from assessments.certificates.services.certificate_check import changed_certificates
from assessments.sign_offs.services.sign_off import revoke_sign_off
from tests.assessments.certificates.finishing import certificate_of
from tests.assessments.ledger.tampering import triggers_lifted
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def problems():
    return [chain.problem.split(": ")[1] for chain in changed_certificates()]


def tamper(bedside, **columns):
    with triggers_lifted("assessments_certificate"):
        Certificate.objects.filter(pk=certificate_of(bedside).pk).update(**columns)


def test_certificates_hold_also_after_a_revocation(finished):
    sign_off = finished.preceptorship.sign_offs.get(competency=finished.drain)
    revoke_sign_off(sign_off=sign_off, by=finished.dana, reason="Not seen.", at=NOON)

    assert problems() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row["level"].update(value=5),
        lambda row: row.update(signed_by="Sam Okoye"),
        lambda row: row.update(observed_on="2026-01-01"),
        lambda row: row.update(sign_off="x"),
    ],
)
def test_a_changed_signature_on_a_certificate_is_named(finished, change):
    facts = deepcopy(certificate_of(finished).facts)
    change(facts["competencies"][0]["signatures"][0])
    tamper(finished, facts=facts)

    assert problems() == ["a signature on it was changed"]


def test_a_skill_added_to_a_certificate_is_named(finished):
    facts = deepcopy(certificate_of(finished).facts)
    facts["competencies"].append(deepcopy(facts["competencies"][0]))
    tamper(finished, facts=facts)

    assert problems() == ["a signature on it was changed"]


def test_another_end_of_the_chain_is_named(finished):
    tamper(finished, head_hash="0" * 64)

    assert problems() == ["the chain has another entry where it says that it ended"]
