"""A pause may say when it is expected to end; nothing happens by itself on that day (P15)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from people.notices.models import Notice
from people.notices.wording import word
from programs.preceptorships.models import PreceptorshipPause
from programs.preceptorships.services.pause import pause_preceptorship, resume_preceptorship
from programs.preceptorships.services.preceptorship import PreceptorshipError
from tests.factories import (
    NOON,
    TODAY,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgressFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def preceptorship(program):
    primary = PreceptorFactory(eligible=True)
    made = PreceptorshipFactory(cohort__program=program, primary=primary)
    ProgressFactory(preceptorship=made)
    return made


def pause(preceptorship, coordinator, **more):
    acting = {"by": coordinator, "at": NOON, "today": TODAY}
    pause_preceptorship(preceptorship=preceptorship, reason="Leave", **acting, **more)


def page(client, name, preceptorship):
    return client.get(reverse(name, args=[preceptorship.pk])).content.decode()


def test_p15_a_pause_keeps_the_day_on_which_it_is_expected_to_end(preceptorship, coordinator):
    pause(preceptorship, coordinator, resumes_on=TODAY + 9 * DAY)

    assert PreceptorshipPause.objects.get().resumes_on == TODAY + 9 * DAY


@pytest.mark.parametrize("days", [0, -3])
def test_p15_a_pause_cannot_be_expected_to_end_as_it_begins(preceptorship, coordinator, days):
    with pytest.raises(PreceptorshipError, match="later day"):
        pause(preceptorship, coordinator, resumes_on=TODAY + days * DAY)

    assert not PreceptorshipPause.objects.exists()


def test_p15_nothing_goes_on_by_the_day_alone(preceptorship, coordinator):
    ends_on = preceptorship.ends_on
    pause(preceptorship, coordinator, resumes_on=TODAY + 3 * DAY)
    later = TODAY + 5 * DAY

    resume_preceptorship(
        preceptorship=preceptorship, by=coordinator, at=NOON + 5 * DAY, today=later
    )

    preceptorship.refresh_from_db()
    assert preceptorship.ends_on == ends_on + 5 * DAY


@pytest.mark.parametrize(
    ("resumes_on", "words"), [(TODAY + 9 * DAY, "We expect that on "), (None, "")]
)
def test_p15_the_notice_says_until_when(preceptorship, coordinator, resumes_on, words):
    pause(preceptorship, coordinator, resumes_on=resumes_on)

    notice = Notice.objects.get(recipient=preceptorship.learner.person, kind="preceptorship_paused")
    line = word(notice, zone="UTC").line
    assert line.split("length of the pause.")[1].strip().startswith(words)
    assert ("We expect" in line) == bool(resumes_on)


def test_p15_the_page_asks_for_the_day_and_keeps_what_was_typed(client, preceptorship, coordinator):
    client.force_login(coordinator)
    url = reverse("programs:preceptorship-pause", args=[preceptorship.pk])

    refused = client.post(url, {"reason": "Leave", "resumes_on": TODAY.isoformat()})
    assert "choose a later day" in refused.content.decode()
    assert "Leave" in refused.content.decode()

    client.post(url, {"reason": "Leave", "resumes_on": (TODAY + DAY).isoformat()})
    assert PreceptorshipPause.objects.get().resumes_on == TODAY + DAY


@pytest.mark.parametrize(
    "name",
    ["programs:preceptorship-plan", "programs:preceptorship-resume", "assessments:checklist"],
)
def test_p15_pages_of_a_paused_one_say_until_when(client, preceptorship, coordinator, name):
    client.force_login(coordinator)
    pause(preceptorship, coordinator, resumes_on=TODAY + 9 * DAY)

    assert "xpected to resume on" in page(client, name, preceptorship)


def test_p15_pages_of_one_paused_without_a_day_name_none(client, preceptorship, coordinator):
    client.force_login(coordinator)
    pause(preceptorship, coordinator)

    assert "xpected to resume" not in page(client, "programs:preceptorship-plan", preceptorship)
