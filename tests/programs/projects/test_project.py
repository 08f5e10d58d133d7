"""What a preceptorship is for: an assignment or a project, and what becomes of it at its end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from common.edit_form import OPENED
from people.notices.models import Notice
from people.notices.services.notice import plan_notices
from programs.cohorts.models import Program
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.preceptorship import withdraw_preceptorship
from programs.projects import reminders, services, worklist
from programs.projects.models import ASKED_AHEAD, Project, ProjectPart
from programs.projects.services import ProjectError
from tests.factories import (
    NOON,
    TODAY,
    CohortFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgressFactory,
    ProjectFactory,
    ProjectPartFactory,
)
from tests.worklist import rows_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def preceptorship(program):
    made = PreceptorshipFactory(
        cohort=CohortFactory(program=program),
        primary=PreceptorFactory(eligible=True),
        ends_on=TODAY + 200 * DAY,
    )
    ProgressFactory(preceptorship=made, total=1)
    return made


@pytest.fixture
def project(program):
    return ProjectFactory(program=program, place="Ward 7B", aims="Plan a shift\nRun it")


def part_of(preceptorship, **fields):
    return ProjectPartFactory(
        preceptorship=preceptorship, project__program=preceptorship.program, **fields
    )


def put(acting, project, *preceptorships):
    services.put_into_project(project=project, preceptorships=preceptorships, **acting)


def asked(program):
    """Whose rows stand on the worklist."""
    return [row.person for row in rows_of(worklist, Program.objects.filter(pk=program.pk), NOON)]


def told():
    return Notice.objects.filter(kind="project_ends", superseded_at=None)


def test_a_preceptorship_belongs_to_one_project(acting, preceptorship, project, program):
    other = ProjectFactory(program=program, name="Dialysis move")
    put(acting, other, preceptorship)

    put(acting, project, preceptorship)

    assert preceptorship.project_part.project == project
    services.take_out_of_project(preceptorship=preceptorship, at=NOON, today=TODAY)
    assert not ProjectPart.objects.exists()


def test_nobody_joins_what_is_over(acting, preceptorship, program):
    over = ProjectFactory(program=program, ends_on=TODAY - DAY)

    with pytest.raises(ProjectError, match="is over"):
        put(acting, over, preceptorship)


def test_a_project_takes_open_preceptorships_of_its_program(acting, preceptorship, project):
    elsewhere = PreceptorshipFactory()

    with pytest.raises(ProjectError):
        put(acting, project, preceptorship, elsewhere)

    assert not ProjectPart.objects.exists()


def test_a_project_ends_in_the_future(acting, program):
    words = {"kind": "project", "name": "Move", "purpose": "Move the ward.", "aims": ""}

    with pytest.raises(ProjectError):
        services.create_project(program=program, ends_on=TODAY - DAY, place="", **words, **acting)


def test_plan_and_hand_over_card_say_what_it_is_for(browser, acting, preceptorship, project):
    put(acting, project, preceptorship)

    for name in ("programs:preceptorship-plan", "assessments:hand-over-card"):
        page = browser.get(reverse(name, args=[preceptorship.pk])).content.decode()
        for words in (project.name, "Ward 7B", project.purpose, '<li dir="auto">Run it</li>'):
            assert words in page


@pytest.mark.parametrize(
    ("project_ends", "preceptorship_ends", "is_asked"),
    [
        (ASKED_AHEAD, 200 * DAY, True),
        (ASKED_AHEAD + DAY, 200 * DAY, False),
        (-DAY, 200 * DAY, True),
        (7 * DAY, 7 * DAY, False),
    ],
)
def test_it_is_asked_where_a_project_ends_first(
    program, preceptorship, project_ends, preceptorship_ends, is_asked
):
    part_of(preceptorship, project__ends_on=TODAY + project_ends)
    preceptorship.ends_on = TODAY + preceptorship_ends
    preceptorship.save()

    assert (asked(program) == [preceptorship.learner.person]) is is_asked
    assert bool(list(reminders.drafts(NOON))) is is_asked


def test_it_goes_on_and_nobody_is_asked_again(acting, program, preceptorship):
    part = part_of(preceptorship, project__ends_on=TODAY + DAY)
    plan_notices(reminders.drafts(NOON), at=NOON)
    assert told().exists()

    services.let_go_on(part=part, **acting)

    assert asked(program) == []
    assert not told().exists()
    with pytest.raises(ProjectError):
        services.let_go_on(part=part, **acting)


def test_it_is_asked_until_all_of_a_project_are_decided(acting, preceptorship):
    part = part_of(preceptorship, project__ends_on=TODAY + DAY)
    second = PreceptorshipFactory(cohort=preceptorship.cohort, ends_on=TODAY + 200 * DAY)
    other = ProjectPartFactory(preceptorship=second, project=part.project)
    plan_notices(reminders.drafts(NOON), at=NOON)

    services.let_go_on(part=part, **acting)
    assert told().exists()

    services.let_go_on(part=other, **acting)
    assert not told().exists()


def test_all_of_a_project_go_on_by_one_press(browser, program, preceptorship):
    part = part_of(preceptorship, project__ends_on=TODAY + DAY)
    second = PreceptorshipFactory(cohort=preceptorship.cohort, ends_on=TODAY + 200 * DAY)
    ProjectPartFactory(preceptorship=second, project=part.project)

    browser.post(reverse("programs:project-go-on", args=[part.project_id]))

    assert asked(program) == []
    assert ProjectPart.objects.filter(settled_at=NOON).count() == 2


def test_a_later_end_asks_anew(acting, program, preceptorship):
    part = part_of(preceptorship, project__ends_on=TODAY + DAY)
    services.let_go_on(part=part, **acting)
    words = {name: getattr(part.project, name) for name in ("kind", "name", "purpose")}

    services.update_project(
        project=part.project, at=NOON, today=TODAY, ends_on=TODAY + 3 * DAY, **words
    )

    assert asked(program) == [preceptorship.learner.person]


def test_the_end_of_a_preceptorship_decides(acting, program, preceptorship):
    part_of(preceptorship, project__ends_on=TODAY + DAY)
    plan_notices(reminders.drafts(NOON), at=NOON)

    withdraw_preceptorship(preceptorship=preceptorship, reason="She moved.", **acting)

    assert asked(program) == []
    assert not told().exists()


@pytest.mark.parametrize("moved", ["project", "preceptorship"])
def test_nobody_is_asked_any_more_once_one_of_the_ends_has_moved(preceptorship, moved):
    part = part_of(preceptorship, project__ends_on=TODAY + 9 * DAY)
    plan_notices(reminders.drafts(NOON), at=NOON)
    told().update(read_at=NOON)
    assert not reminders.stale(NOON).exists()

    if moved == "project":
        Project.objects.filter(pk=part.project_id).update(ends_on=TODAY + 100 * DAY)
    else:
        Preceptorship.objects.filter(pk=preceptorship.pk).update(ends_on=TODAY + 8 * DAY)

    assert set(reminders.stale(NOON)) == set(told())


def test_from_program_to_project_to_people(browser, program, preceptorship):
    url = reverse("programs:project-create", args=[program.pk])
    fields = {"kind": "project", "name": "Dialysis move", "purpose": "Move the ward."}
    browser.post(url, {**fields, "ends_on": TODAY + 30 * DAY})
    project = Project.objects.get()

    ticked = {"ticked": [preceptorship.pk], "project": project.pk}
    browser.post(reverse("programs:preceptorships-project", args=[program.pk]), ticked)

    page = browser.get(reverse("programs:project-detail", args=[project.pk])).content.decode()
    assert preceptorship.learner.person.name in page
    assert (
        "Dialysis move"
        in browser.get(reverse("programs:project-list", args=[program.pk])).content.decode()
    )


def test_nobody_changes_a_project_unseen(browser, project):
    url = reverse("programs:project-update", args=[project.pk])
    opened = browser.get(url).context["form"][OPENED].value()
    project.purpose = "Learn to run a night."
    project.save()
    sent = {"kind": "project", "name": "Mine", "purpose": "Mine.", "ends_on": project.ends_on}

    page = browser.post(url, {**sent, OPENED: opened}).content.decode()

    assert "Learn to run a night." in page
    assert Project.objects.get().name == project.name


@pytest.mark.parametrize("what", ["goes-on", "move"])
def test_a_decision_is_one_page(browser, program, preceptorship, project, what):
    part = part_of(preceptorship, project__ends_on=TODAY + DAY)
    url = reverse("programs:project-part-decide", args=[part.pk])
    assert str(project) in browser.get(url).content.decode()

    browser.post(url, {"what": project.pk if what == "move" else what})

    part.refresh_from_db()
    assert (part.settled_at == NOON, part.project == project) == (
        (True, False) if what == "goes-on" else (False, True)
    )


def test_whoever_coordinates_decides_nothing_about_themselves(
    browser, acting, program, coordinator, project
):
    own = PreceptorshipFactory(
        cohort__program=program, learner__person=coordinator, ends_on=TODAY + 200 * DAY
    )
    with pytest.raises(ProjectError, match="yourself"):
        put(acting | {"by": coordinator}, project, own)
    part = part_of(own, project__ends_on=TODAY + DAY)
    page = browser.get(reverse("programs:project-detail", args=[part.project_id]))
    assert page.context["to_decide"] == set()

    answer = browser.get(reverse("programs:preceptorship-project", args=[own.pk]))

    assert answer.status_code == 403


@pytest.mark.parametrize("columns", [{"name": ""}, {"purpose": ""}])
def test_project_constraints(project, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**columns)


def test_part_constraints(preceptorship):
    part = part_of(preceptorship)

    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectPart.objects.filter(pk=part.pk).update(settled_at=NOON)
