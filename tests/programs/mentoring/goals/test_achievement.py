import pytest
from django.db import IntegrityError
from django.urls import reverse

from programs.mentoring.goals.models import SharedAchievement
from programs.mentoring.goals.services import achievement as services
from programs.mentoring.goals.services.goal import GoalError
from tests.factories import NOON, TODAY, GoalFactory, GoalShareFactory, MentorshipFactory

pytestmark = pytest.mark.django_db


def share(**fields):
    made = GoalShareFactory(goal__achieved_on=TODAY)
    options = {"goal": made.goal, "mentorship": made.mentorship, "title": "Led a handover"}
    return services.share_achievement(at=NOON, **(options | fields))


def test_m4_an_achievement_is_title_and_date_and_no_more():
    achievement = share()

    told = SharedAchievement.objects.of_program(achievement.mentorship.program).get()
    assert (told.title, told.achieved_on) == ("Led a handover", TODAY)
    assert told.get_deferred_fields() == {"goal_id", "mentorship_id"}


def test_m4_an_achievement_reaches_its_own_program_alone():
    share()

    other = MentorshipFactory().program
    assert not SharedAchievement.objects.of_program(other).exists()


def test_m4_only_an_achieved_goal_is_told():
    made = GoalShareFactory()

    with pytest.raises(GoalError):
        share(goal=made.goal, mentorship=made.mentorship)


def test_m4_an_achievement_is_told_only_a_program_of_ones_own():
    with pytest.raises(GoalError):
        share(mentorship=MentorshipFactory())


def test_m4_an_achievement_is_told_once():
    first = share()

    with pytest.raises(GoalError):
        share(goal=first.goal, mentorship=first.mentorship)
    with pytest.raises(IntegrityError):
        SharedAchievement.objects.create(
            goal=first.goal,
            mentorship=first.mentorship,
            title="Again",
            achieved_on=TODAY,
            shared_at=NOON,
        )


def test_m4_an_achievement_can_be_taken_back():
    achievement = share()

    services.withdraw_achievement(goal=achievement.goal)

    assert not SharedAchievement.objects.exists()


def test_achievement_form_offers_each_program_once(client):
    first = MentorshipFactory(closed=True)
    mentee = first.learner.person
    MentorshipFactory(cohort=first.cohort, learner=first.learner)
    goal = GoalFactory(owner=mentee, achieved_on=TODAY)
    client.force_login(mentee)
    address = reverse("programs:achievement-share", args=[goal.pk])

    same = client.get(address).content.decode()
    other = MentorshipFactory(learner=first.learner).program
    two = client.get(address).content.decode()

    assert "Which program?" not in same
    assert (two.count(f"{first.program.name}</label>"), two.count(other.name)) == (1, 1)
    assert "anyone who coordinates the program you choose, now or later" in two
