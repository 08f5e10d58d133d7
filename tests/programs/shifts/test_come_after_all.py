"""Whoever asked for cover can come after all, until someone has it (P30)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Notice
from programs.shifts.services.cover import ask_for_cover, cover_shift
from tests.factories import NOON, ShiftFactory
from tests.programs.shifts.planning import able

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def asked(preceptorship):
    """Tomorrow's shift, of which the preceptor said that they can't come."""
    shift = ShiftFactory(preceptorship=preceptorship, starts_at=NOON + timedelta(hours=20))
    ask_for_cover(shifts=[shift], by=shift.preceptor.person, at=NOON)
    shift.refresh_from_db()
    return shift


def after_all(client, shift, person):
    client.force_login(person)
    return client.post(reverse("programs:shift-come-after-all", args=[shift.pk]))


def test_it_is_theirs_again_and_the_coordinator_is_no_longer_asked(client, asked, coordinator):
    before = Notice.objects.filter(kind="shift_needs_cover", superseded_at=None).count()

    after_all(client, asked, asked.preceptor.person)

    asked.refresh_from_db()
    assert asked.cover_asked_at is None
    assert before == 1
    assert not Notice.objects.filter(superseded_at=None).exists()


def test_once_someone_else_has_it_it_is_not_taken_back(client, asked, coordinator):
    former, jonas = asked.preceptor.person, able(asked.preceptorship)
    cover_shift(shift=asked, preceptor=jonas, by=coordinator, at=NOON)

    response = after_all(client, asked, former)

    asked.refresh_from_db()
    assert response.status_code == 403
    assert asked.preceptor == jonas


def test_today_says_that_someone_is_looked_for_and_offers_the_way_back(client, asked):
    client.force_login(asked.preceptor.person)
    own = client.get("/").content.decode()
    client.force_login(asked.preceptorship.learner.person)
    learners = client.get("/").content.decode()

    after = reverse("programs:shift-come-after-all", args=[asked.pk])
    assert "You said you can't come. The coordinator is looking for someone." in own
    assert after in own
    assert "can't come. The coordinator is looking for someone." in learners
    assert after not in learners
    assert "Tomorrow, with" not in own + learners


def test_the_page_of_the_shift_offers_it_to_whoever_asked(client, asked, coordinator):
    page, button = reverse("programs:shift-detail", args=[asked.pk]), "I can come after all"

    client.force_login(asked.preceptor.person)
    assert button in client.get(page).content.decode()
    client.force_login(coordinator)
    assert button not in client.get(page).content.decode()
