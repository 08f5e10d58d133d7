from datetime import timedelta

import pytest
from django.urls import reverse

from people.registry import TodayItem
from programs.cohorts.today import nav, today
from tests.factories import (
    NOON,
    TODAY,
    AdministratorFactory,
    CohortFactory,
    EnrolmentFactory,
    MentorFactory,
    MentoringProgramFactory,
    PersonFactory,
    PreceptorFactory,
    ProgramFactory,
)
from tests.told import told

pytestmark = pytest.mark.django_db


def shown(person):
    items = [item for item in told(today, person) if isinstance(item, TodayItem)]
    return [(item.title, item.urgency, item.url) for item in items]


def test_those_who_wait_stand_on_today_by_cohort(coordinator):
    cohort = CohortFactory(program=ProgramFactory(coordinator=coordinator))
    EnrolmentFactory.create_batch(5, cohort=cohort)
    EnrolmentFactory(cohort=cohort, status="paired")

    address = reverse("programs:pairing-table", args=[cohort.pk])
    assert shown(coordinator) == [("5 people are waiting to be paired", 1, address)]


def test_a_cohort_that_has_not_begun_is_less_urgent(coordinator):
    cohort = CohortFactory(
        program=ProgramFactory(coordinator=coordinator), starts_on=TODAY + timedelta(days=9)
    )
    EnrolmentFactory(cohort=cohort)

    assert [urgency for _, urgency, _ in shown(coordinator)] == [2]


def test_those_who_wait_elsewhere_do_not_stand_on_today(coordinator):
    ProgramFactory(coordinator=coordinator)
    EnrolmentFactory()

    assert shown(coordinator) == []


@pytest.mark.parametrize("kind", ["preceptorship", "mentorship"])
def test_s2_approvals_that_lapse_soon_stand_on_today(coordinator, kind):
    is_preceptorship = kind == "preceptorship"
    program = (ProgramFactory if is_preceptorship else MentoringProgramFactory)(
        coordinator=coordinator
    )
    guide = (PreceptorFactory if is_preceptorship else MentorFactory)(eligible=True)
    (program.preceptors if is_preceptorship else program.mentors).add(guide)
    guide.person.approvals.update(valid_to=TODAY + timedelta(days=20))

    address = reverse("programs:program-guides", args=[program.pk])
    assert shown(coordinator) == [("The approval of 1 guide expires soon", 2, address)]


def test_s2_an_approval_that_was_renewed_does_not(coordinator):
    program = ProgramFactory(coordinator=coordinator)
    guide = PreceptorFactory(eligible=True)
    program.preceptors.add(guide)
    guide.person.approvals.update(valid_to=TODAY + timedelta(days=20))
    guide.person.approvals.create(
        role="preceptor", valid_from=TODAY + timedelta(days=21), decided_at=NOON
    )

    assert shown(coordinator) == []


def test_a_learner_sees_none_of_this():
    enrolment = EnrolmentFactory()

    assert shown(enrolment.learner.person) == []


@pytest.mark.parametrize(
    ("role", "count"), [("coordinator", 1), ("administrator", 1), ("other", 0)]
)
def test_programs_stand_in_the_header_of_who_runs_some(role, count):
    person = {
        "coordinator": PersonFactory,
        "administrator": AdministratorFactory,
        "other": PersonFactory,
    }[role]()
    if role == "coordinator":
        ProgramFactory(coordinator=person)

    assert len(list(nav(person, {}))) == count


def test_today_takes_as_many_queries_for_30_cohorts_as_for_1(
    coordinator, django_assert_max_num_queries
):
    for _ in range(30):
        EnrolmentFactory(cohort__program=ProgramFactory(coordinator=coordinator))

    with django_assert_max_num_queries(6):
        assert len(shown(coordinator)) == 10
