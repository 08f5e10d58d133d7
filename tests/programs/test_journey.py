"""One person's years on one line, and a mentee's road map: their own eyes (DESIGN 14, M4)."""

import io
import json
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse

from people.journey import export_of, journey_of, story_of
from programs.mentoring.goals.road_map import MOST_GOALS, MOST_PAIRINGS, road_map_of
from programs.mentoring.mentorships.services.mentorship import (
    leave_mentorship,
    pause_mentorship,
    resume_mentorship,
)
from programs.preceptorships.services.pause import pause_preceptorship, resume_preceptorship
from tests.factories import (
    NOON,
    TODAY,
    GoalFactory,
    LearnerFactory,
    MentorFactory,
    MentorshipFactory,
    MilestoneFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ReviewFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def url(person):
    return reverse("people:journey", args=[person.pk])


@pytest.fixture
def amara():
    """A learner of two years ago, who is a mentee and a mentor today."""
    person = PersonFactory(name="Amara Okafor")
    learner = LearnerFactory(person=person)
    preceptorship = PreceptorshipFactory(
        learner=learner,
        primary=PreceptorFactory(person__name="Priya Nair"),
        starts_on=TODAY - 700 * DAY,
    )
    ReviewFactory(
        preceptorship=preceptorship,
        kind="middle",
        position=7,
        held_on=TODAY - 600 * DAY,
        held_by=person,
    )
    MentorshipFactory(
        learner=learner, mentor__person__name="Helen Ward", starts_on=TODAY - 300 * DAY
    )
    MentorshipFactory(
        mentor=MentorFactory(person=person),
        learner__person__name="Joon Park",
        starts_on=TODAY - 100 * DAY,
    )
    GoalFactory(owner=person, title="Lead a shift calmly", achieved_on=TODAY - 20 * DAY)
    return person


def test_journey_holds_both_kinds_from_both_sides(amara):
    entries = journey_of(amara, today=TODAY)

    told = [(entry.tone, entry.whom, len(entry.moments)) for entry in entries]
    assert sorted(told) == sorted(
        [("teal", "", 1), ("plum", "Helen Ward", 0), ("plum", "Joon Park", 0), ("plum", "", 1)]
    )
    starts = [entry.starts_on for entry in entries]
    assert starts == sorted(starts, reverse=True)


def test_journey_of_a_preceptor_holds_whom_they_taught():
    preceptor = PreceptorFactory()
    PreceptorshipFactory(learner__person__name="Amara Okafor", primary=preceptor)

    (entry,) = journey_of(preceptor.person, today=TODAY)

    assert (entry.whom, entry.tone) == ("Amara Okafor", "teal")


def test_journey_tells_of_the_turns_a_mentorship_took():
    mentorship = MentorshipFactory(starts_on=TODAY - 90 * DAY)
    mentee = mentorship.learner.person
    for act, days in ((pause_mentorship, 60), (resume_mentorship, 40)):
        at = NOON - days * DAY
        act(mentorship=mentorship, by=mentee, at=at, today=at.date())
        mentorship.refresh_from_db()
    leave_mentorship(mentorship=mentorship, by=mentee, at=NOON - 10 * DAY)

    (entry,) = journey_of(mentorship.mentor.person, today=TODAY)

    # Who ended it, and how, is in it for neither side (M8).
    assert [str(words) for __, words in entry.moments] == ["Paused", "Resumed", "Ended"]
    assert entry.ends_on == TODAY - 10 * DAY


def test_d2_an_export_names_nobody_else(amara):
    entries = journey_of(amara, today=TODAY)
    export = export_of(amara, entries, at=NOON)

    said = json.dumps([export, story_of(export, entries)], default=str)

    assert "Amara Okafor" in said
    assert "Lead a shift calmly" in said
    assert [name for name in ("Helen", "Joon", "Priya") if name in said] == []


def test_journey_page_is_ones_own_and_becomes_a_file(client, amara):
    client.force_login(amara)

    page = client.get(url(amara)).content.decode()
    pdf = client.post(url(amara), {"as": "pdf"})
    text = client.post(url(amara), {"as": "json"})

    assert "Helen Ward" in page
    assert len(pikepdf.open(io.BytesIO(pdf.content)).pages) == 1
    assert len(json.loads(text.content)["stretches"]) == 4


def test_journey_without_a_pairing_says_what_will_be_there(client):
    person = PersonFactory()
    client.force_login(person)

    assert "Your story begins here" in client.get(url(person)).content.decode()


def test_road_map_draws_goals_steps_and_turns(client):
    mentorship = MentorshipFactory(starts_on=TODAY - 90 * DAY)
    mentee = mentorship.learner.person
    goal = GoalFactory(owner=mentee, title="עדי", target_on=TODAY + 30 * DAY)
    MilestoneFactory(goal=goal, title="A first step", position=1, done_on=TODAY)
    MilestoneFactory(goal=goal, title="Not yet", position=2)
    MilestoneFactory(goal=goal, title="Lead a round", position=3, due_on=TODAY + 9 * DAY)
    client.force_login(mentee)

    page = client.get(reverse("programs:road-map")).content.decode()
    stretches, is_cut = road_map_of(mentee)

    assert [stretch.title for stretch in stretches] == [mentorship.program.name, "עדי"]
    assert [(moment.title, moment.is_planned) for moment in stretches[1].moments] == [
        ("A first step", False),
        ("Lead a round", True),
    ]
    assert not is_cut
    assert "A first step" in page
    assert f"mentorship with {mentorship.mentor.person.name}" in page
    assert "2 dates" in page


def test_road_map_shows_nobody_elses_goals(client):
    mentorship = MentorshipFactory()
    GoalFactory(owner=mentorship.learner.person, title="Lead a shift calmly")

    stretches, __ = road_map_of(mentorship.mentor.person)

    assert stretches == []


def test_road_map_says_when_it_leaves_goals_out():
    person = PersonFactory()
    GoalFactory.create_batch(MOST_GOALS + 1, owner=person)

    stretches, is_cut = road_map_of(person)

    assert (len(stretches), is_cut) == (MOST_GOALS, True)


def test_road_map_plans_nothing_for_a_goal_that_is_over():
    goal = GoalFactory(achieved_on=TODAY)
    MilestoneFactory(goal=goal, title="Never done", due_on=TODAY + 9 * DAY)

    ((stretch,), __) = road_map_of(goal.owner)

    assert [str(moment.title) for moment in stretch.moments] == ["Achieved"]


def test_road_map_says_when_it_leaves_pairings_out(client):
    learner = LearnerFactory()
    MentorshipFactory.create_batch(MOST_PAIRINGS + 1, learner=learner)
    client.force_login(learner.person)

    stretches, is_cut = road_map_of(learner.person)
    page = client.get(reverse("programs:road-map")).content.decode()

    assert (len(stretches), is_cut) == (MOST_PAIRINGS, True)
    assert url(learner.person) in page


@pytest.mark.parametrize("status", ["active", "final_review_due"])
def test_the_turns_of_a_preceptorship_stand_on_both_lines(status):
    preceptorship = PreceptorshipFactory(starts_on=TODAY - 90 * DAY, status=status)
    learner, by = preceptorship.learner.person, PersonFactory()
    facts = {"preceptorship": preceptorship, "by": by}
    at = NOON - 60 * DAY
    pause_preceptorship(**facts, reason="Parental leave", at=at, today=at.date())
    at = NOON - 40 * DAY
    resume_preceptorship(**facts, at=at, today=at.date())

    (entry,) = journey_of(learner, today=TODAY)
    ((stretch,), __) = road_map_of(learner)

    assert [str(words) for __, words in entry.moments] == ["Paused", "Resumed"]
    assert [str(moment.title) for moment in stretch.moments] == ["Paused", "Resumed"]


@pytest.mark.parametrize("name", ["journey", "road-map"])
def test_years_are_told_in_as_many_queries_for_thirty(client, name, django_assert_num_queries):
    asked = {"journey": 12, "road-map": 9}[name]
    for count in (1, 30):
        person = PersonFactory()
        learner = LearnerFactory(person=person)
        for _ in range(count):
            MentorshipFactory(learner=learner)
            PreceptorshipFactory(learner=learner)
            goal = GoalFactory(owner=person, achieved_on=TODAY)
            MilestoneFactory(goal=goal)
        client.force_login(person)
        address = url(person) if name == "journey" else reverse("programs:road-map")
        with django_assert_num_queries(asked):
            client.get(address)
