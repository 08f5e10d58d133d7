"""A learner's own copy of what was signed, as PDF: theirs to keep (D2)."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from assessments.ledger.models import SignatureContent
from assessments.sign_offs.services.sign_off import revoke_sign_off
from tests import factories as make
from tests.assessments.ledger.tampering import as_owner
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def ward(unopened_bedside):
    """Two competencies, one of them signed."""
    unopened_bedside.ask("Clean hands", position=2)
    unopened_bedside.open()
    unopened_bedside.signed = unopened_bedside.sign()
    return unopened_bedside


def url(ward):
    return reverse("assessments:signed-skills", args=[ward.preceptorship.pk])


def read(client, ward):
    client.force_login(ward.amara)
    answer = client.get(url(ward))
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(PdfReader(io.BytesIO(answer.content)).pages[0].extract_text().split())


@pytest.mark.parametrize(
    ("role", "status"),
    [("amara", 200), ("priya", 403), ("sam", 403), ("dana", 403), ("stranger", 404)],
)
def test_signed_skills_are_the_learners_own(client, ward, role, status):
    person = make.PersonFactory() if role == "stranger" else getattr(ward, role)
    client.force_login(person)

    assert client.get(url(ward)).status_code == status


def test_signed_skills_say_what_was_signed_by_whom_and_nothing_else(client, ward):
    text = read(client, ward)

    assert "Amara Okafor's signed skills" in text
    assert "Insert a urinary catheter" in text
    assert "signed by Priya Nair, RN" in text
    assert "1 of 2 skills signed off" in text
    assert "Clean hands" not in text


def test_signed_skills_leave_out_what_was_revoked(client, ward):
    revoke_sign_off(sign_off=ward.signed, by=ward.priya, reason="Wrong person", at=NOON)

    assert "Insert a urinary catheter" not in read(client, ward)


def test_signed_skills_hold_when_names_were_erased(client, ward):
    with as_owner():
        SignatureContent.objects.all().delete()

    assert "someone whose name was erased" in read(client, ward)


def test_the_checklist_offers_it_to_its_learner_alone(client, ward):
    for person, is_offered in ((ward.amara, True), (ward.priya, False)):
        client.force_login(person)
        assert (url(ward) in client.get(ward.checklist_url).text) is is_offered
