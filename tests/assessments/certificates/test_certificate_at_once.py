"""A certificate asked for while a signature is being revoked, and decided on twice at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from assessments.certificates.models import Certificate
from assessments.certificates.services.certificate import reissue_certificate
from assessments.sign_offs.services.sign_off import revoke_sign_off
from common.refusal import Refusal
from tests.assessments.bedside import Bedside
from tests.assessments.certificates.finishing import complete, finish, hold_final_review
from tests.factories import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run the acts in threads that start together; return how many were not refused."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            act()
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(acts)) as people:
        return sum(people.map(run, acts))


def test_a_signature_revoked_meanwhile_is_missed_or_puts_the_certificate_in_doubt():
    bedside = Bedside().with_more_skills().open()
    sign_off = bedside.sign(competency=bedside.blood)
    hold_final_review(bedside)

    def revoke():
        revoke_sign_off(sign_off=sign_off, by=bedside.dana, reason="Not seen.", at=NOON)

    done = at_once(lambda: complete(bedside), revoke)

    states = [certificate.state for certificate in Certificate.objects.all()]
    assert states == [Certificate.State.IN_DOUBT][: done - 1]


def test_two_coordinators_issue_it_anew_once():
    bedside = finish(Bedside().with_more_skills().open())
    before = Certificate.objects.get()

    def reissue():
        reissue_certificate(certificate=before, by=bedside.dana, reason="Name.", at=NOON)

    assert at_once(reissue, reissue, reissue) == 1
    assert Certificate.objects.count() == 2
