"""Pages of a list, each found by where the last one ended."""

from datetime import timedelta
from itertools import chain

import pytest
from django.db.models import Value
from hypothesis import given
from hypothesis import strategies as st

from common.paging import keyset_page
from people.models import Approval, Person
from tests.factories import TODAY, ApprovalFactory, PersonFactory

pytestmark = pytest.mark.django_db


def walk(queryset, order, size):
    """Return the pages of a list, one after the other."""
    pages, cursor = [], None
    while cursor != "":
        page = keyset_page(queryset, order=order, cursor=cursor, size=size)
        pages.append(page.rows)
        cursor = page.next_cursor
    return pages


def test_keyset_page_walks_through_everybody_once():
    people = [PersonFactory(name=name) for name in ("Bo", "Al", "Bo", "Cy", "Bo")]

    pages = walk(Person.objects.all(), ("name", "id"), size=2)

    assert [len(page) for page in pages] == [2, 2, 1]
    assert list(chain(*pages)) == sorted(people, key=lambda person: (person.name, person.pk))


def test_keyset_page_walks_backwards_in_time():
    approvals = [ApprovalFactory(valid_from=TODAY - timedelta(days=day)) for day in (3, 1, 2, 1)]

    pages = walk(Approval.objects.all(), ("-valid_from", "-id"), size=1)

    assert list(chain(*pages)) == sorted(
        approvals, key=lambda each: (each.valid_from, each.pk), reverse=True
    )


def test_keyset_page_follows_a_path_and_an_annotation():
    for name in ("Bo", "Al"):
        ApprovalFactory(person__name=name)
    approvals = Approval.objects.select_related("person").annotate(rank=Value(1))

    pages = walk(approvals, ("rank", "person__name", "id"), size=1)

    assert [page[0].person.name for page in pages] == ["Al", "Bo"]


def test_keyset_page_asks_once(django_assert_num_queries):
    PersonFactory.create_batch(3)
    first = keyset_page(Person.objects.all(), order=("name", "id"), cursor=None, size=2)

    with django_assert_num_queries(1):
        keyset_page(Person.objects.all(), order=("name", "id"), cursor=first.next_cursor, size=2)


@given(st.text())
def test_keyset_page_starts_over_where_a_cursor_means_nothing(cursor):
    page = keyset_page(Person.objects.none(), order=("name", "id"), cursor=cursor)

    assert page.rows == []


@pytest.mark.parametrize(
    "cursor", ["x", "W10", "WyJhIiwgImIiXQ", "WyJcdTAwMDAiLCAiYiJd", "WyJcdWQ4MDAiLCAiYiJd"]
)
def test_keyset_page_shows_the_first_page_for_a_spoilt_cursor(cursor):
    person = PersonFactory()

    assert keyset_page(Person.objects.all(), order=("name", "id"), cursor=cursor).rows == [person]
