"""Pages are compressed, except where an address may put guesses beside a secret."""

import gzip

import pytest
from django.urls import reverse

from tests.factories import PersonFactory

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def person(client, db):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_pages_are_compressed(client, person):
    plain = client.get(reverse("people:help"))
    packed = client.get(reverse("people:help"), headers=GZIP)

    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 3
    assert b"<h1" in gzip.decompress(packed.content)


def test_pages_that_repeat_what_was_asked_are_not_compressed(client, person):
    searched = client.get(reverse("people:person-list"), {"search": "guess"}, headers=GZIP)
    posted = client.post(reverse("people:profile"), {"name": "guess"}, headers=GZIP)

    assert [searched.status_code, posted.status_code] == [200, 200]
    assert not searched.has_header("Content-Encoding")
    assert not posted.has_header("Content-Encoding")


def test_what_is_no_page_is_not_compressed(client, person):
    answer = client.get(reverse("assessments:service-worker"), headers=GZIP)

    assert not answer.has_header("Content-Encoding")
