"""What two people talk about, and what each takes on (M12)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.mentoring.meetings.models import ActionItem, AgendaItem, CheckIn
from programs.mentoring.meetings.services import agenda as services
from programs.mentoring.meetings.services.check_in import move_check_in
from programs.mentoring.mentorships.services.mentorship import leave_mentorship
from tests.factories import (
    NOON,
    TODAY,
    ActionItemFactory,
    AgendaItemFactory,
    CheckInFactory,
    GoalFactory,
    GoalShareFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def check_in():
    return CheckInFactory(starts_at=timezone.now() + 3 * DAY)


def url(name, row):
    return reverse(f"programs:{name}", args=[row.pk])


def page(client, check_in, person):
    client.force_login(person)
    return client.get(url("check-in-detail", check_in)).content.decode()


def test_m12_both_see_a_topic_of_either(client, check_in):
    mentee, mentor = check_in.mentorship.both
    client.force_login(mentee)

    client.post(url("agenda-add", check_in), {"agenda-text": "The night shift"})

    shown = [page(client, check_in, person) for person in (mentee, mentor)]
    assert ["The night shift" in text for text in shown] == [True, True]
    # Whoever wrote it may take it off again.
    assert ["Remove" in text for text in shown] == [True, False]


def test_m12_shared_goals_and_open_actions_stand_on_the_agenda(client, check_in):
    mentorship = check_in.mentorship
    mentee, mentor = mentorship.both
    shared, private = (GoalFactory(owner=mentee, title=title) for title in ("Chair", "Sleep"))
    GoalShareFactory(goal=shared, mentorship=mentorship)
    ActionItemFactory(mentorship=mentorship, text="Read chapter two")

    text = page(client, check_in, mentor)

    assert ("Chair" in text, "Sleep" in text, "Read chapter two" in text) == (True, False, True)
    assert private.title not in page(client, check_in, mentee)


def test_m12_an_action_has_an_owner_and_a_date(client, check_in):
    mentee, mentor = check_in.mentorship.both
    client.force_login(mentee)
    due_on = timezone.localdate() + 7 * DAY
    posted = {"action-text": "Ask Ana", "action-owner": "partner", "action-due_on": due_on}

    client.post(url("action-add", check_in), posted)

    action = ActionItem.objects.get()
    assert (action.text, action.owner, action.due_on) == ("Ask Ana", mentor, due_on)


def test_m12_an_action_is_done_and_taken_back_by_either(client, check_in):
    action = ActionItemFactory(mentorship=check_in.mentorship)
    client.force_login(check_in.mentorship.mentor.person)

    client.post(url("action-done", action))
    action.refresh_from_db()
    done_on = action.done_on
    client.post(url("action-undo", action))

    action.refresh_from_db()
    assert (done_on, action.done_on) == (timezone.localdate(), None)


def test_an_act_leads_back_to_where_it_was_pressed(client, check_in):
    action = ActionItemFactory(mentorship=check_in.mentorship)
    client.force_login(action.owner)
    here = url("check-in-detail", check_in)

    response = client.post(url("action-done", action), {"next": here})

    assert response.url == here


def test_m12_the_agenda_goes_along_when_a_check_in_moves(check_in):
    item = AgendaItemFactory(check_in=check_in)

    moved = move_check_in(
        check_in=check_in,
        starts_at=check_in.starts_at + DAY,
        minutes=30,
        medium=CheckIn.Medium.PHONE,
        by=item.author,
        at=timezone.now(),
    )

    item.refresh_from_db()
    assert item.check_in == moved


def test_m8_after_the_end_each_keeps_their_own(check_in):
    mentorship = check_in.mentorship
    mentee, mentor = mentorship.both
    item, action = AgendaItemFactory(check_in=check_in), ActionItemFactory(mentorship=mentorship)

    leave_mentorship(mentorship=mentorship, by=mentor, at=NOON)

    kept = [
        (list(AgendaItem.objects.readable_by(person)), list(ActionItem.objects.readable_by(person)))
        for person in (mentee, mentor)
    ]
    assert kept == [([item], [action]), ([], [])]


def test_m8_nothing_is_added_after_the_end(check_in):
    mentorship = check_in.mentorship
    mentee = mentorship.learner.person
    leave_mentorship(mentorship=mentorship, by=mentee, at=NOON)

    with pytest.raises(services.AgendaError):
        services.add_to_agenda(check_in=check_in, by=mentee, text="too late", at=NOON)
    with pytest.raises(services.AgendaError):
        services.take_on(mentorship=mentorship, owner=mentee, text="too late", at=NOON)


def test_nobody_else_takes_something_on(check_in):
    with pytest.raises(services.AgendaError, match="one of the two of you"):
        services.take_on(mentorship=check_in.mentorship, owner=PersonFactory(), text="no", at=NOON)


def test_a_topic_for_a_check_in_that_is_off_names_what_to_do(check_in):
    check_in.cancelled_at = NOON
    check_in.save()
    by = check_in.mentorship.learner.person

    with pytest.raises(services.AgendaError, match="Open the current one"):
        services.add_to_agenda(check_in=check_in, by=by, text="late", at=NOON)


@pytest.mark.parametrize(("name", "field"), [("agenda-add", "agenda"), ("action-add", "action")])
def test_too_long_a_text_is_refused_and_kept(client, check_in, name, field):
    client.force_login(check_in.mentorship.learner.person)
    posted = {f"{field}-text": "x" * 100_000, "action-owner": "me"}

    response = client.post(url(name, check_in), posted)

    assert "at most 300 characters" in response.content.decode()
    assert "x" * 100_000 in response.content.decode()


def test_what_was_done_a_week_ago_is_shown_no_more(check_in):
    mentorship = check_in.mentorship
    ActionItemFactory(mentorship=mentorship, done_on=TODAY - 7 * DAY)
    lately = ActionItemFactory(mentorship=mentorship, done_on=TODAY - 6 * DAY)

    assert list(ActionItem.objects.current(TODAY)) == [lately]
