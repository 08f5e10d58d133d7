"""The last weeks of a mentorship, and what each takes along (M13)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from people.notices.models import Notice
from programs.mentoring.mentorships.models import ClosingWords, Mentorship, NextStep
from programs.mentoring.mentorships.services.closing import (
    choose_next_step,
    end_mentorship,
    write_closing_words,
)
from programs.mentoring.mentorships.services.mentorship import MentorshipError, wind_down_mentorship
from tests.factories import NOON, TODAY, MentorshipFactory

pytestmark = pytest.mark.django_db
Status, Ending = Mentorship.Status, Mentorship.Ending


@pytest.fixture
def ending():
    return MentorshipFactory(status="winding_down", planned_end_on=TODAY)


def choose(mentorship, person, choice, months=None):
    return choose_next_step(mentorship=mentorship, by=person, choice=choice, months=months, at=NOON)


def page(client, mentorship, person):
    client.force_login(person)
    return client.get(url("mentorship-closing", mentorship)).content.decode()


def url(name, mentorship):
    return reverse(f"programs:{name}", args=[mentorship.pk])


def test_m13_it_goes_on_when_both_want_that_by_the_smaller_number(ending):
    mentee, mentor = ending.both

    first = choose(ending, mentee, "renew", 12)
    second = choose(ending, mentor, "renew", 3)

    ending.refresh_from_db()
    assert (first, second) == (False, True)
    assert (ending.status, ending.planned_end_on.month) == (
        Status.ACTIVE,
        (TODAY.month + 2) % 12 + 1,
    )
    assert not NextStep.objects.exists()
    assert Notice.objects.filter(kind="mentorship_renewed").count() == 2


def test_m13_one_wish_to_go_on_binds_nobody(ending):
    mentee, mentor = ending.both

    choose(ending, mentee, "renew", 6)
    choose(ending, mentor, "end")

    ending.refresh_from_db()
    assert ending.status == Status.WINDING_DOWN


def test_m13_one_may_think_again(ending):
    mentee, mentor = ending.both
    choose(ending, mentee, "end")
    choose(ending, mentor, "renew", 6)

    assert choose(ending, mentee, "renew", 6) is True


def test_m13_each_answers_before_seeing_the_others_wish(client, ending):
    mentee, mentor = ending.both
    choose(ending, mentor, "informal")
    wish = "stay in touch informally"

    before = page(client, ending, mentee)
    choose(ending, mentee, "end")
    after = page(client, ending, mentee)

    # One is the choice in the form, the other what the partner wants.
    assert (before.count(wish), after.count(wish)) == (1, 2)


def test_m13_both_may_close_it_today(ending):
    for person, choice in zip(ending.both, ("end", "informal"), strict=True):
        choose(ending, person, choice)

    end_mentorship(mentorship=ending, by=ending.mentor.person, at=NOON)

    ending.refresh_from_db()
    assert (ending.status, ending.ending) == (Status.CLOSED, Ending.COMPLETED)


def test_m13_it_ended_early_by_both_where_one_of_them_began_to_close():
    mentorship = MentorshipFactory()
    wind_down_mentorship(mentorship=mentorship, by=mentorship.learner.person, at=NOON)
    for person in mentorship.both:
        choose(mentorship, person, "end")

    end_mentorship(mentorship=mentorship, by=mentorship.mentor.person, at=NOON)

    mentorship.refresh_from_db()
    assert mentorship.ending == Ending.EARLY_MUTUAL


@pytest.mark.parametrize("choices", [[], ["end"], ["end", "renew"]])
def test_m13_nobody_closes_it_today_alone(ending, choices):
    for person, choice in zip(ending.both, choices, strict=False):
        choose(ending, person, choice, 6 if choice == "renew" else None)

    with pytest.raises(MentorshipError, match="only end today if you both"):
        end_mentorship(mentorship=ending, by=ending.mentor.person, at=NOON)


def test_m13_nothing_is_asked_before_the_last_weeks():
    mentorship = MentorshipFactory()

    with pytest.raises(MentorshipError):
        choose(mentorship, mentorship.learner.person, "end")
    with pytest.raises(MentorshipError):
        write_closing_words(mentorship=mentorship, by=mentorship.learner.person, at=NOON)


def test_closing_words_are_their_authors_and_the_thanks_are_for_both(client, ending):
    mentee, mentor = ending.both
    client.force_login(mentee)
    words = {"achieved": "leads calmly", "learned": "to wait", "thanks": "for the patience"}

    client.post(url("mentorship-closing", ending), words)

    own, others = page(client, ending, mentee), page(client, ending, mentor)
    assert [word in own for word in words.values()] == [True, True, True]
    assert [word in others for word in words.values()] == [False, False, True]


def test_closing_words_are_written_after_the_end_too(client):
    ended = MentorshipFactory(closed=True)
    client.force_login(ended.mentor.person)

    client.post(url("mentorship-closing", ended), {"learned": "to listen"})

    assert ClosingWords.objects.get().learned == "to listen"


def test_closing_words_are_kept_once_for_each(ending):
    for learned in ("first", "second"):
        write_closing_words(mentorship=ending, by=ending.learner.person, learned=learned, at=NOON)

    assert ClosingWords.objects.get().learned == "second"


def test_next_step_asks_for_how_long(client, ending):
    client.force_login(ending.learner.person)

    response = client.post(url("mentorship-next-step", ending), {"choice": "renew"})

    assert "Enter how many months" in response.content.decode()
    assert not NextStep.objects.exists()


def test_next_step_of_an_end_asks_for_no_number(client, ending):
    client.force_login(ending.learner.person)

    client.post(url("mentorship-next-step", ending), {"choice": "end", "months": "99"})

    assert (NextStep.objects.get().choice, NextStep.objects.get().months) == ("end", None)


def test_begin_to_close_is_confirmed_first(client):
    mentorship = MentorshipFactory()
    client.force_login(mentorship.mentor.person)

    asked = client.get(url("mentorship-wind-down", mentorship)).content.decode()
    mentorship.refresh_from_db()
    before = mentorship.status
    client.post(url("mentorship-wind-down", mentorship))

    mentorship.refresh_from_db()
    assert "in 6 weeks" in asked
    assert (before, mentorship.status) == (Status.ACTIVE, Status.WINDING_DOWN)


@pytest.mark.parametrize(("choice", "months"), [("renew", None), ("renew", 0), ("end", 3)])
def test_the_database_keeps_months_with_a_renewal(ending, choice, months):
    step = {"person": ending.learner.person, "choice": choice, "months": months}

    with pytest.raises(IntegrityError), transaction.atomic():
        NextStep.objects.create(mentorship=ending, chosen_at=NOON, **step)
