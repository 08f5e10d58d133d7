from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from assessments.external.services.confirmation import lapse_unconfirmed
from assessments.external.services.confirmation import send_confirmations as send_due
from assessments.external.services.external_request import expire_external
from assessments.ledger.services.seal import mail_seal, take_seal
from assessments.reviews.services.confirmation import send_review_mails
from assessments.reviews.services.review_link import expire_links
from assessments.sign_offs.services.sign_off_request import expire_requests, reroute_requests


@shared_task
def advance_requests():
    """Run every hour by beat: what nobody answered goes to a backup, and then expires (P6)."""
    at = timezone.now()
    expire_requests(at=at)
    expire_external(at=at)
    lapse_unconfirmed(at=at)
    expire_links(at=at)
    reroute_requests(at=at, today=timezone.localdate(at))


@shared_task
def send_confirmations():
    """Run every minute by beat: whoever did not sign should hear of it soon (P11)."""
    while send_due(clock=timezone.now):
        pass
    while send_review_mails(clock=timezone.now):
        pass


@shared_task
def seal_ledger():
    """Run every night by beat: what was signed until now can no longer be cut off unseen."""
    mail_seal(take_seal(Path(settings.SEAL_FILE), at=timezone.now()))
