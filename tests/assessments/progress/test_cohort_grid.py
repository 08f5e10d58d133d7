"""A cohort at a glance: learners by skills (item 9)."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    CompetencyStateFactory,
    LearnerFactory,
    PersonFactory,
    PreceptorshipFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(time_machine):
    time_machine.move_to(NOON, tick=False)
    return PersonFactory()


@pytest.fixture
def cohort(coordinator):
    return CohortFactory(program=ProgramFactory(coordinator=coordinator))


def learner(cohort, name="Amara Okafor", **state):
    preceptorship = PreceptorshipFactory(cohort=cohort, learner=LearnerFactory(person__name=name))
    CompetencyStateFactory(preceptorship=preceptorship, **state)
    return preceptorship


def page(client, coordinator, cohort, query=""):
    client.force_login(coordinator)
    return client.get(reverse("assessments:cohort-grid", args=[cohort.pk]) + query)


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ({"achieved_at": NOON, "due_on": TODAY - timedelta(days=9)}, "signed off"),
        ({"attempts": 1}, "in progress"),
        ({}, "not yet"),
        ({"due_on": TODAY - timedelta(days=1)}, "overdue"),
        ({"due_on": TODAY}, "not yet"),
    ],
)
def test_a_cell_says_its_state_in_a_word(client, coordinator, cohort, state, word):
    learner(cohort, **state)

    content = page(client, coordinator, cohort).content.decode()

    assert f'aria-label="{word}"' in content


def test_somebody_paused_is_not_overdue(client, coordinator, cohort):
    paused = learner(cohort, due_on=TODAY - timedelta(days=1))
    paused.status, paused.paused_status = "paused", "active"
    paused.save()

    assert 'aria-label="overdue"' not in page(client, coordinator, cohort).content.decode()


def test_an_empty_cohort_says_what_will_stand_there(client, coordinator, cohort):
    assert "Nobody is in training here yet" in page(client, coordinator, cohort).content.decode()


def test_the_grid_comes_as_csv_with_words(client, coordinator, cohort):
    learner(cohort, achieved_at=NOON)

    table = page(client, coordinator, cohort, "?as=csv").content.decode()

    assert "Amara Okafor,signed off" in table


def test_no_name_is_a_formula_in_the_spreadsheet(client, coordinator, cohort):
    learner(cohort, name="=1+1")

    answer = page(client, coordinator, cohort, "?as=xlsx")

    with ZipFile(BytesIO(answer.content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in words


@pytest.mark.parametrize("count", [1, 30])
def test_the_grid_takes_as_many_queries_for_thirty(
    client, coordinator, cohort, django_assert_max_num_queries, count
):
    for _number in range(count):
        learner(cohort)
    page(client, coordinator, cohort)

    with django_assert_max_num_queries(15):
        client.get(reverse("assessments:cohort-grid", args=[cohort.pk]))
