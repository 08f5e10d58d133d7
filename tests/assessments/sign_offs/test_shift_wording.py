"""What a device keeps of shifts: enough to write about one, and nobody's name (P24)."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.sign_offs.offline import short_code
from assessments.sign_offs.shift_wording import shifts_for
from tests import factories as make
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("at_noon")


@pytest.fixture
def shift(bedside):
    return make.ShiftFactory(preceptorship=bedside.preceptorship)


def test_shifts_for_holds_no_name(bedside, shift):
    said = json.dumps(shifts_for(bedside.priya, at=NOON))

    assert "Insert a urinary catheter" in said
    assert short_code(bedside.preceptorship) in said
    for person in (bedside.amara, bedside.priya, bedside.sam, bedside.dana):
        for word in (*person.name.split(), person.email, str(person.pk)):
            assert word not in said


@pytest.mark.parametrize(("agreed", "kept"), [(True, "AO"), (False, "")])
def test_a_learners_initials_are_kept_where_that_was_agreed(bedside, shift, agreed, kept):
    [wording] = shifts_for(bedside.priya, at=NOON, with_initials=agreed)

    assert wording["initials"] == kept


def test_a_learners_own_device_keeps_nobodys_initials(bedside, shift):
    [wording] = shifts_for(bedside.amara, at=NOON, with_initials=True)

    assert wording["initials"] == ""


def test_shifts_for_are_of_those_who_worked(bedside, shift):
    assert shifts_for(bedside.sam, at=NOON) == []
    assert shifts_for(bedside.dana, at=NOON) == []


def test_the_wording_of_a_device_costs_the_same_for_one_shift_and_for_ten(
    client, bedside, shift, django_assert_max_num_queries
):
    client.force_login(bedside.priya)
    for hour in range(1, 10):
        make.ShiftFactory(
            preceptorship=bedside.preceptorship, starts_at=NOON - timedelta(hours=hour)
        )

    with django_assert_max_num_queries(20):
        said = client.get(reverse("assessments:draft-wording")).json()

    assert len(said["shifts"]) == 10
    assert said["now"] == NOON.isoformat()
