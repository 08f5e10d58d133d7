"""The pages of goals, check-ins and mentorships, as the two of a pair use them."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.mentoring.goals.models import (
    Goal,
    GoalEntry,
    GoalShare,
    Milestone,
)
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.mentorships.models import Mentorship
from tests.factories import (
    NOON,
    TODAY,
    CheckInFactory,
    CheckInNoteFactory,
    GoalCommentFactory,
    GoalEntryFactory,
    GoalFactory,
    GoalShareFactory,
    LearnerFactory,
    MentorshipFactory,
    MilestoneFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# No page asks more often, however long its lists are.
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def mentorship():
    return MentorshipFactory(mentor__person__name="Helen Ward", learner__person__name="Amara")


@pytest.fixture
def mentee(client, mentorship):
    client.force_login(mentorship.learner.person)
    return client


@pytest.fixture
def mentor(client, mentorship):
    client.force_login(mentorship.mentor.person)
    return client


def shared_goal(mentorship, **fields):
    goal = GoalFactory(owner=mentorship.learner.person, **fields)
    GoalShareFactory(goal=goal, mentorship=mentorship)
    return goal


def url(name, *rows):
    return reverse(f"programs:{name}", args=[row.pk for row in rows])


def said(response):
    return [str(message) for message in response.wsgi_request._messages]


GOAL = {"area": "skills", "title": "Lead a handover", "measure": "yes_no"}


def test_goal_create_offers_exact_names(mentee):
    page = mentee.get(url("goal-create")).content.decode()

    assert "You and Helen Ward" in page
    assert "Only you" in page


def test_goal_create_shares_with_the_mentor_chosen(mentee, mentorship):
    mentee.post(url("goal-create"), GOAL | {"audience": str(mentorship.pk)})

    assert list(Goal.objects.shared_with(mentorship.mentor.person)) == [Goal.objects.get()]


def test_goal_create_keeps_it_to_oneself(mentee):
    mentee.post(url("goal-create"), GOAL | {"audience": "only_me"})

    assert Goal.objects.get().audience == Goal.Audience.ONLY_ME


def test_goal_create_knows_no_mentorship_of_others(mentee):
    other = MentorshipFactory()

    response = mentee.post(url("goal-create"), GOAL | {"audience": str(other.pk)})

    assert response.status_code == 200
    assert not Goal.objects.exists()


def test_goal_create_ignores_columns_that_are_not_asked(mentee):
    forged = {"owner": str(PersonFactory().pk), "achieved_on": "2026-01-01", "created_at": "x"}

    mentee.post(url("goal-create"), GOAL | forged | {"audience": "only_me"})

    assert Goal.objects.get().achieved_on is None


def test_m4_goal_audience_names_on_a_page_of_its_own_who_would_read_what(mentee, mentorship):
    goal = GoalFactory(owner=mentorship.learner.person, audience="only_me", reason="My reason.")
    GoalEntryFactory(goal=goal)
    MilestoneFactory(goal=goal, title="Watch one first")

    asked = mentee.post(url("goal-audience", goal), {"audience": str(mentorship.pk)})

    page = asked.content.decode()
    assert not GoalShare.objects.exists()
    assert "Helen Ward will be able to read" in page
    assert "My reason." in page
    assert "Watch one first" in page
    assert "The 1 entry you have written so far" in page


def test_m4_goal_audience_widens_when_confirmed(mentee, mentorship):
    goal = GoalFactory(owner=mentorship.learner.person, audience="only_me")

    mentee.post(url("goal-audience", goal), {"audience": str(mentorship.pk), "is_confirmed": "on"})

    assert GoalShare.objects.in_force().get().mentorship == mentorship


def test_m4_goal_audience_narrows_without_asking(mentee, mentorship):
    goal = shared_goal(mentorship)

    mentee.post(url("goal-audience", goal), {"audience": "only_me"})

    assert not GoalShare.objects.in_force().exists()


def test_goal_log_takes_two_posts_and_no_more(mentee, mentorship):
    goal = shared_goal(mentorship)
    share = goal.shares.get()

    mentee.post(url("goal-log", goal), {"progress": "50", "text": "", "audience": str(share.pk)})

    entry = GoalEntry.objects.get()
    assert (entry.progress, entry.audience) == (50, Goal.Audience.MY_MENTOR)


def test_m5_goal_log_keeps_the_words_when_the_readers_changed_meanwhile(mentee, mentorship):
    goal = shared_goal(mentorship)
    stale = goal.shares.get()
    goal.shares.update(shared_until=NOON)

    response = mentee.post(
        url("goal-log", goal), {"text": "For Helen alone.", "audience": str(stale.pk)}
    )

    page = response.content.decode()
    assert not GoalEntry.objects.exists()
    assert "For Helen alone." in page
    assert "has changed since you opened the page" in page


def test_m5_goal_update_shows_todays_readers_and_can_then_be_saved(mentee, mentorship):
    goal = shared_goal(mentorship, title="Old")
    words = GOAL | {"title": "New"}

    refused = mentee.post(url("goal-update", goal), words | {"readers": ""})
    again = refused.context["form"]["readers"].value()
    mentee.post(url("goal-update", goal), words | {"readers": again})

    goal.refresh_from_db()
    assert "has changed since you opened the page" in refused.content.decode()
    assert goal.title == "New"


def test_goal_measured_by_a_number_asks_for_the_number(mentee, mentorship):
    goal = GoalFactory(
        owner=mentorship.learner.person, measure="number", measure_text="hours of sleep"
    )

    mentee.post(url("goal-log", goal), {"number": "6.5", "audience": "only_me"})

    assert float(GoalEntry.objects.get().number) == 6.5


def test_goal_detail_draws_the_numbers_with_a_table_behind(mentee, mentorship):
    goal = shared_goal(mentorship)
    for day, progress in enumerate((10, 60)):
        GoalEntryFactory(goal=goal, progress=progress, logged_at=NOON + day * DAY)

    page = mentee.get(url("goal-detail", goal)).content.decode()

    assert "<polyline" in page
    assert "The values as a table" in page


def test_m5_the_chart_of_a_mentor_draws_only_what_they_may_read(mentor, mentorship):
    goal = shared_goal(mentorship)
    for day in range(3):
        GoalEntryFactory(goal=goal, progress=50, audience="only_me", logged_at=NOON + day * DAY)

    assert "<polyline" not in mentor.get(url("goal-detail", goal)).content.decode()


def test_milestone_done_answers_htmx_with_the_list_alone(mentee, mentorship):
    step = MilestoneFactory(goal=shared_goal(mentorship))

    response = mentee.post(url("milestone-done", step), headers={"HX-Request": "true"})

    assert response.content.decode().lstrip().startswith("<section")
    assert Milestone.objects.get().done_on == TODAY


def test_milestone_done_works_without_javascript(mentee, mentorship):
    step = MilestoneFactory(goal=shared_goal(mentorship))

    response = mentee.post(url("milestone-done", step))

    assert response["Location"] == url("goal-detail", step.goal)


def test_check_in_plan_proposes_the_rhythm_of_the_two(mentee, mentorship):
    CheckInFactory(
        mentorship=mentorship, starts_at=NOON - 11 * DAY, held_at=NOON, minutes=30, medium="phone"
    )

    form = mentee.get(url("check-in-plan", mentorship)).context["form"]

    assert {name: str(form.initial[name]) for name in ("day", "clock", "minutes", "medium")} == {
        "day": "2026-12-10",
        "clock": "12:00:00",
        "minutes": "30",
        "medium": "phone",
    }


def plan(client, mentorship, day, clock):
    fields = {"day": day, "clock": clock, "minutes": "30", "medium": "phone"}
    return client.post(url("check-in-plan", mentorship), fields)


def test_check_in_plan_means_the_planners_own_clock(client, mentorship):
    person = mentorship.mentor.person
    person.time_zone = "Europe/Berlin"
    person.save()
    client.force_login(person)

    plan(client, mentorship, "2026-12-10", "16:00")

    local = CheckIn.objects.get().starts_at.astimezone(ZoneInfo("Europe/Berlin"))
    assert (local.hour, local.date().isoformat()) == (16, "2026-12-10")


def test_check_in_plan_refuses_the_hour_that_is_skipped_in_spring(mentee, mentorship):
    response = plan(mentee, mentorship, "2027-03-28", "01:30")

    assert "01:30 does not exist on 28 Mar 2027" in response.content.decode()
    assert not CheckIn.objects.exists()


def test_check_in_plan_takes_the_first_of_the_hour_that_comes_twice(mentee, mentorship):
    response = plan(mentee, mentorship, "2027-10-31", "01:30")

    assert CheckIn.objects.get().starts_at.isoformat() == "2027-10-31T00:30:00+00:00"
    assert "booked the first one" in " ".join(said(response))


def test_check_in_hold_comes_back_to_where_it_was_pressed(mentee, mentorship):
    check_in = CheckInFactory(mentorship=mentorship, starts_at=NOON - DAY)

    response = mentee.post(url("check-in-hold", check_in), {"next": "/"})

    check_in.refresh_from_db()
    assert response["Location"] == "/"
    assert check_in.held_at == NOON - DAY


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_check_in_hold_leads_nowhere_else(mentee, mentorship, elsewhere):
    check_in = CheckInFactory(mentorship=mentorship, starts_at=NOON - DAY)

    response = mentee.post(url("check-in-hold", check_in), {"next": elsewhere})

    assert response["Location"] == url("check-in-detail", check_in)


def test_m8_mentorship_leave_explains_what_the_other_will_see(mentee, mentorship):
    page = mentee.get(url("mentorship-leave", mentorship)).content.decode()

    assert "What Helen Ward will see" in page
    assert "It doesn't say who ended it or why." in page


def test_m8_mentorship_leave_asks_nothing(mentee, mentorship):
    mentee.post(url("mentorship-leave", mentorship))

    mentorship.refresh_from_db()
    assert mentorship.status == Mentorship.Status.CLOSED


def test_m8_an_ended_mentorship_says_so_and_not_how(mentor, mentorship):
    mentor.post(url("mentorship-leave", mentorship))

    page = mentor.get(url("mentorship-detail", mentorship)).content.decode()

    assert "This mentorship has ended." in page
    assert "one of the two" not in page


def test_mentorship_leave_twice_leads_back(mentee, mentorship):
    mentee.post(url("mentorship-leave", mentorship))

    response = mentee.post(url("mentorship-leave", mentorship))

    assert response["Location"] == url("mentorship-detail", mentorship)


def test_a_draft_is_nobodys_page_yet(client):
    mentorship = MentorshipFactory(status=Mentorship.Status.DRAFT)
    client.force_login(mentorship.learner.person)

    assert client.get(url("mentorship-detail", mentorship)).status_code == 404


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fill(mentorship, count):
    """Put ``count`` of everything into a mentorship; return a goal with as many entries."""
    goals = [shared_goal(mentorship) for __ in range(count)]
    for number in range(count):
        moment = NOON - (number + 1) * DAY
        GoalEntryFactory(goal=goals[0], progress=number, logged_at=moment)
        GoalCommentFactory(goal=goals[0], mentorship=mentorship, written_at=moment)
        MilestoneFactory(goal=goals[0], position=number)
        held = CheckInFactory(mentorship=mentorship, starts_at=moment, held_at=moment)
        CheckInNoteFactory(check_in=held)
        MentorshipFactory(mentor=mentorship.mentor, cohort=mentorship.cohort)
    return goals[0]


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_pages_ask_as_often_for_thirty_rows_as_for_one(client, role):
    asked = {}
    for count in (1, 30):
        mentorship = MentorshipFactory()
        goal = fill(mentorship, count)
        part = mentorship.learner if role == "mentee" else mentorship.mentor
        client.force_login(part.person)
        addresses = {
            "today": reverse("people:today"),
            "list": url("mentorship-list"),
            "detail": url("mentorship-detail", mentorship),
            "goals": url("goal-list"),
            "goal": url("goal-detail", goal),
            "check-in": url("check-in-detail", mentorship.check_ins.first()),
        }
        asked[count] = {name: queries(client, address) for name, address in addresses.items()}

    assert asked[1] == asked[30]
    # Today is put together by all apps; what it asks for others is not counted here.
    del asked[30]["today"]
    assert max(asked[30].values()) <= MOST_QUERIES


def test_the_facts_ask_as_often_for_thirty_pairs_as_for_one(client):
    asked = []
    for count in (1, 30):
        coordinator = PersonFactory()
        first = MentorshipFactory(cohort__program__coordinator=coordinator)
        for __ in range(count - 1):
            MentorshipFactory(cohort=first.cohort, learner=LearnerFactory())
        client.force_login(coordinator)
        asked.append(queries(client, url("program-mentorships", first.program)))

    assert asked[0] == asked[1] <= MOST_QUERIES
