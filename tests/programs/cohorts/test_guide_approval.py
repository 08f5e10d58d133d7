"""Many guides approved in one act, with the training they had together (S1, S2)."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from people.models import Approval, Credential
from tests.factories import (
    ApprovalFactory,
    MentorFactory,
    MentoringProgramFactory,
    PersonFactory,
    PreceptorFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return PersonFactory(name="Priya Nair")


@pytest.fixture
def program(coordinator):
    return ProgramFactory(coordinator=coordinator)


def pool(program, *names):
    guides = [PreceptorFactory(person__name=name) for name in names]
    program.preceptors.add(*guides)
    return [guide.person for guide in guides]


def approve(browser, program, people, **more):
    today = timezone.localdate()
    sent = {
        "people": [person.pk for person in people],
        "valid_from": today,
        "valid_to": today + timedelta(days=365),
        **more,
    }
    return browser.post(reverse("programs:program-guides-approve", args=[program.pk]), sent)


def test_guides_are_approved_and_trained_in_one_act(browser, program, coordinator):
    people = pool(program, "Ann", "Ben", "Cy")
    training = {"had_training": "on", "training_name": "Two days", "trained_on": "2026-01-05"}

    response = approve(browser, program, people, **training)

    assert response.status_code == 302
    assert Approval.objects.filter(role="preceptor", decided_by=coordinator).count() == 3
    recorded = Credential.objects.values_list("kind", "name", "recorded_by")
    assert list(recorded) == [("preceptor_training", "Two days", coordinator.pk)] * 3
    guides = browser.get(reverse("programs:program-guides", args=[program.pk])).context["rows"]
    assert [words for _guide, words in guides] == [[], [], []]


def test_who_is_approved_and_trained_already_keeps_that(browser, program):
    (ann,) = pool(program, "Ann")
    ApprovalFactory(person=ann)
    training = {"had_training": "on", "trained_on": "2026-01-05"}

    approve(browser, program, [ann], **training)
    approve(browser, program, [ann], **training)

    assert (Approval.objects.count(), Credential.objects.count()) == (1, 1)


def test_s1_nobody_approves_themselves(browser, program, coordinator):
    program.preceptors.add(PreceptorFactory(person=coordinator))

    response = approve(browser, program, [coordinator])

    assert response.status_code == 200
    assert not Approval.objects.exists()


def test_those_of_another_pool_are_not_approved(browser, program):
    response = approve(browser, program, pool(ProgramFactory(), "Ann"))

    assert response.status_code == 200
    assert not Approval.objects.exists()


def test_training_needs_the_day_it_was_completed(browser, program):
    response = approve(browser, program, pool(program, "Ann"), had_training="on")

    assert "trained_on" in response.context["form"].errors
    assert not Approval.objects.exists()


def test_mentors_are_approved_as_mentors(browser, coordinator):
    mentoring = MentoringProgramFactory(coordinator=coordinator)
    mentor = MentorFactory()
    mentoring.mentors.add(mentor)

    approve(browser, mentoring, [mentor.person], had_training="on", trained_on="2026-01-05")

    assert [row.role for row in Approval.objects.all()] == ["mentor"]
    assert [row.kind for row in Credential.objects.all()] == ["mentor_training"]


@pytest.mark.parametrize(
    ("known", "new", "said"),
    [
        (1, 0, "1 person was already approved. Nothing changed."),
        (2, 0, "2 people were already approved. Nothing changed."),
        (0, 1, "1 person approved."),
        (1, 2, "2 people approved. 1 person was already approved."),
    ],
)
def test_the_message_says_what_was_done(browser, program, known, new, said):
    people = pool(program, *["Ann", "Ben", "Cy", "Dan"][: known + new])
    for person in people[:known]:
        ApprovalFactory(person=person)

    response = approve(browser, program, people)

    assert [str(message) for message in get_messages(response.wsgi_request)] == [said]
