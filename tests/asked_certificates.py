"""What notices of certificates ask for, as tests/test_asks.py tries it."""

from django.urls import reverse

from assessments.certificates.services.certificate import withdraw_certificate
from assessments.certificates.services.mentorship_offer import answer_offer, close_offer
from assessments.sign_offs.services.sign_off import revoke_sign_off
from tests.assessments.bedside import Bedside
from tests.assessments.certificates.finishing import finish
from tests.factories import NOON


def certificate_in_doubt():
    bedside = finish(Bedside().with_more_skills().open())
    sign_off = bedside.preceptorship.sign_offs.get(competency=bedside.drain)
    revoke_sign_off(sign_off=sign_off, by=bedside.dana, reason="Not seen.", at=NOON)
    certificate = bedside.preceptorship.certificates.get()

    def act():
        withdraw_certificate(certificate=certificate, by=bedside.dana, reason="Wrong.", at=NOON)

    page = reverse("assessments:certificate-detail", args=[bedside.preceptorship.pk])
    return bedside.dana, page, act


def mentor_wanted():
    bedside = finish(Bedside().with_more_skills().open())
    offer = bedside.preceptorship.mentorship_offer
    answer_offer(offer=offer, is_wanted=True, takes="nothing", by=bedside.amara, at=NOON)

    def act():
        close_offer(offer=offer, by=bedside.dana, at=NOON)

    return bedside.dana, reverse("assessments:mentor-find", args=[offer.pk]), act


CERTIFICATES = {
    "certificate_in_doubt": certificate_in_doubt,
    "mentor_wanted": mentor_wanted,
}
