"""A person's page: what it says to whom, filled by the rooms above."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def record(now):
    """A learner with a preceptor and a backup, and a review to come."""
    preceptorship = make.PreceptorshipFactory(
        learner=make.LearnerFactory(person=make.PersonFactory(name="Amara Okafor")),
        primary=make.PreceptorFactory(person=make.PersonFactory(name="Priya Nair")),
        backup=make.PreceptorFactory(person=make.PersonFactory(name="Samir Khoury")),
        starts_on=now.date() - timedelta(weeks=8),
    )
    make.ProgressFactory(preceptorship=preceptorship, total=30, achieved=4)
    make.ReviewFactory(
        preceptorship=preceptorship, position=1, due_on=now.date() + timedelta(days=3)
    )
    return preceptorship


@pytest.fixture
def pair(now):
    return make.MentorshipFactory(
        learner=make.LearnerFactory(person=make.PersonFactory(name="Mo Mentee")),
        mentor=make.MentorFactory(person=make.PersonFactory(name="Mary Mentor")),
        starts_on=now.date() - timedelta(weeks=8),
    )


def page(client, reader, person):
    client.force_login(reader)
    return client.get(reverse("people:person-detail", args=[person.pk]))


def said(client, reader, person):
    """The words of the page, without its frame."""
    html = page(client, reader, person).content.decode()
    return html.partition("<main")[2].partition("</main>")[0]


def coordinator_of(program):
    return make.ProgramCoordinatorFactory(program=program).person


def link_to(person):
    return f'href="{reverse("people:person-detail", args=[person.pk])}"'


def test_person_page_of_a_learner_says_how_far_with_whom_and_what_is_next(client, record):
    html = said(client, coordinator_of(record.program), record.learner.person)

    assert "4 of 30" in html
    assert "Next review" in html
    assert reverse("programs:preceptorship-plan", args=[record.pk]) in html
    preceptors = [held.preceptor.person for held in record.assignments.all()]
    assert [link_to(person) in html for person in preceptors] == [True, True]


def test_person_page_of_a_preceptor_names_their_learners(client, record):
    preceptor = record.primary_on(timezone.localdate()).person

    html = said(client, coordinator_of(record.program), preceptor)

    assert link_to(record.learner.person) in html
    assert "4 of 30" in html


def test_person_page_says_nothing_of_a_program_to_those_who_do_not_run_it(client, record, pair):
    """Coordinators see everybody, and of a program that is not theirs nothing."""
    other = make.ProgramCoordinatorFactory().person

    html = said(client, other, record.learner.person) + said(client, other, pair.learner.person)

    assert record.program.name not in html
    assert pair.program.name not in html
    assert "Mary Mentor" not in html
    assert "4 of 30" not in html


def test_person_page_says_to_a_coordinator_that_a_mentorship_exists(client, pair):
    html = said(client, coordinator_of(pair.program), pair.learner.person)

    assert link_to(pair.mentor.person) in html
    assert reverse("programs:program-mentorships", args=[pair.program_id]) in html
    assert reverse("programs:mentorship-detail", args=[pair.pk]) not in html


def test_person_page_leads_the_two_to_their_own_page(client, pair):
    html = said(client, pair.mentor.person, pair.learner.person)

    assert reverse("programs:mentorship-detail", args=[pair.pk]) in html


def test_person_page_says_no_mentorship_to_a_preceptor_of_the_mentee(client, record, pair):
    make.MentorshipFactory(learner=record.learner, mentor=pair.mentor)

    html = said(client, record.primary_on(timezone.localdate()).person, record.learner.person)

    assert "4 of 30" in html
    assert "Mary Mentor" not in html


def test_person_page_says_when_they_logged_in_to_those_who_pair_people_alone(client, record):
    learner = record.learner.person

    assert "Last logged in" in said(client, coordinator_of(record.program), learner)
    assert "Last logged in" not in said(client, learner, learner)


def test_person_page_of_a_learner_is_not_about_guides(client, record):
    coordinator, preceptor = coordinator_of(record.program), record.assignments.first().preceptor

    assert "Training and licences" not in said(client, coordinator, record.learner.person)
    assert "Training and licences" in said(client, coordinator, preceptor.person)


def test_person_page_asks_little_of_somebody_with_every_part(
    client, record, pair, django_assert_max_num_queries
):
    person = record.learner.person
    person.set_password("walk-alongside")
    person.save()
    make.MentorFactory(person=person)
    preceptor = make.PreceptorFactory(person=person)
    other = make.PreceptorshipFactory(cohort=record.cohort, primary=preceptor)
    make.ProgressFactory(preceptorship=other, total=3)
    make.MentorshipFactory(cohort=pair.cohort, learner=record.learner)
    reader = coordinator_of(record.program)
    make.ProgramCoordinatorFactory(program=pair.program, person=reader)
    client.force_login(reader)
    url = reverse("people:person-detail", args=[person.pk])

    with django_assert_max_num_queries(12):
        html = client.get(url).content.decode()

    assert "Signs off" in html
    assert "Mentee in" in html


@pytest.mark.parametrize(
    ("programs", "word"),
    [
        ([make.MentoringProgramFactory], "Mentee"),
        ([make.ProgramFactory], "Learner"),
        ([make.MentoringProgramFactory, make.ProgramFactory], "Learner"),
        ([], "Learner"),
    ],
)
def test_who_learns_in_mentorships_alone_is_called_a_mentee(client, programs, word):
    learner = make.LearnerFactory()
    for program in programs:
        make.EnrolmentFactory(learner=learner, cohort=make.CohortFactory(program=program()))

    shown = page(client, make.AdministratorFactory(), learner.person).content.decode()

    assert f"{word}</span>" in shown
    assert f"{({'Mentee', 'Learner'} - {word}).pop()}</span>" not in shown


def test_training_levels_are_shown_to_those_who_pair(client):
    preceptor = make.PreceptorFactory()

    pairs, own = (
        page(client, reader, preceptor.person).content.decode()
        for reader in (make.AdministratorFactory(), preceptor.person)
    )

    assert ("up to training level" in pairs, "up to training level" in own) == (True, False)
