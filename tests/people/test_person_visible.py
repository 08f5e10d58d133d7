"""Whom one may see is found by indexes, however many people there are (DESIGN 11, 18)."""

import pytest
from django.db import connection

from people.models import Learner, Person
from people.scope import edit_scope
from programs.mentoring.meetings.check_in_calendar import feed_of
from programs.preceptorships.models import Preceptorship, Review
from tests.factories import (
    NOON,
    TODAY,
    EnrolmentFactory,
    LearnerFactory,
    MentorFactory,
    MentorshipFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramCoordinatorFactory,
    SiteFactory,
    UnitFactory,
)
from tests.plans import read_whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def many():
    """So many that nobody would read them all."""
    people = Person.objects.bulk_create(
        Person(name=f"Person {number}", email=f"many{number}@example.org", password="x")
        for number in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_person")
    return people


@pytest.fixture
def many_reviews(many):
    """Of as many preceptorships."""
    one = PreceptorshipFactory()
    learners = Learner.objects.bulk_create(Learner(person=person) for person in many)
    same = ("program", "cohort", "framework_version", "starts_on", "ends_on", "supported_until")
    same = {name: getattr(one, name) for name in (*same, "status", "created_at")}
    preceptorships = Preceptorship.objects.bulk_create(
        Preceptorship(learner=learner, **same) for learner in learners
    )
    Review.objects.bulk_create(
        Review(preceptorship=each, kind="regular", position=1, due_on=TODAY)
        for each in preceptorships
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_learner, programs_preceptorship, programs_review")


def everybody():
    """A pair of each kind, a coordinator, and strangers to all of them."""
    preceptorship = PreceptorshipFactory(
        primary=PreceptorFactory(), backup=PreceptorFactory(), learner=LearnerFactory()
    )
    mentorship = MentorshipFactory(learner=LearnerFactory(), mentor=MentorFactory())
    ProgramCoordinatorFactory(program=preceptorship.program)
    EnrolmentFactory(cohort=preceptorship.cohort, learner=preceptorship.learner)
    return {
        "learner": preceptorship.learner.person,
        "preceptor": preceptorship.assignments.get(role="primary").preceptor.person,
        "mentee": mentorship.learner.person,
        "mentor": mentorship.mentor.person,
        "stranger": PersonFactory(),
    }


@pytest.mark.parametrize("role", ["learner", "preceptor", "mentee", "mentor", "stranger"])
def test_visible_to_looks_at_nobody_else(role):
    person = everybody()[role]

    assert "people_person" not in read_whole(Person.objects.visible_to(person))


def test_visible_to_looks_a_unit_or_somebody_up():
    people = everybody()
    visible = Person.objects.visible_to(people["mentor"])

    for asked in (visible.filter(pk=people["learner"].pk), visible.filter(unit=UnitFactory())):
        assert "people_person" not in read_whole(asked)


def test_visible_to_shows_a_coordinator_everybody():
    coordinator = ProgramCoordinatorFactory().person
    stranger = PersonFactory()

    assert stranger in Person.objects.visible_to(coordinator)


def test_edit_scope_behind_walls_looks_at_nobody_else():
    elsewhere = SiteFactory()
    Person.objects.update(unit=UnitFactory(parent=elsewhere))
    ProgramCoordinatorFactory(program__organisation=elsewhere)
    coordinator = ProgramCoordinatorFactory(program__organisation=SiteFactory()).person
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_person")

    assert "people_person" not in read_whole(edit_scope(coordinator).people())


@pytest.mark.parametrize("words", ["zzzz", "am", "nobody@ex"])
def test_matching_looks_at_those_found_alone(words):
    assert "people_person" not in read_whole(Person.objects.matching(words))


def test_person_list_of_a_few_has_its_indexes():
    people = Person.objects.order_by("name", "id")

    def index_of(queryset):
        return queryset.explain().partition(" using ")[2].partition(" ")[0]

    assert index_of(people.filter(is_active=False)[:51]) == "person_deactivated"
    assert index_of(people.active().not_activated()[:51]) == "person_not_activated"


@pytest.mark.usefixtures("many_reviews")
@pytest.mark.parametrize("role", ["learner", "preceptor", "stranger"])
def test_reviews_of_a_feed_look_at_no_other_preceptorship(role):
    person = everybody()[role]
    mine = Preceptorship.objects.ids_of(person, on=TODAY)

    assert "programs_review" not in read_whole(
        Review.objects.waiting().filter(preceptorship__in=mine)
    )
    assert feed_of(person, at=NOON)
