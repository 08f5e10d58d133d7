"""Whoever was at one date of a session need not come to another, and is not asked to."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Notice
from programs.sessions.notices import session_called_off, session_moved, sessions_planned
from programs.sessions.standing import called_to
from tests.factories import NOON, AttendanceFactory, SessionFactory
from tests.programs.sessions.planning import enrol

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def again(cohort, amara):
    """Another date of a session that Amara was at a month ago."""
    before = SessionFactory(cohort=cohort, starts_at=NOON - timedelta(days=35))
    AttendanceFactory(session=before, learner=amara.learner)
    return SessionFactory(
        cohort=cohort, series=before.series, starts_at=NOON + timedelta(hours=2), title="Drugs"
    )


def test_who_attended_is_told_neither_of_a_new_date_nor_that_it_moves(again, cohort, coordinator):
    other = enrol(cohort)
    act = {"by": coordinator, "at": NOON}

    sessions_planned(cohort, [again], **act)
    session_moved(again, **act)
    session_called_off(again, **act)

    assert set(Notice.objects.values_list("recipient", flat=True)) == {other.pk}


def test_who_missed_one_of_several_that_are_planned_is_told(again, cohort, coordinator, amara):
    sessions_planned(cohort, [again, SessionFactory(cohort=cohort)], by=coordinator, at=NOON)

    assert Notice.objects.filter(recipient=amara).exists()


def test_who_attended_is_not_called_the_day_before(again, cohort):
    other = enrol(cohort)

    assert [enrolment.learner.person for enrolment in called_to(again)] == [other]


def test_the_page_says_that_one_need_not_come(client, again, amara, cohort):
    page, words = reverse("programs:session-detail", args=[again.pk]), "to come."
    client.force_login(amara)
    own = client.get(page).content.decode()
    client.force_login(enrol(cohort))

    assert "You attended this on" in own
    assert words in own
    assert words not in client.get(page).content.decode()


def test_today_does_not_ask_for_it(client, again, amara, cohort):
    client.force_login(amara)
    own = client.get("/").content.decode()
    client.force_login(enrol(cohort))

    assert "Drugs" not in own
    assert "Drugs" in client.get("/").content.decode()
