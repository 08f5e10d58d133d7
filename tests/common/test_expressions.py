"""What our own expressions work out."""

import pytest

from common.expressions import length_of
from people.models import Person
from people.notices.models import Notice
from tests.factories import NoticeFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_the_length_of_rows_is_counted_no_further_than_their_limit():
    person = PersonFactory()
    NoticeFactory.create_batch(3, recipient=person)
    notices = Notice.objects.filter(recipient=person).values("pk")
    counted = Person.objects.annotate(all=length_of(notices[:5]), some=length_of(notices[:2]))

    assert counted.filter(pk=person.pk).values_list("all", "some").get() == (3, 2)
