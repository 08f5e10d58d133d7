"""Certificates: issued when somebody decides "achieved", reissued, withdrawn (P21, P28)."""

import secrets
from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.certificates import notices
from assessments.certificates.models import Certificate, MentorshipOffer, Revalidation
from assessments.certificates.transcript import printed_facts, printed_signatures
from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_decide_certificate
from common.refusal import Refusal
from people.models import Person
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.preceptorship import completion_blockers

# No letter that is taken for another one on paper. 12 of them cannot be guessed.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, LENGTH = 3, 4


class CertificateError(Refusal):
    """A rule refused the request."""


def issue_on_completion(preceptorship: Preceptorship, at: datetime) -> None:
    """Issue the certificate of whoever achieved it, in the transaction that says so (P21).

    The caller holds the preceptorship, so that no signature is revoked meanwhile. A mentor is
    offered along with it.
    """
    is_achieved = preceptorship.status == Preceptorship.Status.ACHIEVED
    # Where no record was ever opened there is nothing to print.
    if not (is_achieved and preceptorship.ledger_entries.exists()):
        return
    certificate = _issue(preceptorship, by=preceptorship.closed_by, at=at)
    MentorshipOffer.objects.create(preceptorship=preceptorship, offered_at=at)
    notices.tell_issued(certificate, at=at)


@transaction.atomic
def reissue_certificate(
    *, certificate: Certificate, reason: str, by: Person, at: datetime
) -> Certificate:
    """Reissue it from the record as it stands now, in place of the one before (P21).

    One that was withdrawn may be replaced, too. Whoever checks the old one reads that there is
    a newer one.

    :raises CertificateError: if it was replaced first, no reason is given, ``by`` may not, the
        names were erased, or a critical skill is no longer met.
    """
    held = _held(certificate, reason, by=by)
    if Certificate.objects.filter(replaces=held).exists():
        raise CertificateError(_("This certificate has already been replaced."))
    if held.erased_at:
        raise CertificateError(_("The names in this record were erased, so nothing is printed."))
    preceptorship = held.preceptorship
    if missing := completion_blockers(preceptorship):
        raise CertificateError(" ".join([_("It can't be reissued yet."), *missing]))
    if held.is_standing:
        _end(held, reason, by=by, at=at)
    fresh = _issue(preceptorship, by=by, at=at, replaces=held)
    notices.tell_replaced(fresh, at=at)
    return fresh


@transaction.atomic
def withdraw_certificate(
    *, certificate: Certificate, reason: str, by: Person, at: datetime
) -> None:
    """Withdraw it: from now on its public page says so to whoever checks it (P21).

    :raises CertificateError: if it was withdrawn or replaced first, no reason is given, or
        ``by`` may not.
    """
    held = _held(certificate, reason, by=by)
    if not held.is_standing:
        raise CertificateError(_("This certificate has already been withdrawn or replaced."))
    _end(held, reason, by=by, at=at)
    notices.tell_withdrawn(held, at=at)


def _held(certificate, reason, *, by):
    """Lock the record and read the certificate as it is now; refuse who may not end it."""
    if not reason.strip():
        raise CertificateError(_("Please give a reason. It stays with the certificate."))
    held = Certificate.objects.with_people().get(pk=certificate.pk)
    lock_record(held.preceptorship)
    held.refresh_from_db(fields=["ended_at", "erased_at"])
    if not can_decide_certificate(by, held.preceptorship):
        raise CertificateError(_("Only a coordinator can do this, and not for themselves."))
    return held


def _end(certificate, reason, *, by, at):
    certificate.ended_at, certificate.ended_by = at, by
    certificate.end_reason = reason.strip()
    certificate.save(update_fields=["ended_at", "ended_by", "end_reason"])
    notices.forget_ended(certificate, at=at)


def _issue(preceptorship, *, by, at, replaces=None):
    code, signed = _new_code(), printed_signatures(preceptorship)
    head = preceptorship.ledger_entries.order_by("-sequence").first()
    facts = printed_facts(
        preceptorship, signed, code=code, head=head, by=by, at=at, replaces=replaces
    )
    certificate = Certificate.objects.create(
        preceptorship=preceptorship,
        code=code,
        facts=facts,
        issued_at=at,
        issued_by=by,
        head_sequence=head.sequence,
        head_hash=head.hash,
        replaces=replaces,
    )
    certificate.signatures.set(signed)
    Revalidation.objects.bulk_create(_revalidations(certificate))
    return certificate


def _revalidations(certificate):
    """One for each month in which something falls due to be shown again (P22)."""
    days = sorted(
        date.fromisoformat(row["show_again_by"]) for row in certificate.facts["competencies"]
    )
    months = Counter((day.year, day.month) for day in days)
    first = {(day.year, day.month): day for day in reversed(days)}
    return [
        Revalidation(certificate=certificate, due_on=first[month], skills=count)
        for month, count in months.items()
    ]


def _new_code():
    groups = (
        "".join(secrets.choice(LETTERS) for _each in range(LENGTH)) for _group in range(GROUPS)
    )
    return "-".join(groups)
