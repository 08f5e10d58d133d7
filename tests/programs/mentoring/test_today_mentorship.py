"""What Today and the header show of mentoring."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse

from people.context_processors import Shell
from people.registry import TodayItem, TodayPanel
from programs.mentoring import today as today_mentorship
from tests.factories import (
    NOON,
    CheckInFactory,
    GoalCommentFactory,
    GoalEntryFactory,
    GoalFactory,
    GoalShareFactory,
    MentorshipFactory,
    PersonFactory,
    TimeProposalFactory,
)
from tests.told import told

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def panels(person):
    return [
        panel for panel in told(today_mentorship.today, person) if isinstance(panel, TodayPanel)
    ]


def items(person):
    return [item for item in told(today_mentorship.today, person) if isinstance(item, TodayItem)]


def templates(person):
    return [panel.template.removeprefix("programs/mentoring/_today_") for panel in panels(person)]


def labels(person):
    shell = Shell(SimpleNamespace(path="/", user=person))
    return [str(item.label) for item in today_mentorship.nav(person, shell.flags)]


def test_today_of_a_stranger_shows_nothing_of_mentoring():
    person = PersonFactory()

    assert (labels(person), templates(person)) == ([], [])


def test_today_of_a_mentee_shows_goals_and_the_mentor():
    person = MentorshipFactory().learner.person

    assert labels(person) == ["Mentoring", "Goals"]
    assert templates(person) == ["goals.html", "mentor.html"]


def test_today_of_a_mentor_shows_the_mentees():
    person = MentorshipFactory().mentor.person

    assert labels(person) == ["Mentoring"]
    assert templates(person) == ["mentees.html"]


def test_goals_stay_in_the_header_when_the_mentorship_has_ended():
    mentorship = MentorshipFactory(closed=True)
    GoalFactory(owner=mentorship.learner.person)

    assert labels(mentorship.learner.person) == ["Mentoring", "Goals"]
    assert templates(mentorship.learner.person) == ["goals.html"]


def test_today_items_are_the_check_ins_still_to_come_today():
    mentorship = MentorshipFactory()
    CheckInFactory(mentorship=mentorship, starts_at=NOON - HOUR)
    CheckInFactory(mentorship=mentorship, starts_at=NOON + 13 * HOUR)
    soon = CheckInFactory(mentorship=mentorship, starts_at=NOON + HOUR)

    shown = told(today_mentorship.today, mentorship.mentor.person)

    items = [item for item in shown if isinstance(item, TodayItem) and item.due_at]
    assert [item.url for item in items] == [reverse("programs:check-in-detail", args=[soon.pk])]


@pytest.mark.parametrize("role", ["learner", "mentor"])
def test_today_asks_both_whether_they_met(role):
    check_in = CheckInFactory(starts_at=NOON - HOUR)
    person = getattr(check_in.mentorship, role).person

    assert "untold.html" in templates(person)


@pytest.mark.parametrize("outcome", ["held_at", "missed_at", "cancelled_at"])
def test_today_does_not_ask_what_is_told(outcome):
    check_in = CheckInFactory(starts_at=NOON - HOUR, **{outcome: NOON})

    assert "untold.html" not in templates(check_in.mentorship.mentor.person)


def test_m5_what_is_new_counts_only_what_the_mentor_may_read():
    share = GoalShareFactory(shared_from=NOON - 10 * DAY)
    goal, mentor = share.goal, share.mentorship.mentor.person
    GoalEntryFactory(goal=goal, audience="my_mentor", logged_at=NOON - DAY)
    GoalEntryFactory(goal=goal, audience="only_me", logged_at=NOON - DAY)
    GoalEntryFactory(goal=goal, audience="my_mentor", logged_at=NOON - 9 * DAY)
    said = {"goal": goal, "mentorship": share.mentorship, "written_at": NOON - DAY}
    GoalCommentFactory(author=goal.owner, **said)
    GoalCommentFactory(author=mentor, **said)

    (panel,) = panels(mentor)

    ((pair, __),) = panel.context["pairs"]
    assert pair.new_count == 2


def test_a_mentee_logs_from_today_in_three_taps(client):
    share = GoalShareFactory()
    client.force_login(share.goal.owner)
    log = reverse("programs:goal-log", args=[share.goal.pk])

    with time_machine.travel(NOON, tick=False):
        today = client.get(reverse("people:today")).content.decode()
        form = client.get(log).context["form"]
        done = client.post(log, {"progress": "50", "audience": form["audience"].value()})

    # The link on Today, a chip, the button.
    assert f'href="{log}"' in today
    assert done["Location"] == reverse("programs:goal-detail", args=[share.goal.pk])
    assert share.goal.entries.get().progress == 50


@pytest.mark.parametrize("role", ["learner", "mentor"])
def test_a_new_pair_with_times_to_choose_from_is_not_asked_to_book(role):
    mentorship = MentorshipFactory(starts_on=NOON.date())
    person = getattr(mentorship, role).person
    book = reverse("programs:check-in-plan", args=[mentorship.pk])
    before = [item.url for item in items(person)]
    TimeProposalFactory(mentorship=mentorship, times=[NOON + DAY])

    after = [item.url for item in items(person)]

    assert (book in before, book in after) == (True, False)


def test_we_met_is_one_tap_on_today(client):
    check_in = CheckInFactory(starts_at=NOON - HOUR)
    client.force_login(check_in.mentorship.mentor.person)

    with time_machine.travel(NOON, tick=False):
        page = client.get(reverse("people:today")).content.decode()

    assert f'action="{reverse("programs:check-in-hold", args=[check_in.pk])}"' in page
