"""Whether certificates print what the ledger says: for ``verify_ledger``, beside the chains."""

from collections.abc import Iterator

from assessments.certificates.models import Certificate
from assessments.certificates.transcript import printed_part
from assessments.ledger.models import LedgerEntry
from assessments.ledger.services.ledger_check import BrokenChain


def changed_certificates() -> Iterator[BrokenChain]:
    """Yield every certificate that prints another end of its chain, or another signature.

    Signatures themselves are held against the ledger elsewhere.
    """
    for certificate in Certificate.objects.filter(erased_at=None).order_by("pk").iterator():
        if problem := _problem(certificate):
            said = f"certificate {certificate.code}: {problem}"
            yield BrokenChain(certificate.preceptorship_id, said)


def _problem(certificate):
    facts, record = certificate.facts, str(certificate.preceptorship_id)
    head = {
        "record": record,
        "entry": certificate.head_sequence,
        "hash": certificate.head_hash,
    }
    entries = LedgerEntry.objects.filter(preceptorship=certificate.preceptorship_id)
    if facts["ledger"] != head or not entries.filter(
        sequence=certificate.head_sequence, hash=certificate.head_hash
    ):
        return "the chain has another entry where it says that it ended"
    read = ("level__scale", "entry__content", "assessor", "external")
    signed = {
        str(sign_off.pk): printed_part(sign_off)
        for sign_off in certificate.signatures.select_related(*read)
    }
    printed = [row for skill in facts["competencies"] for row in skill["signatures"]]
    # What is newer in a signature's part than the paper is not asked of it.
    is_same = all(
        signed.get(row["sign_off"], {}).get(name) == value
        for row in printed
        for name, value in row.items()
    )
    return "" if is_same and len(printed) == len(signed) else "a signature on it was changed"
