"""Ideas to begin a goal from; nobody learns who did (M4)."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from programs.mentoring.goals.ideas import idea_of, ideas_for
from programs.mentoring.goals.models import Goal, GoalTemplate
from programs.mentoring.goals.presets import IDEAS
from programs.mentoring.goals.services.goal_template import (
    MOST,
    GoalTemplateError,
    add_goal_template,
)
from tests.factories import (
    GoalTemplateFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
CREATE = reverse("programs:goal-create")


def titles(person):
    return {title for __, rows in ideas_for(person) for __, title in rows}


def test_there_are_ideas_for_every_area_of_life():
    assert {idea.area for idea in IDEAS} == set(Goal.Area.values)
    assert len({idea.code for idea in IDEAS}) == len(IDEAS)
    assert {idea.measure for idea in IDEAS} <= set(Goal.Measure.values)


def test_ideas_are_those_of_ones_programs_and_ours():
    mentorship = MentorshipFactory()
    mine = GoalTemplateFactory(program=mentorship.program, title="Run a clinic day")
    other = GoalTemplateFactory(title="Elsewhere")
    mentee = mentorship.learner.person

    assert mine.title in titles(mentee)
    assert other.title not in titles(mentee)
    assert (idea_of(mentee, str(mine.pk)), idea_of(mentee, str(other.pk))) == (mine, None)
    assert idea_of(mentee, "nonsense") is None


def test_goal_create_from_an_idea_fills_in_and_saves_nothing(client):
    person = PersonFactory()
    client.force_login(person)

    page = client.get(CREATE, {"idea": "lead-calmly"}).content.decode()

    assert 'value="Lead a shift or a meeting calmly"' in page
    assert "Watch someone who does\nLead the first half hour" in page
    assert not Goal.objects.exists()


def test_goal_create_from_an_idea_brings_its_steps_along(client):
    person = PersonFactory()
    client.force_login(person)
    posted = {
        "title": "Mine",
        "area": "skills",
        "measure": "yes_no",
        "audience": "only_me",
        "steps": " First \r\n\r\nSecond\x07",
    }

    client.post(f"{CREATE}?idea=learn", posted)

    goal = Goal.objects.get(owner=person)
    steps = goal.milestones.values_list("position", "title")
    assert (goal.title, list(steps)) == ("Mine", [(1, "First"), (2, "Second")])


@pytest.mark.parametrize(
    ("steps", "words"), [("x\n" * 11, "Ten steps"), ("x" * 201, "at most 200")]
)
def test_goal_create_refuses_too_many_steps_and_keeps_them(client, steps, words):
    client.force_login(PersonFactory())
    posted = {
        "title": "Mine",
        "area": "skills",
        "measure": "yes_no",
        "audience": "only_me",
        "steps": steps,
    }

    page = client.post(f"{CREATE}?idea=learn", posted).content.decode()

    assert words in page
    assert steps.strip() in page


def test_program_goal_templates_are_added_and_removed(client):
    coordinator = PersonFactory()
    program = MentoringProgramFactory(coordinator=coordinator)
    client.force_login(coordinator)
    address = reverse("programs:program-goal-templates", args=[program.pk])

    client.post(
        address, {"area": "career", "title": "x <b>", "measure": "yes_no", "steps": "One\nTwo"}
    )
    template = GoalTemplate.objects.get(program=program)
    page = client.get(address).content.decode()
    client.post(reverse("programs:program-goal-template-remove", args=[program.pk, template.pk]))

    assert template.steps == ["One", "Two"]
    assert "x &lt;b&gt;" in page
    assert not GoalTemplate.objects.exists()


def test_add_goal_template_refuses_one_too_many():
    program = MentoringProgramFactory()
    row = GoalTemplate(program=program, area="career", title="x")
    GoalTemplate.objects.bulk_create(
        [GoalTemplate(program=program, area=row.area, title=row.title) for _ in range(MOST)]
    )

    with pytest.raises(GoalTemplateError, match="Remove one first"):
        add_goal_template(program=program, area="career", title="y", measure="yes_no")


def test_goal_template_without_a_title_is_refused():
    with pytest.raises(IntegrityError), transaction.atomic():
        GoalTemplateFactory(title="")
