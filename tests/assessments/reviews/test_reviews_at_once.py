"""Several hands on one review at the same moment: nothing is lost, nothing is there twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from assessments.ledger.models import LedgerEntry
from assessments.reviews.models import ReviewLink
from assessments.reviews.services.review_outcome import ReviewError
from tests.assessments.reviews.meeting import Meeting

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run these together, each on a connection of its own; return what each got."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait()
            return act()
        except ReviewError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(run, acts))


def test_what_all_write_at_once_all_stays():
    meeting = Meeting().hold()

    at_once(
        lambda: meeting.write(meeting.amara, "Mine."),
        lambda: meeting.write(meeting.priya, "Hers.", outcome="on_track"),
        lambda: meeting.write(meeting.dana, "The program's.", outcome="on_track"),
    )

    texts = set(meeting.outcome.parts.values_list("text", flat=True))
    assert texts == {"Mine.", "Hers.", "The program's."}
    assert meeting.outcome.outcome == "on_track"


def test_the_first_words_of_two_make_one_record():
    meeting = Meeting()

    at_once(lambda: meeting.write(meeting.amara), lambda: meeting.write(meeting.priya))

    assert meeting.review.outcomes.count() == 1


def test_three_who_sign_at_once_what_they_have_seen_make_one_entry():
    meeting = Meeting().hold()
    meeting.agree()
    words = "Calm with patients."
    for person in (meeting.amara, meeting.dana):
        said = {} if person == meeting.amara else {"outcome": "on_track"}
        meeting.write(person, words, **said)

    people = (meeting.amara, meeting.priya, meeting.dana)
    at_once(*(lambda person=person: meeting.sign_part(person, words) for person in people))

    assert meeting.outcome.is_complete
    assert LedgerEntry.objects.filter(kind="review").count() == 1


def test_a_link_used_twice_at_the_same_moment_signs_once():
    meeting = Meeting(third_signer="ward manager").hold()
    meeting.agree()
    link, seen = meeting.ask_third(), meeting.outcome.agreed

    answers = at_once(*[lambda: meeting.sign_by_link(link, seen=seen)] * 5)

    assert answers.count(None) == 1
    assert ReviewLink.objects.get().status == "signed"
