"""What a person's journey holds of what was signed off: how many, and when."""

from datetime import timedelta

import pytest
from django.urls import reverse

from assessments.journey import entries
from tests.factories import NOON, TODAY, LedgerEntryFactory, SignOffFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_journey_counts_sign_offs_by_month():
    first = SignOffFactory(observed_on=TODAY - 60 * DAY, signed_at=NOON)
    record = first.preceptorship
    second = LedgerEntryFactory(preceptorship=record, sequence=2, previous_hash="f" * 64)
    SignOffFactory(preceptorship=record, entry=second, observed_on=TODAY, signed_at=NOON)

    (entry,) = entries(record.learner.person, TODAY)

    assert (entry.starts_on, entry.ends_on) == (TODAY - 60 * DAY, TODAY)
    assert entry.facts == ("2 sign-offs",)
    assert [words for __, words in entry.moments] == ["1 sign-off", "1 sign-off"]


def test_journey_shows_a_months_sign_offs_under_the_month(client):
    record = SignOffFactory(observed_on=TODAY, signed_at=NOON).preceptorship
    learner = record.learner.person
    client.force_login(learner)

    page = client.get(reverse("people:journey", args=[learner.pk])).content.decode()

    assert "<small>November 2026:</small> <bdi>1 sign-off</bdi>" in page


def test_journey_holds_nothing_that_was_not_passed():
    failed = SignOffFactory(is_pass=False, observed_on=TODAY, signed_at=NOON)

    assert list(entries(failed.preceptorship.learner.person, TODAY)) == []
