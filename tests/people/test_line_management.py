"""Who manages whom, as periods."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from people.models import LineManagement
from people.services import line_management as services
from tests.factories import (
    TODAY,
    LearnerFactory,
    LineManagementFactory,
    MentorFactory,
    MentorshipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def set_manager(person, manager):
    services.set_managers({person.pk: manager.pk if manager else None}, today=TODAY)


def periods(person):
    rows = LineManagement.objects.filter(person=person).order_by("valid_from")
    return [(row.manager, row.valid_from, row.valid_to) for row in rows]


def test_set_managers_closes_the_old_period_and_opens_one():
    old, new = LineManagementFactory(), PersonFactory()

    set_manager(old.person, new)

    assert periods(old.person) == [
        (old.manager, old.valid_from, YESTERDAY),
        (new, TODAY, None),
    ]


def test_set_managers_leaves_the_same_manager_alone():
    old = LineManagementFactory()

    set_manager(old.person, old.manager)

    assert periods(old.person) == [(old.manager, old.valid_from, None)]


def test_set_managers_replaces_what_only_began_today():
    today, new = LineManagementFactory(valid_from=TODAY), PersonFactory()

    set_manager(today.person, new)

    assert periods(today.person) == [(new, TODAY, None)]


def test_set_managers_may_leave_nobody():
    old = LineManagementFactory()

    set_manager(old.person, None)

    assert services.manager_on(old.person, day=TODAY) is None
    assert services.manager_on(old.person, day=YESTERDAY) == old.manager


def test_set_managers_refuses_a_circle():
    top = LineManagementFactory()
    below = LineManagementFactory(manager=top.person)

    with pytest.raises(services.LineManagementError, match="manage themselves"):
        set_manager(top.manager, below.person)


def test_m7_set_managers_refuses_the_confidential_mentor():
    mentee, mentor = PersonFactory(), PersonFactory()
    MentorshipFactory(learner=LearnerFactory(person=mentee), mentor=MentorFactory(person=mentor))

    with pytest.raises(services.LineManagementError, match="mentor can't also be the manager"):
        set_manager(mentee, mentor)

    set_manager(mentor, mentee)


def test_m7_set_managers_allows_a_mentor_of_the_past():
    mentorship = MentorshipFactory(closed=True)

    set_manager(mentorship.learner.person, mentorship.mentor.person)

    assert LineManagement.objects.on(TODAY).exists()


def test_line_management_is_of_another():
    person = PersonFactory()

    with pytest.raises(IntegrityError):
        LineManagementFactory(person=person, manager=person)
