import pytest

from programs.mentoring.goals.measures import how_far
from tests.factories import GoalEntryFactory, GoalShareFactory


@pytest.mark.parametrize(
    ("value", "measure", "words"),
    [
        (0, "yes_no", "Not yet"),
        (50, "yes_no", "Halfway"),
        (73, "yes_no", "Nearly"),
        (100, "yes_no", "Reached"),
        (73, "scale", "73 of 100"),
        (6.8, "number", "6.8"),
    ],
)
def test_how_far_says_a_value_as_the_goal_is_measured(value, measure, words):
    assert how_far(value, measure) == words


@pytest.mark.django_db
def test_a_goal_measured_in_words_shows_no_number(client):
    goal = GoalShareFactory(goal__measure="yes_no").goal
    GoalEntryFactory.create_batch(2, goal=goal, progress=73)
    client.force_login(goal.owner)

    pages = [client.get(f"/goals/{page}").content.decode() for page in (f"{goal.pk}/", "")]

    assert ["Nearly" in page for page in pages] == [True, True]
    assert ["73 of 100" in page for page in pages] == [False, False]
