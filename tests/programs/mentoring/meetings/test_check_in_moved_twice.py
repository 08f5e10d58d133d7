"""Both of a pair move the same check-in: whoever is second sees where the first moved it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from common.edit_form import OPENED
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.meetings.services.check_in import cancel_check_in, move_check_in
from tests.factories import CheckInFactory, MentorshipFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def booked():
    at = timezone.now().replace(minute=0, second=0, microsecond=0)
    return CheckInFactory(mentorship=MentorshipFactory(), starts_at=at + 3 * DAY)


@pytest.fixture
def mentee(client, booked):
    client.force_login(booked.mentorship.learner.person)
    return client


def page_of(check_in):
    return reverse("programs:check-in-move", args=[check_in.pk])


def typed(form, starts_at):
    """What one sends who changes nothing but the time."""
    local = starts_at.astimezone(form.zone)
    fields = {name: form[name].value() for name in ("minutes", "medium", OPENED)}
    return {**fields, "day": local.date(), "clock": f"{local:%H:%M}"}


def moved_by_the_mentor(booked, days):
    return move_check_in(
        check_in=booked,
        starts_at=booked.starts_at + days * DAY,
        minutes=booked.minutes,
        medium=booked.medium,
        by=booked.mentorship.mentor.person,
        at=timezone.now(),
    )


def test_a_check_in_that_nobody_else_moved_moves_at_once(mentee, booked):
    form = mentee.get(page_of(booked)).context["form"]

    mentee.post(page_of(booked), typed(form, booked.starts_at + 2 * DAY))

    assert CheckIn.objects.planned().get().starts_at == booked.starts_at + 2 * DAY


def test_whoever_is_second_sees_both_times_and_moves_nothing(mentee, booked):
    form = mentee.get(page_of(booked)).context["form"]
    first = moved_by_the_mentor(booked, 1)

    answer = mentee.post(page_of(booked), typed(form, booked.starts_at + 2 * DAY))

    form = answer.context["form"]
    stored = first.starts_at.astimezone(form.zone)
    assert form.errors["day"] == [f"Saved here: {stored.day} {stored:%b} {stored.year}"]
    assert str(form["day"].value()) == str(
        (booked.starts_at + 2 * DAY).astimezone(form.zone).date()
    )
    assert CheckIn.objects.planned().get() == first


def test_whoever_sends_it_again_moves_it_from_where_it_stands(mentee, booked):
    form = mentee.get(page_of(booked)).context["form"]
    first = moved_by_the_mentor(booked, 1)
    answer = mentee.post(page_of(booked), typed(form, booked.starts_at + 2 * DAY))

    again = typed(form, booked.starts_at + 2 * DAY)
    again[OPENED] = answer.context["form"][OPENED].value()
    mentee.post(page_of(booked), again)

    now = CheckIn.objects.planned().get()
    assert now.starts_at == booked.starts_at + 2 * DAY
    assert (now.calendar_id, now.sequence) == (booked.calendar_id, first.sequence + 1)


def test_a_time_that_was_followed_is_no_change_of_what_is_booked(mentee, booked):
    """The link fills in another time; the version stays that of the booking."""
    plain = mentee.get(page_of(booked)).context["form"]
    common = mentee.get(page_of(booked)).context["common"]

    filled = mentee.get(page_of(booked), {"start": common[0].isoformat()}).context["form"]
    mentee.post(page_of(booked), typed(filled, common[0]))

    assert filled[OPENED].value() == plain[OPENED].value()
    assert filled["day"].value() == common[0].astimezone(filled.zone).date()
    assert CheckIn.objects.planned().get().starts_at == common[0]


def test_what_was_cancelled_meanwhile_is_said_and_not_moved(mentee, booked):
    form = mentee.get(page_of(booked)).context["form"]
    cancel_check_in(check_in=booked, by=booked.mentorship.mentor.person, at=timezone.now())

    answer = mentee.post(page_of(booked), typed(form, booked.starts_at + 2 * DAY), follow=True)

    assert "Nothing was moved" in answer.content.decode()
    assert not CheckIn.objects.planned().exists()
