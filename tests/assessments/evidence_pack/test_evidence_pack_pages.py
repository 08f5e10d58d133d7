"""An evidence pack as a page, as a PDF and as a table."""

import io
import re
import zipfile

import pikepdf
import pytest
from django.urls import reverse
from pypdf import PdfReader

from assessments.evidence_pack.forms import default_period
from assessments.evidence_pack.pack import shown
from people.models import SecurityEvent
from programs.registry import EvidenceFigure
from tests import factories as make
from tests.assessments.evidence_pack.following import BEGAN, DAY, learner_in, six
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(program):
    return reverse("assessments:evidence-pack", args=[program.pk])


def test_d4_a_pack_of_four_people_shows_nothing(client, coordinator, program, cohort, url):
    for _ in range(4):
        learner_in(cohort)
    client.force_login(coordinator)

    response = client.get(url, {"first": BEGAN, "last": TODAY, "as": "xlsx"})

    assert response["Content-Type"].startswith("text/html")
    assert "Fewer than five people took part" in response.content.decode()
    assert "Offered a place" not in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": 46, "denominator": 60}, "46 of 60 (77%)"),
        ({"value": 0, "denominator": 0}, "0 of 0"),
        ({"value": 31.5, "unit": "weeks"}, "31.5 weeks"),
        ({"value": 90, "denominator": 120, "unit": "hours"}, "90 of 120 hours (75%)"),
        ({"value": None, "is_hidden": True}, "not shown"),
        ({"value": None}, "–"),
    ],
)
def test_a_figure_is_said_with_its_denominator(fields, words):
    assert shown(EvidenceFigure(section="S", label="L", note="N", **fields)) == words


def test_the_page_names_nobody(client, coordinator, program, cohort, url):
    learners = six(cohort)
    client.force_login(coordinator)

    page = client.get(url).content.decode()

    assert "5 of 6" not in page
    assert "3 of 6 (50%)" in page
    assert [each for each in learners if each.learner.person.name in page] == []


def test_a_pdf_can_be_read_aloud_and_kept(client, coordinator, program, cohort, url):
    six(cohort)
    client.force_login(coordinator)

    response = client.get(url, {**default_period(TODAY), "as": "pdf"})

    paper = pikepdf.open(io.BytesIO(response.content))
    metadata = paper.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert paper.docinfo["/Title"] == "Evidence pack: Nurse residency"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages)
    assert "Still running" in text
    assert "P23" in text


def test_a_table_holds_numbers_and_what_they_are_about(client, coordinator, program, cohort, url):
    six(cohort)
    client.force_login(coordinator)

    response = client.get(url, {**default_period(TODAY), "as": "xlsx"})

    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "Nurse residency" in words
    assert "Still running" in words
    # Three of six who still run, as numbers.
    assert {"<v>3</v>", "<v>6</v>", "<v>50</v>"} <= set(re.findall("<v>[0-9]+</v>", sheet))


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_the_security_log_is_told_who_took_it_along(
    client, coordinator, program, cohort, url, kind
):
    six(cohort)
    client.force_login(coordinator)

    client.get(url, {**default_period(TODAY), "as": kind})

    event = SecurityEvent.objects.get(kind="exported")
    assert (event.by, event.about, event.what) == (
        coordinator.pk,
        program.pk,
        "assessments:evidence-pack",
    )


def test_a_period_that_ends_before_it_begins_is_refused(client, coordinator, cohort, url):
    six(cohort)
    client.force_login(coordinator)

    page = client.get(url, {"first": TODAY, "last": TODAY - DAY}).content.decode()

    assert "This is before the first day." in page
    assert "Still running" not in page


def test_a_cohort_of_another_program_is_none(client, coordinator, program, cohort, url):
    six(cohort)
    other = make.CohortFactory()
    client.force_login(coordinator)

    response = client.get(url, {**default_period(TODAY), "cohort": other.pk})

    assert response.context["pack"] is None


@pytest.mark.parametrize("count", [6, 30])
def test_a_pack_costs_the_same_however_many_learn(
    client, coordinator, cohort, url, django_assert_max_num_queries, count
):
    for _ in range(count):
        learner_in(cohort, primary=make.PreceptorFactory())
    client.force_login(coordinator)

    with django_assert_max_num_queries(55):
        client.get(url)
