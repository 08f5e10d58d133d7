from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from people.notices.models import Delivery
from people.notices.services.reminders import plan_reminders
from tests.factories import (
    CohortFactory,
    MentoringProgramFactory,
    PersonFactory,
    PreceptorshipFactory,
    ProgramCoordinatorFactory,
    ProgramFactory,
    ReviewFactory,
)

plan_reviews = partial(plan_reminders, "reviews")
pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def program(client):
    person = PersonFactory()
    client.force_login(person)
    return ProgramFactory(coordinator=person)


def page_of(program):
    return reverse("programs:program-reminders", args=[program.pk])


def review_of(program, due_on):
    cohort = CohortFactory(program=program)
    return ReviewFactory(preceptorship=PreceptorshipFactory(cohort=cohort), due_on=due_on)


def test_n6_program_reminders_shows_what_falls_due_in_14_days(client, program, now):
    today = now.date()
    inside = [review_of(program, today + timedelta(days=days)) for days in (0, 14)]
    for due_on in (today - timedelta(days=1), today + timedelta(days=15)):
        review_of(program, due_on)
    review_of(ProgramFactory(), today)

    assert list(client.get(page_of(program)).context["ahead"]) == inside


def test_n6_program_reminders_shows_what_went_out_and_whether_it_arrived(client, program, now):
    learner = review_of(program, now.date()).preceptorship.learner.person
    plan_reviews(at=now)
    Delivery.objects.update(status=Delivery.Status.FAILED, reason="No such address.")

    page = client.get(page_of(program)).content.decode()

    assert learner.name in page
    assert "Your review is due" in page
    assert "No such address." in page


def test_program_reminders_shows_nothing_of_another_program(client, program, now):
    review_of(ProgramFactory(), now.date())
    plan_reviews(at=now)

    assert client.get(page_of(program)).context["entries"] == []


def test_m5_a_mentorship_program_has_no_such_page(client, program):
    mentoring = MentoringProgramFactory()
    person = program.coordinators.get().person
    ProgramCoordinatorFactory(program=mentoring, person=person)

    assert client.get(page_of(mentoring)).status_code == 404


def test_program_reminders_needs_as_many_queries_for_30_as_for_1(
    client, program, now, django_assert_max_num_queries
):
    review_of(program, now.date())
    plan_reviews(at=now)
    with django_assert_max_num_queries(15) as one:
        client.get(page_of(program))
    for _ in range(29):
        review_of(program, now.date())
    plan_reviews(at=now)

    with django_assert_max_num_queries(len(one)):
        client.get(page_of(program))
