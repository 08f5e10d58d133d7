"""A path of topics by month: an offer that nobody counts."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from programs.cohorts.schedule import month_of
from programs.mentoring.meetings.models import AgendaItem
from programs.mentoring.mentorships.guided_path import current_month, topics_now
from programs.mentoring.mentorships.models import PathTopic
from programs.mentoring.mentorships.presets import YEAR
from programs.mentoring.mentorships.services.guided_path import (
    MOST,
    PathError,
    add_topic,
    start_guided_path,
)
from tests.factories import (
    NOON,
    TODAY,
    CheckInFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    MentorshipPauseFactory,
    PathTopicFactory,
    PersonFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 1, 30), 1),
        (date(2026, 1, 31), 1),
        (date(2026, 2, 27), 1),
        (date(2026, 2, 28), 2),
        (date(2026, 3, 30), 2),
        (date(2026, 3, 31), 3),
        (date(2027, 1, 31), 13),
    ],
)
def test_month_of_counts_calendar_months_from_the_start(today, month):
    assert month_of(starts_on=date(2026, 1, 31), today=today) == month


def test_m12_pauses_stretch_the_path():
    mentorship = MentorshipFactory(starts_on=TODAY - 100 * DAY)
    before = current_month(mentorship, today=TODAY)
    MentorshipPauseFactory(
        mentorship=mentorship, valid_from=TODAY - 90 * DAY, valid_to=TODAY - 50 * DAY
    )
    MentorshipPauseFactory(mentorship=mentorship, valid_from=TODAY - 10 * DAY, valid_to=None)

    assert (before, current_month(mentorship, today=TODAY)) == (4, 2)


def test_topics_now_are_those_of_this_month():
    mentorship = MentorshipFactory(starts_on=TODAY - 40 * DAY)
    PathTopicFactory(program=mentorship.program, month=1)
    second = PathTopicFactory(program=mentorship.program, month=2)
    PathTopicFactory(month=2)

    assert topics_now(mentorship, today=TODAY) == [second]


def test_start_guided_path_lays_our_year_out_once():
    program = MentoringProgramFactory()

    made = [start_guided_path(program=program), start_guided_path(program=program)]

    assert made == [12, 0]
    assert list(program.guided_path.values_list("month", "title", "starter")) == list(YEAR)


def test_add_topic_refuses_one_too_many():
    program = MentoringProgramFactory()
    topic = PathTopic(program=program, month=1, title="Rest", starter="When?")
    PathTopic.objects.bulk_create(
        [PathTopic(program=program, month=1, title=topic.title, starter="x") for _ in range(MOST)]
    )

    with pytest.raises(PathError, match="limit for topics"):
        add_topic(program=program, month=2, title="Rest", starter="When?")


@pytest.mark.parametrize(
    "wrong",
    [{"month": 0}, {"month": 61}, {"title": ""}, {"starter": ""}, {"resource_url": "javascript:1"}],
)
def test_path_topic_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PathTopicFactory(**wrong)


@pytest.mark.parametrize("address", ["http://example.org", "javascript:alert(1)", "data:,x"])
def test_program_path_takes_only_safe_links_and_keeps_what_was_typed(client, address):
    coordinator = PersonFactory()
    program = MentoringProgramFactory(coordinator=coordinator)
    client.force_login(coordinator)
    posted = {"month": 3, "title": "Rest", "starter": "When?", "resource_url": address}

    response = client.post(reverse("programs:program-path", args=[program.pk]), posted)

    page = response.content.decode()
    assert "start with https://" in page
    assert 'value="Rest"' in page
    assert not PathTopic.objects.exists()


def test_path_topic_take_puts_it_on_the_next_agenda(client):
    mentorship = MentorshipFactory()
    topic = PathTopicFactory(program=mentorship.program)
    check_in = CheckInFactory(mentorship=mentorship, starts_at=NOON.replace(year=2100))
    client.force_login(mentorship.learner.person)

    client.post(reverse("programs:path-topic-take", args=[mentorship.pk, topic.pk]))

    assert list(AgendaItem.objects.values_list("check_in", "text")) == [(check_in.pk, topic.title)]


def test_a_topic_is_put_on_an_agenda_once_and_says_so(client):
    mentorship = MentorshipFactory(starts_on=timezone.localdate())
    topic = PathTopicFactory(program=mentorship.program, month=1)
    CheckInFactory(mentorship=mentorship, starts_at=NOON.replace(year=2100))
    take = reverse("programs:path-topic-take", args=[mentorship.pk, topic.pk])
    client.force_login(mentorship.learner.person)
    client.post(take)

    answer = client.post(take, follow=True).content.decode()
    client.force_login(mentorship.mentor.person)
    pages = [
        client.get(reverse(f"programs:mentorship-{page}", args=[mentorship.pk])).content.decode()
        for page in ("path", "detail")
    ]

    assert AgendaItem.objects.count() == 1
    assert "That is on the agenda already." in answer
    assert ["on the next agenda" in page for page in pages] == [True, True]
    assert [take in page for page in pages] == [False, False]


def test_m5_the_path_says_who_sees_what_is_taken(client):
    mentorship = MentorshipFactory()
    client.force_login(mentorship.learner.person)

    page = client.get(reverse("programs:mentorship-path", args=[mentorship.pk])).content.decode()

    name = mentorship.mentor.person.name
    assert f"{name} sees what you add to the agenda; your program doesn't." in page
    assert "if someone is at risk" in page
    assert "Nobody can see" not in page


def test_path_topic_take_without_a_check_in_leads_to_booking_one(client):
    mentorship = MentorshipFactory()
    topic = PathTopicFactory(program=mentorship.program)
    client.force_login(mentorship.learner.person)

    response = client.post(reverse("programs:path-topic-take", args=[mentorship.pk, topic.pk]))

    assert response["Location"] == reverse("programs:check-in-plan", args=[mentorship.pk])


def test_path_says_that_a_topic_needs_a_check_in_while_none_is_booked(client):
    mentorship = MentorshipFactory()
    PathTopicFactory(program=mentorship.program)
    client.force_login(mentorship.learner.person)
    page = reverse("programs:mentorship-path", args=[mentorship.pk])

    assert "Book a check-in to talk about this" in client.get(page).content.decode()
    CheckInFactory(mentorship=mentorship, starts_at=timezone.now() + DAY)
    assert "Add to the agenda" in client.get(page).content.decode()


def test_path_topic_of_another_program_is_not_found(client):
    mentorship = MentorshipFactory()
    client.force_login(mentorship.learner.person)
    topic = PathTopicFactory()

    response = client.post(reverse("programs:path-topic-take", args=[mentorship.pk, topic.pk]))

    assert response.status_code == 404


def test_preceptorships_have_no_path(client):
    coordinator = PersonFactory()
    program = ProgramFactory(coordinator=coordinator)
    client.force_login(coordinator)

    response = client.get(reverse("programs:program-path", args=[program.pk]))

    assert response.status_code == 404
