"""What a mentor gives and got back, for their own eyes (M13)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.mentoring.meetings.hours import Year, hours_given
from tests.factories import (
    NOON,
    CheckInFactory,
    ClosingWordsFactory,
    MentorFactory,
    MentorshipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("programs:mentor-page")
DAY = timedelta(days=1)


def test_hours_given_are_of_meetings_held_as_a_mentor_by_year():
    mentor = MentorFactory()
    for _ in range(2):
        mentorship = MentorshipFactory(mentor=mentor)
        for days in (1, 2, 400):
            starts_at = NOON - days * DAY
            CheckInFactory(
                mentorship=mentorship, starts_at=starts_at, held_at=starts_at, minutes=45
            )
        CheckInFactory(mentorship=mentorship, starts_at=NOON + DAY)
    as_mentee = MentorshipFactory(learner__person=mentor.person)
    CheckInFactory(mentorship=as_mentee, starts_at=NOON - DAY, held_at=NOON - DAY)

    last_year = (NOON - 400 * DAY).year
    assert hours_given(mentor.person) == [
        Year(number=NOON.year, meetings=4, mentees=2, minutes=180),
        Year(number=last_year, meetings=2, mentees=2, minutes=90),
    ]


def test_mentor_page_shows_mentees_and_thanks_and_no_other_word_of_theirs(client):
    mentor = MentorFactory()
    now = MentorshipFactory(mentor=mentor, learner__person__name="Amara Okafor")
    past = MentorshipFactory(mentor=mentor, closed=True, ending="completed")
    ClosingWordsFactory(
        mentorship=past, author=past.learner.person, thanks="You listened.", learned="My secret"
    )
    client.force_login(mentor.person)

    page = client.get(PAGE).content.decode()

    assert now.learner.person.name in page
    assert "You listened." in page
    assert "My secret" not in page
    assert "1 mentorship of yours has ended." in page


def test_mentor_page_shows_nobody_elses_thanks(client):
    past = MentorshipFactory(closed=True, ending="completed")
    ClosingWordsFactory(mentorship=past, author=past.learner.person, thanks="You listened.")
    ClosingWordsFactory(
        mentorship=past, author=past.mentor.person, thanks="Well done, both of you."
    )
    client.force_login(MentorFactory().person)

    assert "You listened." not in client.get(PAGE).content.decode()


def test_mentor_page_is_for_mentors(client):
    client.force_login(PersonFactory())

    assert client.get(PAGE).status_code == 404


def test_mentor_page_asks_as_often_for_thirty_mentees(client, django_assert_num_queries):
    for count in (1, 30):
        mentor = MentorFactory()
        for _ in range(count):
            MentorshipFactory(mentor=mentor)
            past = MentorshipFactory(mentor=mentor, closed=True, ending="completed")
            ClosingWordsFactory(mentorship=past, author=past.learner.person, thanks="Thanks.")
        client.force_login(mentor.person)
        with django_assert_num_queries(7):
            client.get(PAGE)
