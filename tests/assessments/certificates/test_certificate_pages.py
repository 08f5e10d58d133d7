"""The pages about a certificate: its own, the public one, those of a cohort."""

from http.cookies import SimpleCookie

import pytest
from django.test import Client
from django.urls import reverse

from assessments.certificates.services.certificate import (
    reissue_certificate,
    withdraw_certificate,
)
from assessments.sign_offs.services.sign_off import revoke_sign_off
from tests import factories as make
from tests.assessments.certificates.finishing import certificate_of
from tests.factories import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def page(name, *at):
    return reverse(f"assessments:{name}", args=[getattr(each, "pk", each) for each in at])


def read(person, url):
    client = Client()
    client.force_login(person)
    return client.get(url).content.decode()


def check(certificate):
    return Client().get(page("certificate-public", certificate.code))


def test_public_page_says_valid_with_the_names_as_printed_and_nothing_else(finished):
    certificate = certificate_of(finished)
    finished.amara.name = "Amara Bell"
    finished.amara.save()

    answer = check(certificate)
    said = answer.content.decode()

    assert "This certificate is valid" in said
    assert "Amara Okafor" in said
    for hidden in ("Amara Bell", "Priya", "Dana", str(finished.catheter), certificate.head_hash):
        assert hidden not in said


def test_public_page_is_in_no_index_no_cache_and_no_session(finished):
    answer = check(certificate_of(finished))

    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies == SimpleCookie()


def test_public_page_says_at_once_that_a_signature_was_revoked(finished):
    sign_off = finished.preceptorship.sign_offs.get(competency=finished.drain)
    revoke_sign_off(sign_off=sign_off, by=finished.dana, reason="Not seen, a secret.", at=NOON)

    said = check(certificate_of(finished)).content.decode()

    assert "A signature on this certificate no longer counts" in said
    assert "is valid" not in said
    assert "a secret" not in said


def test_public_page_says_withdrawn_and_not_why(finished):
    certificate = certificate_of(finished)
    withdraw_certificate(certificate=certificate, by=finished.dana, reason="A secret.", at=NOON)

    said = check(certificate).content.decode()

    assert "This certificate was withdrawn" in said
    assert "A secret" not in said


def test_public_page_is_found_by_the_number_as_somebody_types_it(finished):
    code = certificate_of(finished).code

    assert Client().get(page("certificate-public", code.lower())).status_code == 200
    assert Client().get(page("certificate-public", "AAAA-AAAA-AAAA")).status_code == 404


def test_certificate_page_shows_what_is_met_and_what_was_decided(finished):
    said = read(finished.amara, page("certificate-detail", finished.preceptorship))

    assert "Skills signed off: 3 of 3." in said
    assert "Completed" in said
    assert "Dana Cole" in said


def test_certificate_page_of_who_has_not_completed_says_that_nobody_decided(three):
    said = read(three.amara, page("certificate-detail", three.preceptorship))

    assert "Skills signed off: 0 of 3." in said
    assert "Not decided yet." in said


def test_certificate_page_names_what_counts_no_more(finished):
    sign_off = finished.preceptorship.sign_offs.get(competency=finished.drain)
    revoke_sign_off(sign_off=sign_off, by=finished.dana, reason="Not seen.", at=NOON)

    said = read(finished.dana, page("certificate-detail", finished.preceptorship))

    assert page("sign-off-detail", sign_off) in said
    assert page("certificate-reissue", certificate_of(finished)) in said


def test_revoking_says_beforehand_that_it_is_printed_on_a_certificate(finished):
    sign_off = finished.preceptorship.sign_offs.get(competency=finished.drain)

    said = read(finished.dana, page("sign-off-revoke", sign_off))

    assert "It is printed on a certificate." in said


def test_p22_certificate_page_says_what_falls_due_again(finished):
    said = read(finished.amara, page("certificate-detail", finished.preceptorship))

    assert "3 skills" in said
    assert "To be shown again" in said


def test_certificate_reissue_and_withdraw_by_their_pages(client, finished):
    certificate = certificate_of(finished)
    client.force_login(finished.dana)

    client.post(page("certificate-reissue", certificate), {"reason": "Misspelled."})
    fresh = certificate_of(finished)
    client.post(page("certificate-withdraw", fresh), {"reason": "Wrong person."})

    certificate.refresh_from_db()
    fresh.refresh_from_db()
    assert certificate.end_reason == "Misspelled."
    assert fresh.end_reason == "Wrong person."


def test_a_withdrawn_certificate_is_given_out_no_more(client, finished):
    certificate = certificate_of(finished)
    withdraw_certificate(certificate=certificate, by=finished.dana, reason="Wrong.", at=NOON)
    client.force_login(finished.amara)

    for name in ("certificate-download", "transcript-download"):
        assert client.get(page(name, certificate)).status_code == 403


def test_the_journey_leads_to_the_certificate_that_stands(finished):
    before = certificate_of(finished)
    reissue_certificate(certificate=before, by=finished.dana, reason="Misspelled.", at=NOON)

    said = read(finished.amara, reverse("people:journey", args=[finished.amara.pk]))

    assert page("certificate-detail", finished.preceptorship) in said
    assert certificate_of(finished).code in said
    assert before.code not in said


def test_the_journey_says_nothing_of_a_certificate_that_was_withdrawn(finished):
    certificate = certificate_of(finished)
    withdraw_certificate(certificate=certificate, by=finished.dana, reason="Wrong.", at=NOON)

    said = read(finished.amara, reverse("people:journey", args=[finished.amara.pk]))

    assert page("certificate-detail", finished.preceptorship) not in said


@pytest.mark.parametrize("count", [1, 30])
def test_cohort_certificates_asks_as_much_for_many(
    client, finished, count, django_assert_max_num_queries
):
    cohort = finished.preceptorship.cohort
    for _each in range(count - 1):
        make.CertificateFactory(preceptorship__cohort=cohort)
    client.force_login(finished.dana)

    with django_assert_max_num_queries(9):
        said = client.get(page("cohort-certificates", cohort)).content.decode()

    assert (f"{count} certificates" in said) == (count > 1)


def test_certificate_page_keeps_to_its_queries(client, finished, django_assert_max_num_queries):
    client.force_login(finished.dana)

    with django_assert_max_num_queries(13):
        client.get(page("certificate-detail", finished.preceptorship))


def test_the_record_of_a_learner_is_theirs_to_take_along(client, finished):
    client.force_login(finished.amara)
    answer = client.get(page("record-download", finished.preceptorship))

    assert len(answer.content.splitlines()) == certificate_of(finished).head_sequence
    assert "no-store" in answer["Cache-Control"]
