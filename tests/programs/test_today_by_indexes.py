"""What Today asks of a coordinator's programs is found by indexes, whatever else the house runs."""

import pytest
from django.db import connection

from people.models import Learner, Mentor, Person, Preceptor
from programs.mentoring.mentorships.models import Mentorship
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from tests.factories import (
    TODAY,
    LearnerFactory,
    MentorshipFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramFactory,
)
from tests.plans import read_whole

pytestmark = pytest.mark.django_db

MANY = 2000


@pytest.fixture
def people():
    return Person.objects.bulk_create(
        Person(name=f"Person {number}", email=f"many{number}@example.org", password="x")
        for number in range(MANY)
    )


@pytest.fixture
def many_preceptorships(people):
    """In another program, each with a preceptor of its own."""
    one = PreceptorshipFactory(primary=PreceptorFactory())
    held = one.assignments.get()
    learners = Learner.objects.bulk_create(Learner(person=person) for person in people)
    preceptors = Preceptor.objects.bulk_create(Preceptor(person=person) for person in people)
    rows = Preceptorship.objects.bulk_create(_like(one, learner=learner) for learner in learners)
    PreceptorAssignment.objects.bulk_create(
        _like(held, preceptorship=row, preceptor=preceptor)
        for row, preceptor in zip(rows, preceptors, strict=True)
    )
    _analyze()


@pytest.fixture
def many_mentorships(people):
    one = MentorshipFactory()
    learners = Learner.objects.bulk_create(Learner(person=person) for person in people)
    mentors = Mentor.objects.bulk_create(Mentor(person=person) for person in people)
    Mentorship.objects.bulk_create(
        _like(one, learner=learner, mentor=mentor)
        for learner, mentor in zip(learners, mentors, strict=True)
    )
    _analyze()


def _like(row, **changed):
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    kept = {field.name: getattr(row, field.name) for field in fields}
    return type(row)(**{**kept, **changed})


def _analyze():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.usefixtures("many_preceptorships")
def test_without_preceptor_looks_at_no_preceptor_of_another_program():
    mine = Preceptorship.objects.filter(program=ProgramFactory())

    whole = read_whole(mine.without_preceptor(on=TODAY))

    assert not whole & {"people_preceptor", "programs_preceptorassignment"}


@pytest.mark.usefixtures("many_mentorships")
def test_without_partner_looks_at_no_pair_where_both_are_here():
    MentorshipFactory(learner=LearnerFactory(person__is_active=False))

    assert "programs_mentorship" not in read_whole(Mentorship.objects.without_partner())
