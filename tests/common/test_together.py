"""Rows of several models in one query."""

import pytest
from django.db.models import F

from common.together import part, together
from people.models import Learner, Person
from tests.factories import LearnerFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_each_part_keeps_its_kind_its_order_and_its_limit(django_assert_num_queries):
    bo, amara = PersonFactory(name="Bo"), PersonFactory(name="Amara")
    learner = LearnerFactory(person=bo)
    people = Person.objects.order_by("name")[:1]

    with django_assert_num_queries(1):
        rows = list(
            together(
                [
                    part(people, "person", name="name"),
                    part(Learner.objects.all(), "learner", of="person", called=F("person__name")),
                ]
            )
        )

    assert rows == [
        ("person", amara.pk, None, {"name": "Amara"}),
        ("learner", learner.pk, bo.pk, {"called": "Bo"}),
    ]
