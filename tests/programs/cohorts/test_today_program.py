from datetime import timedelta
from itertools import product

import pytest
from django.urls import reverse

from people.registry import TodayItem
from programs.cohorts.today import nav, today
from programs.mentoring.care.services.care import fill_care_queues
from programs.mentoring.care.signals import Signal, in_need_of_care, with_signal
from programs.mentoring.mentorships.facts import contact_facts
from programs.mentoring.mentorships.models import Mentorship
from tests.factories import (
    NOON,
    TODAY,
    AdministratorFactory,
    CheckInFactory,
    CohortFactory,
    EnrolmentFactory,
    MentorFactory,
    MentoringProgramFactory,
    MentorshipFactory,
    MentorshipPauseFactory,
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
    assert shown(coordinator) == [("5 people wait for a pairing", 1, address)]


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
    assert shown(coordinator) == [("The approval of 1 guide lapses", 2, address)]


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


def test_m9_a_mentoring_coordinator_sees_how_many_pairs_may_need_a_hand(coordinator):
    program = MentoringProgramFactory(coordinator=coordinator)
    fresh = MentorshipFactory(program=program, starts_on=TODAY - timedelta(days=300))
    CheckInFactory(mentorship=fresh, held_at=NOON - timedelta(days=3))
    MentorshipFactory(program=program, starts_on=TODAY - timedelta(days=300))
    MentorshipFactory(program=program, closed=True)
    fill_care_queues(at=NOON)

    [panel] = told(today, coordinator)

    assert panel.context == {"programs": [(program, 2, 1, False)]}


CADENCES = [14, 30, 31]
DAYS_AGO = [0, 20, 21, 44, 45, 46, 47, 61]
LAST_CONTACTS = ["start", "check-in", "pause"]


def test_m9_the_database_and_the_page_agree_on_who_is_quiet():
    rows = list(product(LAST_CONTACTS, DAYS_AGO, CADENCES, [False, True]))
    pairs = {quiet_pair(*row).pk: row for row in rows}

    listed = with_signal(in_need_of_care(Mentorship.objects.all(), at=NOON))
    quiet = listed.filter(signal__in=[Signal.QUIET, Signal.VERY_QUIET])
    by_database = dict.fromkeys(rows, "in touch")
    by_database |= {pairs[row.pk]: Signal(row.signal).label for row in quiet}

    by_page = {
        pairs[pair.pk]: contact_facts(pair, today=TODAY).word
        for pair in Mentorship.objects.with_contact(NOON)
    }
    assert len(rows) == 144
    assert quiet.count() == len(set(quiet.values_list("pk", flat=True)))
    assert by_database == by_page


def quiet_pair(kind, ago, cadence, is_booked):
    """Store a pair whose last contact was so many days ago."""
    on = NOON - timedelta(days=ago)
    start = on.date() if kind == "start" else TODAY - timedelta(days=400)
    pair = MentorshipFactory(starts_on=start, cadence_days=cadence)
    if kind == "check-in":
        CheckInFactory(mentorship=pair, held_at=on)
    if kind == "pause":
        MentorshipPauseFactory(mentorship=pair, valid_from=start, valid_to=on.date())
    if is_booked:
        CheckInFactory(mentorship=pair, starts_at=NOON + timedelta(days=5))
    return pair
