"""A certificate that prints a signature which no longer counts: noted at once, and told (P21)."""

from datetime import datetime

from assessments.certificates.models import Certificate
from assessments.certificates.notices import forget_doubt, tell_in_doubt
from programs.preceptorships.models import Preceptorship


def judge_certificate(preceptorship: Preceptorship, *, at: datetime) -> None:
    """Note whether the certificate that stands is in doubt, and tell the coordinators.

    Called in the transaction that revoked a signature, put it on hold, or let it count again;
    the caller holds the record. What was told is taken back once all of them count.
    """
    standing = Certificate.objects.standing().with_people()
    certificate = standing.filter(preceptorship=preceptorship).first()
    if certificate is None:
        return
    if certificate.gone:
        certificate.doubted_at = certificate.doubted_at or at
        tell_in_doubt(certificate, at=at)
    else:
        certificate.doubted_at = None
        forget_doubt(certificate, at=at)
    certificate.save(update_fields=["doubted_at"])
