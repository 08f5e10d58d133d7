"""Taking names and comments out of a record for good, and saying so in it (D3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.certificates.models import Certificate
from assessments.ledger import chain
from assessments.ledger.models import LedgerEntry, SignatureContent
from assessments.ledger.services.ledger import append_entry
from assessments.ledger.services.record_lock import lock_record
from assessments.permissions import can_erase_names
from assessments.reviews.models import ReviewLink, ReviewOutcome, ReviewPart
from common.refusal import Refusal
from people.models import Person
from people.names import signing_name
from programs.preceptorships.models import Preceptorship


class ErasureError(Refusal):
    """A rule refused the request."""


@transaction.atomic
def erase_names(*, preceptorship: Preceptorship, by: Person, reason: str, at: datetime) -> int:
    """Erase names, comments and salts of all entries of a record; return of how many.

    The signatures hold without them. Who did it, when, why, and of which entries, is an entry
    itself, and stays; what is gone without one is named by ``verify_ledger``.

    :raises ErasureError: if ``by`` is no site administrator, gives no reason, the record is
        open, or there is nothing to erase.
    """
    reason = reason.strip()
    if not reason:
        raise ErasureError(_("Please give a reason. It stays with the record."))
    lock_record(preceptorship)
    if not can_erase_names(by, preceptorship):
        raise ErasureError(_("Only an administrator can do this, once the record is closed."))
    named = SignatureContent.objects.filter(entry__preceptorship=preceptorship)
    named = named.exclude(entry__kind=LedgerEntry.Kind.ERASE)
    numbers = tuple(named.order_by("entry__sequence").values_list("entry__sequence", flat=True))
    written = ReviewPart.objects.of_preceptorship(preceptorship).unsettled()
    reasons = ReviewOutcome.objects.of_preceptorship(preceptorship).exclude(reason="")
    if not (numbers or written.exists() or reasons.exists()):
        raise ErasureError(_("There are no names or comments in this record any more."))
    named.delete()
    # What was written and never signed by all stands in no entry.
    written.erase()
    reasons.update(reason="")
    ReviewLink.objects.of_preceptorship(preceptorship).erase()
    # They print the same names.
    printed = Certificate.objects.filter(preceptorship=preceptorship, erased_at=None)
    printed.update(facts={}, erased_at=at)
    append_entry(
        preceptorship=preceptorship,
        act=chain.Erasure(erased_by=by.pk, entries=numbers),
        content=chain.Content(signed_as=signing_name(by, at=at), learner_name="", text=reason),
        at=at,
    )
    return len(numbers)
