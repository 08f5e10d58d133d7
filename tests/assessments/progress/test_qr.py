"""Codes on paper and on a phone: an address of ours with ids in it, and nothing else."""

from urllib.parse import unquote

import pytest
from django.urls import reverse

from common.qr import qr_code
from tests.assessments.bedside import days_ago

pytestmark = pytest.mark.usefixtures("at_noon")

SITE = "https://alongside.example.org"


def code_of(bedside, competency):
    arguments = [bedside.preceptorship.pk, competency.pk]
    return qr_code(SITE + reverse("assessments:sign-off-create", args=arguments))


@pytest.fixture
def sheet(client, three, settings):
    """The printed sheet of a learner who has the catheter behind them."""
    settings.SITE_URL = SITE
    three.sign(observed_on=days_ago(1))
    client.force_login(three.amara)
    page = client.get(reverse("assessments:qr-sheet", args=[three.preceptorship.pk]))
    return page.content.decode()


def test_qr_sheet_has_a_code_for_each_that_is_open(three, sheet):
    assert code_of(three, three.drain) in sheet
    assert code_of(three, three.blood) in sheet
    assert code_of(three, three.catheter) not in sheet


def test_competency_qr_is_the_page_on_which_it_is_signed(client, bedside, settings):
    settings.SITE_URL = SITE
    client.force_login(bedside.amara)
    arguments = [bedside.preceptorship.pk, bedside.catheter.pk]

    page = client.get(reverse("assessments:competency-qr", args=arguments))

    assert code_of(bedside, bedside.catheter) in page.content.decode()


def test_qr_code_is_a_picture_that_asks_nobody():
    picture = unquote(qr_code(SITE))

    assert picture.startswith("data:image/svg+xml")
    assert SITE not in picture
    assert qr_code(SITE) != qr_code(f"{SITE}/")


def test_qr_sheet_asks_few_queries_whatever_its_length(
    client, unopened_bedside, django_assert_max_num_queries
):
    for number in range(2, 31):
        unopened_bedside.ask(f"Competency {number}", position=number)
    client.force_login(unopened_bedside.open().amara)

    with django_assert_max_num_queries(12):
        client.get(reverse("assessments:qr-sheet", args=[unopened_bedside.preceptorship.pk]))


def test_qr_sheet_goes_on_where_a_sheet_of_paper_ends(client, unopened_bedside):
    for number in range(2, 31):
        unopened_bedside.ask(f"Competency {number}", position=number)
    client.force_login(unopened_bedside.open().amara)
    url = reverse("assessments:qr-sheet", args=[unopened_bedside.preceptorship.pk])

    first, second = (client.get(url, {"sheet": sheet}).content.decode() for sheet in (1, 2))

    assert (first.count('class="qr"'), second.count('class="qr"')) == (18, 12)
    assert ("Sheet 1 of 2" in first, "Competency 30" in second) == (True, True)
