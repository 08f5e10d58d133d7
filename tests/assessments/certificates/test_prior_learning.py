"""A transcript from another site comes in as prior learning, for a preceptor to judge."""

import io
import json

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.certificates.document import certificate_pdf, transcript_json
from assessments.certificates.services.prior_learning import (
    PriorLearningError,
    propose_prior_learning,
)
from assessments.evidence.models import Evidence
from assessments.sign_offs.models import SignOffRequest
from assessments.sign_offs.services.sign_off_request import SignOffRequestError
from people.notices.models import Notice
from programs.cohorts.models import Method
from tests import factories as make
from tests.factories import NOON, TODAY
from tests.factories.assessments import printed

pytestmark = pytest.mark.django_db


def skill(**said):
    signed = {
        "sign_off": "x",
        "level": {"value": 4, "name": "Safely", "scale": "s"},
        "observed_on": "2024-03-04",
        "method": "workplace",
        "signed_by": "Jo Park, RN",
        "is_prior_learning": False,
        "is_external": False,
    }
    row = {"identifier": "elsewhere", "uri": None, "code": None, "title": "Something else"}
    dates = {"achieved_on": "2024-03-04", "show_again_by": "2027-03-04", "is_critical": False}
    return row | dates | {"signatures": [signed]} | said


def transcript(*skills):
    return printed() | {"competencies": list(skills)}


def as_json(*skills):
    return json.dumps(transcript(*skills)).encode()


def propose(bedside, content, *, by=None):
    return propose_prior_learning(
        preceptorship=bedside.preceptorship,
        content=content,
        by=by or bedside.amara,
        at=NOON,
        today=TODAY,
    )


def asked():
    return [request.competency for request in SignOffRequest.objects.order_by("competency")]


def test_what_matches_is_asked_of_the_primary_preceptor(three):
    proposed = propose(three, as_json(skill(title=str(three.drain)), skill()))

    assert proposed.competencies == [three.drain]
    assert proposed.others == 1
    request = SignOffRequest.objects.get()
    assert (request.competency, request.assessor) == (three.drain, three.priya)
    assert Notice.objects.filter(kind="sign_off_asked").count() == 1


@pytest.mark.parametrize("part", ["identifier", "uri", "code", "title"])
def test_a_skill_matches_by_each_of_its_names(three, part):
    three.drain.uri, three.drain.code = "https://skills.example/drain", "K7"
    three.drain.save()
    name = str(three.drain) if part == "title" else getattr(three.drain, part)
    said = {"title": f"  {name.upper()} "} if part == "title" else {part: name}

    assert propose(three, as_json(skill(**said))).competencies == [three.drain]


def test_a_number_alone_names_no_skill(three):
    three.drain.code = "7"
    three.drain.save()

    with pytest.raises(PriorLearningError, match="Nothing on this transcript"):
        propose(three, as_json(skill(code="7")))


def test_the_pdf_of_a_certificate_is_read_and_lies_beside_the_skill(three):
    certificate = make.CertificateFactory(facts=transcript(skill(title=str(three.drain))))

    propose(three, certificate_pdf(certificate))

    evidence = Evidence.objects.get()
    assert (evidence.competency, evidence.kind) == (three.drain, "pdf")
    assert evidence.title == "Certificate K7QM-4XTD-9HWR, Nurse residency"


def test_what_is_achieved_is_not_asked_for_again(three):
    three.sign(competency=three.drain)
    both = as_json(skill(title=str(three.drain)), skill(title=str(three.catheter)))

    assert propose(three, both).competencies == [three.catheter]


def test_p9_only_what_the_program_takes_as_prior_learning_is_proposed(unopened_bedside):
    others = [method for method in Method.values if method != Method.PRIOR_LEARNING]
    bedside = unopened_bedside
    bedside.seen = bedside.ask("Only seen", position=2, methods=others)
    bedside.open()

    with pytest.raises(PriorLearningError, match="Nothing on this transcript"):
        propose(bedside, as_json(skill(title="Only seen")))

    assert not Evidence.objects.exists()


def test_nothing_counts_before_the_preceptor_signs(three):
    propose(three, as_json(skill(title=str(three.drain))))
    assert three.state(three.drain).achieved_at is None

    three.sign(competency=three.drain, method=Method.PRIOR_LEARNING, comment="See certificate.")

    assert three.state(three.drain).achieved_at is not None


def test_proposing_the_same_again_asks_nobody_twice(three):
    content = as_json(skill(title=str(three.drain)))
    propose(three, content)

    with pytest.raises(SignOffRequestError, match="already asked"):
        propose(three, content)

    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("name", ["dana", "priya"])
def test_it_is_the_learners_to_bring(three, name):
    with pytest.raises(PriorLearningError, match="Only the person who learns"):
        propose(three, as_json(skill(title=str(three.drain))), by=getattr(three, name))


def strange_pdf():
    document, target = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"[" * 100_000,
        b"\xff\xfe",
        b"%PDF-1.7 nothing",
        b'{"format": "alongside-transcript", "version": 2}',
        json.dumps(transcript(skill(title=7))).encode(),
        json.dumps(transcript(skill(achieved_on="soon"))).encode(),
        json.dumps(transcript() | {"competencies": 5}).encode(),
        strange_pdf(),
    ],
    ids=lambda content: content[:30].decode(errors="replace"),
)
def test_what_is_no_transcript_of_ours_is_refused_in_words(three, content):
    with pytest.raises(PriorLearningError, match="transcript that can be read"):
        propose(three, content)


def test_prior_learning_by_its_page(client, three, at_noon):
    client.force_login(three.amara)
    url = reverse("assessments:prior-learning-add", args=[three.preceptorship.pk])
    content = transcript_json(transcript(skill(title=str(three.drain)), skill())).encode()

    answer = client.post(url, {"file": SimpleUploadedFile("t.json", content)}, follow=True)

    assert asked() == [three.drain]
    said = answer.content.decode()
    assert "Asked Priya Nair to look at 1 skill." in said
    assert "1 other on the transcript has no open match here." in said
