"""Where a review is, the link of a third signer, and that by which they confirm (P11, P27).

Whether one still opens anything is for the row to say.
"""

from django.conf import settings
from django.urls import reverse

from assessments.reviews.models import ReviewLink, ReviewOutcome
from common.open_links import SignedIds

_LINKS = SignedIds("assessments.review-link")
_CONFIRMATIONS = SignedIds("assessments.review-confirmation")


def path_of(outcome: ReviewOutcome) -> str:
    return reverse("assessments:review-detail", args=[outcome.review_id])


def link_token(link: ReviewLink) -> str:
    return _LINKS.sign(link.pk)


def link_url(link: ReviewLink) -> str:
    """Return the whole address, for a QR code: built from SITE_URL alone."""
    return settings.SITE_URL + reverse("assessments:review-sign", args=[link_token(link)])


def find_link(token: str) -> ReviewLink | None:
    """Return what a link belongs to, however it stands; None for one that is not ours."""
    return ReviewLink.objects.with_review().filter(pk=_LINKS.read(token)).first()


def confirmation_token(link: ReviewLink) -> str:
    return _CONFIRMATIONS.sign(link.pk)


def find_to_confirm(token: str) -> ReviewLink | None:
    return ReviewLink.objects.with_review().filter(pk=_CONFIRMATIONS.read(token)).first()
