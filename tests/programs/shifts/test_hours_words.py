"""What the page of a shift says of its hours is what is so for its reader (P26)."""

import pytest
from django.urls import reverse

from programs.shifts.services.hours import confirm_hours, correct_hours
from tests.factories import NOON, ShiftFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def shift(preceptorship):
    return ShiftFactory(preceptorship=preceptorship)


def page_for(client, shift, person, name="shift-detail"):
    client.force_login(person)
    page = client.get(reverse(f"programs:{name}", args=[shift.pk]))
    return " ".join(page.content.decode().split())


def two(shift):
    return shift.preceptorship.learner.person, shift.preceptor.person


def test_either_of_the_two_can_let_them_count(client, shift):
    learner, preceptor = two(shift)

    assert f"or as soon as you or {preceptor} confirms them." in page_for(client, shift, learner)
    assert f"or as soon as you or {learner} confirms them." in page_for(client, shift, preceptor)
    assert "Confirm or correct" in page_for(client, shift, learner)


def test_corrected_hours_are_for_the_other_one_to_confirm(client, shift):
    learner, preceptor = two(shift)
    correct_hours(shift=shift, minutes=600, is_supernumerary=True, by=learner, at=NOON)

    own, other = (page_for(client, shift, person) for person in (learner, preceptor))

    assert f"or as soon as {preceptor} confirms them." in own
    assert "Confirm or correct" not in own
    assert "or as soon as you confirm them." in other
    assert "Confirm or correct" in other


def test_what_counts_is_only_the_coordinators_to_correct(client, shift, coordinator):
    learner, preceptor = two(shift)
    confirm_hours(shift=shift, by=learner, at=NOON)
    hours = reverse("programs:shift-hours", args=[shift.pk])

    for person in (learner, preceptor):
        page = page_for(client, shift, person)
        assert "The coordinator can still correct them." in page
        assert hours not in page
    assert hours in page_for(client, shift, coordinator)
    assert "Confirm or correct" not in page_for(client, shift, coordinator)


def test_hours_that_nobody_questions_are_not_said_to_need_both(client, shift):
    page = page_for(client, shift, two(shift)[0], "shift-hours")

    assert "If you question them, they don't count until you both agree." in page
    assert "These hours don't count until you both agree." not in page
