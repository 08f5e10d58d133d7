"""The paper: one PDF that can be read aloud, kept for ever, and read by a computer (P21)."""

import io
import json
import zipfile
from uuid import uuid4

import pikepdf
import pytest
from django.urls import reverse
from pypdf import PdfReader

from assessments.certificates.document import certificate_pdf, file_name, transcript_json
from assessments.certificates.views import cohort_certificates as views
from tests import factories as make
from tests.assessments.certificates.finishing import certificate_of
from tests.factories.assessments import printed

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(finished):
    return pikepdf.open(io.BytesIO(certificate_pdf(certificate_of(finished))))


def test_certificate_pdf_says_that_it_keeps_to_pdf_ua_1_and_pdf_a_3a(paper):
    metadata = paper.Root.Metadata.read_bytes().decode()

    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_certificate_pdf_is_tagged_with_language_and_title(paper):
    assert "/StructTreeRoot" in paper.Root
    assert paper.Root.MarkInfo.Marked is True or bool(paper.Root.MarkInfo.Marked)
    assert paper.Root.Lang == "en"
    assert paper.docinfo["/Title"] == "Amara Okafor's certificate"
    assert bool(paper.Root.ViewerPreferences.DisplayDocTitle)


def test_certificate_pdf_has_a_table_with_heads_and_a_picture_with_words(paper):
    kinds = [str(found.S) for found in paper.objects if is_element(found)]
    pictures = [found for found in paper.objects if is_element(found) and found.S == "/Figure"]

    assert {"/H1", "/Table", "/TH", "/TD"} <= set(kinds)
    assert [str(picture.Alt) for picture in pictures] == [
        "QR code of the page that says whether this certificate is valid"
    ]


def is_element(found):
    return isinstance(found, pikepdf.Dictionary) and "/S" in found and "/P" in found


def test_certificate_pdf_embeds_every_font(paper):
    described = [found for found in paper.objects if is_font_descriptor(found)]

    assert described
    assert all(
        any(name in font for name in ("/FontFile", "/FontFile2", "/FontFile3"))
        for font in described
    )


def is_font_descriptor(found):
    is_dictionary = isinstance(found, pikepdf.Dictionary)
    return is_dictionary and found.get("/Type") == "/FontDescriptor"


def test_certificate_pdf_has_the_transcript_as_json_in_it(paper, finished):
    attached = paper.attachments["transcript.json"]

    assert attached.get_file().mime_type == "application/json"
    assert json.loads(attached.get_file().read_bytes()) == certificate_of(finished).facts
    assert paper.Root.AF[0].AFRelationship == "/Data"


def test_certificate_pdf_prints_names_signatures_and_how_to_check_them(finished):
    certificate = certificate_of(finished)
    pages = PdfReader(io.BytesIO(certificate_pdf(certificate))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())

    for said in (
        "Amara Okafor",
        "Priya Nair, RN",
        "Decided by: Dana Cole",
        certificate.code,
        certificate.head_hash,
        "3 of 3 skills met",
    ):
        assert said in text


def test_certificate_pdf_is_the_same_whenever_it_is_made(finished, settings):
    first = certificate_pdf(certificate_of(finished))
    finished.amara.name = "Amara Bell"
    finished.amara.save()
    settings.TIME_ZONE = "Pacific/Auckland"

    assert certificate_pdf(certificate_of(finished)) == first


@pytest.mark.parametrize(
    "name", ["#panic()", "*Amara* <b> $x$ @ref", "עדי לוי", "नमस्ते", "🎉", "A" * 120]
)
def test_certificate_pdf_prints_any_name_as_text(name):
    certificate = make.CertificateFactory(facts=printed(name=name))

    paper = pikepdf.open(io.BytesIO(certificate_pdf(certificate)))

    assert name in str(paper.docinfo["/Title"])
    assert json.loads(transcript_json(certificate.facts))["learner"]["name"] == name


@pytest.mark.parametrize("name", ["李\ue000小龍", "\u202eAmara"])
def test_certificate_pdf_of_letters_without_a_font_is_made_and_still_tagged(name):
    """A box stands for what cannot be shown; the JSON in it has the name."""
    certificate = make.CertificateFactory(facts=printed(name=name))

    paper = pikepdf.open(io.BytesIO(certificate_pdf(certificate)))

    assert "/StructTreeRoot" in paper.Root
    attached = json.loads(paper.attachments["transcript.json"].get_file().read_bytes())
    assert attached["learner"]["name"] == name


def test_file_name_tells_two_of_one_name_apart():
    one = make.CertificateFactory(code="AAAA-AAAA-AAAA", facts=printed(name="Zoë Núñez"))
    other = make.CertificateFactory(code="BBBB-BBBB-BBBB", facts=printed(name="李"))

    assert file_name(one, "pdf") == "zoe-nunez-AAAA-AAAA-AAAA.pdf"
    assert file_name(other, "pdf") == "BBBB-BBBB-BBBB.pdf"


# --- All of a cohort -----------------------------------------------------------------------


def test_cohort_certificates_download_is_one_zip_with_all_that_stand(client, finished):
    cohort = finished.preceptorship.cohort
    other = make.CertificateFactory(preceptorship__cohort=cohort)
    make.CertificateFactory(
        preceptorship__cohort=cohort,
        ended_at=other.issued_at,
        ended_by=finished.dana,
        end_reason="Wrong person.",
    )
    client.force_login(finished.dana)

    answer = client.get(reverse("assessments:cohort-certificates-download", args=[cohort.pk]))

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert all(archive.read(name).startswith(b"%PDF-") for name in names)
    standing = [certificate_of(finished), other]
    assert sorted(names) == sorted(file_name(each, "pdf") for each in standing)


@pytest.mark.parametrize(
    ("first", "count"), [("1", 2), ("3", 1), ("x", 2), ("-1", 2), ("9" * 30, 0), ("9" * 5000, 2)]
)
def test_cohort_certificates_download_comes_in_parts(client, finished, monkeypatch, first, count):
    monkeypatch.setattr(views, "MOST", 2)
    cohort = finished.preceptorship.cohort
    for _each in range(2):
        make.CertificateFactory(preceptorship__cohort=cohort, code=uuid4().hex[:14])
    client.force_login(finished.dana)
    url = reverse("assessments:cohort-certificates-download", args=[cohort.pk])

    answer = client.get(url, {"from": first})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert len(archive.namelist()) == count
