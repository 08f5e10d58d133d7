"""All kinds of rows at once: for whom, and in how many queries (item 9, P30)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.desk.rows import worklist_for
from tests.factories import (
    NOON,
    TODAY,
    AbsenceFactory,
    AttendanceFactory,
    CertificateFactory,
    ConcernFactory,
    EnrolmentFactory,
    MentorshipOfferFactory,
    NotAchievedFactory,
    PersonFactory,
    PlanMeetingFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramFactory,
    ProgressFactory,
    RevalidationFactory,
    ReviewFactory,
    ReviewOutcomeFactory,
    SessionFactory,
    ShiftFactory,
    SignOffRequestFactory,
)
from tests.worklist import paused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def coordinator():
    return PersonFactory()


@pytest.fixture
def program(coordinator):
    return ProgramFactory(coordinator=coordinator)


def something_of_each_kind(program):
    """A course of which most rooms have a row, each person in it another one."""
    made = PreceptorshipFactory(cohort__program=program, primary=PreceptorFactory())
    ProgressFactory(preceptorship=made, total=1)
    ReviewFactory(preceptorship=made, due_on=TODAY - DAY)
    SignOffRequestFactory(preceptorship=made, requested_at=NOON - 20 * DAY)
    shift = {"preceptorship": made, "preceptor": PreceptorFactory()}
    away = AbsenceFactory(
        person=shift["preceptor"].person, valid_from=TODAY + 2 * DAY, valid_to=TODAY + 4 * DAY
    )
    ShiftFactory(**shift, starts_at=NOON + DAY, cover_asked_at=NOON)
    ShiftFactory(**shift, starts_at=NOON + (away.valid_from - TODAY))
    ShiftFactory(
        **shift,
        questioned_at=NOON - DAY,
        questioned_by=PersonFactory(),
        question="I left at six.",
        settles_at=NOON - DAY,
    )
    ConcernFactory(preceptorship=made)
    PlanMeetingFactory(
        plan__preceptorship=made, plan__opened_at=NOON - DAY, plan__opened_by=PersonFactory()
    )
    ReviewOutcomeFactory(
        review__preceptorship=made,
        review__held_on=TODAY - 30 * DAY,
        review__held_by=PersonFactory(),
    )
    certificate = CertificateFactory(preceptorship=made, doubted_at=NOON)
    RevalidationFactory(certificate=certificate, due_on=TODAY)
    MentorshipOfferFactory(preceptorship=made, answered_at=NOON, status="wanted")
    NotAchievedFactory(preceptorship=made)
    paused(program, days=20)
    EnrolmentFactory(cohort=made.cohort, learner=made.learner, status="paired")
    missed = SessionFactory(cohort=made.cohort)
    AttendanceFactory(session=missed, learner=made.learner, state="absent")


def rows_for(reader):
    return [line.row for line in worklist_for(reader, at=NOON, today=TODAY).waiting]


def test_coordinators_read_the_same_as_administrators(program, coordinator):
    something_of_each_kind(program)

    rows = rows_for(coordinator)

    assert len(rows) > 8
    assert rows == rows_for(PersonFactory(is_administrator=True))


def test_no_row_of_another_program_is_on_a_coordinators_list(program, coordinator):
    something_of_each_kind(ProgramFactory(coordinator=PersonFactory()))

    assert rows_for(coordinator) == []


def test_the_worklist_takes_as_many_queries_for_five_of_each_kind(
    client, program, coordinator, django_assert_num_queries
):
    url = reverse("programs:worklist")
    client.force_login(coordinator)
    something_of_each_kind(program)
    client.get(url)
    with django_assert_num_queries(15) as one:
        assert len(client.get(url).context["lines"]) > 8

    for _number in range(4):
        something_of_each_kind(program)
    with django_assert_num_queries(len(one)):
        assert len(client.get(url).context["lines"]) > 40


@pytest.mark.parametrize("name", ["worklist-put-off", "worklist-assign"])
def test_the_page_about_a_row_says_whom_and_what_it_is_about(client, program, coordinator, name):
    something_of_each_kind(program)
    row = rows_for(coordinator)[0]
    client.force_login(coordinator)

    page = client.get(
        reverse(f"programs:{name}", args=[program.pk]), {"kind": row.kind, "key": row.key}
    )

    assert f"{row.person}: {row.title}" in " ".join(page.content.decode().split())
