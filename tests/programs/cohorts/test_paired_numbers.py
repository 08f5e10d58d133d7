"""How many are paired is the same number wherever it is said: who is suggested stands apart."""

import pytest
from django.urls import reverse

from tests.factories import (
    CohortFactory,
    EnrolmentFactory,
    MentoringProgramFactory,
    MentorshipFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(coordinator):
    cohort = CohortFactory(program=MentoringProgramFactory(coordinator=coordinator))
    for status in ("active", "active", "proposed"):
        mentorship = MentorshipFactory(cohort=cohort, status=status)
        EnrolmentFactory(cohort=cohort, learner=mentorship.learner, status="paired")
    return cohort


@pytest.mark.parametrize("name", ["program-list", "program-detail"])
def test_pages_say_who_is_suggested_apart_from_the_paired(browser, cohort, name):
    address = [cohort.program.pk] if name == "program-detail" else []

    page = browser.get(reverse(f"programs:{name}", args=address)).content.decode()

    assert "2 paired, 1 suggested" in page
    assert "all paired" not in page


def test_today_says_who_is_suggested_apart_from_the_paired(browser, cohort):
    assert "2 paired, 1 suggested" in browser.get(reverse("people:today")).content.decode()


def test_the_cohort_says_who_is_suggested_apart_from_the_paired(browser, cohort):
    numbers = browser.get(reverse("programs:cohort-detail", args=[cohort.pk])).context["numbers"]

    assert (numbers["begun"], numbers["proposed"]) == (2, 1)


def test_a_cohort_in_which_everybody_finished_is_not_called_paired(browser, coordinator):
    cohort = CohortFactory(program=MentoringProgramFactory(coordinator=coordinator))
    EnrolmentFactory.create_batch(2, cohort=cohort, status="finished")

    page = browser.get(reverse("programs:program-detail", args=[cohort.program.pk]))

    text = " ".join(page.content.decode().split())
    assert "2 finished" in text
    assert "paired" not in text.partition("2 people")[2].partition("</li>")[0]
