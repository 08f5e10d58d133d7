"""What the pages of a pair promise, word for word: who sees what, and what comes next (M5)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.registry import notice_kinds
from programs.cohorts.models import ProgramCoordinator
from programs.mentoring.mentorships.models import MentorshipReview
from tests.factories import (
    EnrolmentFactory,
    MentorFactory,
    MentorshipFactory,
    ProgramCoordinatorFactory,
)

pytestmark = pytest.mark.django_db
FACTS = (
    "paired and since when, the month {they} last met, whether something is booked, and when a "
    "pair hasn&#x27;t met for a while"
)
AT_RISK = "One exception: if someone is at risk"


def enrolled_pair():
    """A pair whose mentee takes part in the program, and so sees its page."""
    mentorship = MentorshipFactory()
    EnrolmentFactory(cohort=mentorship.cohort, learner=mentorship.learner)
    return mentorship


def page_of(client, person, name, *arguments):
    client.force_login(person)
    return client.get(reverse(name, args=arguments)).content.decode()


def test_m5_what_coordinators_see_of_a_pair_is_said_in_one_way(client):
    mentorship = enrolled_pair()
    mentee = mentorship.learner.person

    program = page_of(client, mentee, "programs:program-detail", mentorship.program_id)
    pair = page_of(client, mentee, "programs:mentorship-detail", mentorship.pk)

    assert FACTS.format(they="they") in program.replace("'", "&#x27;")
    assert FACTS.format(they="you") in pair.replace("'", "&#x27;")
    assert AT_RISK in program


def test_m5_the_mentor_is_told_of_the_exception_for_well_being_too(client):
    mentorship = MentorshipFactory()

    page = page_of(client, mentorship.mentor.person, "programs:well-being-shared", mentorship.pk)

    assert "Nobody else can see it." in page
    assert AT_RISK in page


def test_a_deputy_is_called_a_deputy_among_the_contacts(client):
    mentorship = enrolled_pair()
    deputy = ProgramCoordinator.Role.DEPUTY
    named = ProgramCoordinatorFactory(program=mentorship.program, role=deputy).person

    page = page_of(client, mentorship.learner.person, "programs:well-being-list")

    assert f"Deputy: <bdi>{named.name}</bdi>" in page


def test_how_often_two_meet_is_what_their_program_suggests(client):
    mentorship = MentorshipFactory(cadence_days=30)
    mentee = mentorship.learner.person

    pair = page_of(client, mentee, "programs:mentorship-detail", mentorship.pk)
    plan = page_of(client, mentee, "programs:check-in-plan", mentorship.pk)
    propose = page_of(client, mentee, "programs:time-propose", mentorship.pk)

    assert "Your program suggests one every month." in pair
    assert "Your program suggests one every month." in plan
    for page in (plan, propose):
        assert "Shifts planned here aren't taken into account." in page


def test_looking_back_is_asked_once_more_and_says_what_follows(client):
    mentorship = MentorshipFactory()
    today = timezone.localdate()
    for position, days in enumerate((1, 91), start=1):
        MentorshipReview.objects.create(
            mentorship=mentorship, position=position, due_on=today + timedelta(days=days)
        )

    page = page_of(client, mentorship.learner.person, "programs:mentorship-detail", mentorship.pk)

    asked = page[page.index("The next time to look back will be") :]
    assert (today + timedelta(days=91)).isoformat() in asked[:200]
    assert "can't be undone" in asked
    assert "Yes, we looked back" in asked


def test_the_last_weeks_end_on_a_day_without_a_stray_space(client):
    mentorship = MentorshipFactory()

    page = page_of(
        client, mentorship.learner.person, "programs:mentorship-wind-down", mentorship.pk
    )

    assert "</time>, or earlier if you both want." in page or "), or earlier" in page
    assert " , or earlier" not in page


def test_a_mentor_reads_how_many_mentees_and_what_the_limit_is(client):
    mentor = MentorFactory(capacity=1)
    MentorshipFactory(mentor=mentor)
    one = page_of(client, mentor.person, "programs:mentor-page")
    MentorshipFactory(mentor=mentor)

    two = page_of(client, mentor.person, "programs:mentor-page")

    assert "1 mentee, your limit is 1" in one
    assert "2 mentees, your limit is 1" in two


def test_m8_no_notice_says_of_anybody_that_they_left():
    gone = ("mentorship_partner_gone", "pair_lost_partner")
    labels = [str(notice_kinds[code].label) for code in gone]

    assert labels == [
        "The other person no longer has an account here",
        "One of a pair no longer has an account here",
    ]
