"""What needs a coordinator, why, since when, and what was decided about it (item 9, P30)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from common.dated import dated
from people.services.person import deactivate_person
from programs import registry
from programs.cohorts.models import Program
from programs.desk.models import WorklistMark
from programs.desk.rows import worklist_of
from programs.desk.services import WorklistError, assign_row, bring_row_back, snooze_row
from tests.factories import (
    NOON,
    TODAY,
    CompetencyStateFactory,
    CredentialFactory,
    EnrolmentFactory,
    LearnerFactory,
    PersonFactory,
    PreceptorFactory,
    PreceptorshipFactory,
    ProgramCoordinatorFactory,
    ProgramFactory,
    ProgressFactory,
    ReviewFactory,
    ReviewOutcomeFactory,
    ShiftFactory,
    ShiftNoteFactory,
    SignOffRequestFactory,
    UnitFactory,
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


@pytest.fixture
def preceptorship(program):
    primary = PreceptorFactory(eligible=True)
    made = PreceptorshipFactory(cohort__program=program, primary=primary)
    ProgressFactory(preceptorship=made, total=1, last_signed_at=NOON - DAY)
    return made


def lines(program, reader=None):
    programs = Program.objects.filter(pk=program.pk)
    return worklist_of(programs, reader=reader or PersonFactory(), at=NOON, today=TODAY)


def kinds(program):
    return [line.row.kind for line in lines(program).waiting]


def test_p30_somebody_without_a_preceptor_is_on_the_list(program, preceptorship):
    deactivate_person(person=preceptorship.primary_on(TODAY).person, by=PersonFactory(), at=NOON)

    (line,) = lines(program).waiting
    assert (line.row.kind, line.row.urgency) == ("no_preceptor", 0)
    assert line.row.person == preceptorship.learner.person


def test_p30_it_says_since_when_a_licence_has_lapsed(program, preceptorship):
    preceptor = preceptorship.primary_on(TODAY).person
    CredentialFactory(person=preceptor, kind="licence", valid_to=TODAY - 6 * DAY)

    row = next(line for line in lines(program).waiting if line.row.kind == "no_preceptor")
    assert row.days == 6


def test_p30_who_waits_in_an_intake_that_has_begun_is_to_be_paired(program):
    starts_on = TODAY - 9 * DAY
    waiting = EnrolmentFactory(
        cohort__program=program, cohort__starts_on=starts_on, enrolled_at=NOON - 4 * DAY
    )

    (line,) = lines(program).waiting

    assert (line.row.kind, line.row.person) == ("unpaired", waiting.learner.person)
    assert (line.days, line.row.urgency) == (4, 0)


def test_who_waits_for_an_intake_to_begin_is_on_no_list(program):
    EnrolmentFactory(cohort__program=program, cohort__starts_on=TODAY + DAY)

    assert kinds(program) == []


def held_in_time(program):
    found = {figure.label: figure for figure in lines(program).figures}
    return found["Reviews held in time"]


def test_reviews_in_time_are_rounded_as_in_the_evidence_pack(program, preceptorship):
    for number in range(39):
        held = {"held_on": TODAY - 2 * DAY, "held_by": PersonFactory()} if number < 33 else {}
        ReviewFactory(preceptorship=preceptorship, due_on=TODAY - 2 * DAY, **held)

    figure = held_in_time(program)

    assert (figure.value, figure.beside) == ("85%", "33 of 39 due so far")


def test_p15_a_review_of_somebody_who_pauses_is_not_due(program, preceptorship):
    ReviewFactory(preceptorship=preceptorship, due_on=TODAY - DAY)
    pause = paused(program, days=3)
    held = {"held_on": TODAY - 9 * DAY, "held_by": PersonFactory()}
    ReviewFactory(preceptorship=pause.preceptorship, due_on=TODAY - 9 * DAY, **held)
    ReviewFactory(preceptorship=pause.preceptorship, due_on=TODAY - DAY)

    assert held_in_time(program).beside == "1 of 2 due so far"


def test_an_overdue_review_says_for_how_long(program, preceptorship):
    ReviewFactory(preceptorship=preceptorship, due_on=TODAY - 12 * DAY)

    (line,) = lines(program).waiting
    assert (line.row.kind, line.days, line.row.urgency) == ("review_overdue", 12, 0)


def test_p15_a_long_pause_says_since_when_and_why_and_leads_to_resuming(program):
    pause = paused(program, days=14)

    (line,) = lines(program).waiting

    assert (line.row.kind, line.days, line.row.urgency) == ("paused", 14, 2)
    assert line.row.person == pause.preceptorship.learner.person
    assert line.row.facts[0][0] == "Parental leave"
    assert line.row.url == reverse("programs:preceptorship-resume", args=[pause.preceptorship_id])


def test_p15_a_pause_is_on_the_list_once_the_day_it_was_to_end_has_passed(program):
    paused(program, days=30, resumes_on=TODAY + DAY)
    paused(program, days=40, resumes_on=TODAY)
    late = paused(program, days=5, resumes_on=TODAY - DAY)

    (line,) = lines(program).waiting

    assert line.row.key == str(late.pk)
    assert line.row.title.endswith(f"was to go on {dated(TODAY - DAY, 'j F')}")
    assert line.days == 1


def test_p15_a_pause_past_the_end_of_the_course_is_more_urgent(program):
    paused(program, days=30, ends_on=TODAY - DAY)

    (line,) = lines(program).waiting

    assert line.row.urgency == 1
    assert line.row.facts[1][0] == f"Was to end on {dated(TODAY - DAY)}"


def test_p15_a_pause_of_a_few_days_or_one_that_is_over_is_on_no_list(program):
    paused(program, days=13)
    over = paused(program, days=30)
    over.valid_to, over.preceptorship.status = TODAY - DAY, "active"
    over.preceptorship.paused_status = ""
    over.save()
    over.preceptorship.save()

    assert "paused" not in kinds(program)


def test_nobody_reads_of_their_own_course_on_their_worklist(program, preceptorship):
    ReviewFactory(preceptorship=preceptorship, due_on=TODAY - 12 * DAY)

    assert lines(program, reader=preceptorship.learner.person).waiting == []


def test_requests_without_an_answer_are_one_row_a_learner(program, preceptorship):
    for days in (8, 9, 2):
        SignOffRequestFactory(preceptorship=preceptorship, requested_at=NOON - days * DAY)

    (line,) = lines(program).waiting
    assert line.row.title == "2 requests without an answer"
    assert line.days == 9


@pytest.mark.parametrize(("skills", "urgency"), [(1, 2), (2, 2), (3, 1)])
def test_whoever_the_figure_counts_as_behind_is_on_the_list(
    program, preceptorship, skills, urgency
):
    for _number in range(skills):
        CompetencyStateFactory(preceptorship=preceptorship, due_on=TODAY - DAY)

    found = lines(program)

    (line,) = found.waiting
    assert (line.row.kind, line.row.urgency) == ("behind", urgency)
    assert {figure.label: figure.value for figure in found.figures}["Behind"] == "1"


@pytest.mark.parametrize(("signed", "found"), [(("learner", "preceptor"), 1), (("learner",), 0)])
def test_p27_a_review_that_waits_for_the_coordinator_is_on_the_list_as_on_today(
    program, preceptorship, signed, found
):
    held = {"held_on": TODAY - DAY, "held_by": PersonFactory(), "due_on": TODAY - DAY}
    review = ReviewFactory(preceptorship=preceptorship, **held)
    for part in ReviewOutcomeFactory(review=review).parts.filter(role__in=signed):
        part.signed_at, part.signed_by = NOON - DAY, PersonFactory()
        part.save()

    rows = [line for line in lines(program).waiting if line.row.kind == "review_unsigned"]

    assert [(line.row.act, line.days) for line in rows] == [("Sign the review", 1)] * found


def test_somebody_paused_is_not_behind(program, preceptorship):
    for _number in range(3):
        CompetencyStateFactory(preceptorship=preceptorship, due_on=TODAY - DAY)
    preceptorship.status, preceptorship.paused_status = "paused", "active"
    preceptorship.save()

    assert kinds(program) == []


def test_21_days_of_silence_are_on_the_list(program, preceptorship):
    preceptorship.progress.last_signed_at = NOON - 21 * DAY
    preceptorship.progress.save()

    assert kinds(program) == ["silent"]


def test_a_note_of_a_shift_breaks_the_silence(program, preceptorship):
    preceptorship.progress.last_signed_at = NOON - 30 * DAY
    preceptorship.progress.save()
    ShiftNoteFactory(shift=ShiftFactory(preceptorship=preceptorship))

    assert kinds(program) == []


def test_a_licence_that_lapses_is_on_the_list(program, preceptorship):
    preceptor = preceptorship.primary_on(TODAY)
    program.preceptors.add(preceptor)
    CredentialFactory(person=preceptor.person, kind="licence", valid_to=TODAY + 24 * DAY)

    (line,) = lines(program).waiting
    assert (line.row.kind, line.row.person) == ("lapsing", preceptor.person)


def test_a_licence_that_was_renewed_is_not(program, preceptorship):
    preceptor = preceptorship.primary_on(TODAY)
    program.preceptors.add(preceptor)
    for days in (24, 700):
        CredentialFactory(person=preceptor.person, kind="licence", valid_to=TODAY + days * DAY)

    assert kinds(program) == []


def test_a_licence_is_told_of_once_and_in_the_programs_of_the_list_alone(program, preceptorship):
    preceptor = preceptorship.primary_on(TODAY)
    for each in (program, ProgramFactory()):
        each.preceptors.add(preceptor)
    CredentialFactory(person=preceptor.person, kind="licence", valid_to=TODAY + 24 * DAY)
    CredentialFactory(person=preceptor.person, kind="preceptor_training", valid_to=None)

    assert [line.row.program for line in lines(program).waiting] == [program.pk]


def test_whoever_never_logged_in_is_on_the_list_after_a_week(program, preceptorship):
    learner = LearnerFactory(person__password="")
    paired = {"learner": learner, "status": "paired"}
    EnrolmentFactory(cohort=preceptorship.cohort, enrolled_at=NOON - 8 * DAY, **paired)

    (line,) = lines(program).waiting
    assert (line.row.kind, line.row.facts[0][0]) == ("never_in", "Was never invited")


def test_a_day_without_anybody_is_on_the_list(program, preceptorship):
    ShiftFactory(preceptorship=preceptorship, starts_at=NOON + 2 * DAY, cover_asked_at=NOON - DAY)

    assert kinds(program) == ["cover"]


def test_every_kind_of_row_has_a_word(program):
    sources = {
        kind
        for source in registry.worklist_queries
        for kind in vars(__import__(source.__module__, fromlist=["KINDS"]))["KINDS"]
    }

    assert sources == set(registry.worklist_kinds)


def overdue(program, preceptorship):
    ReviewFactory(preceptorship=preceptorship, due_on=TODAY - DAY)
    return lines(program).waiting[0].row


def mark(row, program, coordinator, until):
    snooze_row(
        program=program,
        kind=row.kind,
        key=row.key,
        until=until,
        by=coordinator,
        at=NOON,
        today=TODAY,
    )


def test_a_row_put_off_comes_back_on_its_day(program, preceptorship, coordinator):
    mark(overdue(program, preceptorship), program, coordinator, TODAY + 3 * DAY)
    programs = Program.objects.filter(pk=program.pk)

    def waiting(day):
        found = worklist_of(programs, reader=coordinator, at=NOON, today=day)
        return len(found.waiting), len(found.snoozed)

    assert [waiting(TODAY + days * DAY) for days in (0, 2, 3)] == [(0, 1), (0, 1), (1, 0)]


@pytest.mark.parametrize("days", [0, -1, 91])
def test_a_row_is_put_off_to_a_day_ahead(program, preceptorship, coordinator, days):
    row = overdue(program, preceptorship)

    with pytest.raises(WorklistError):
        mark(row, program, coordinator, TODAY + days * DAY)


def test_a_row_is_brought_back(program, preceptorship, coordinator):
    row = overdue(program, preceptorship)
    mark(row, program, coordinator, TODAY + 3 * DAY)

    bring_row_back(program=program, kind=row.kind, key=row.key)

    assert not WorklistMark.objects.exists()


def test_a_row_is_given_only_to_whoever_runs_the_program(program, preceptorship, coordinator):
    row = overdue(program, preceptorship)
    named = {"program": program, "kind": row.kind, "key": row.key, "by": coordinator, "at": NOON}
    deputy = PersonFactory()

    with pytest.raises(WorklistError):
        assign_row(to=deputy, **named)

    ProgramCoordinatorFactory(program=program, person=deputy)
    assign_row(to=deputy, **named)
    assert lines(program).waiting[0].mark.assigned_to == deputy


def test_the_page_leads_to_each_act_and_puts_a_row_off(client, program, preceptorship, coordinator):
    row = overdue(program, preceptorship)
    client.force_login(coordinator)

    page = client.get(reverse("programs:worklist")).content.decode()
    answer = client.post(
        reverse("programs:worklist-put-off", args=[program.pk]),
        {"kind": row.kind, "key": row.key, "until": TODAY + 3 * DAY},
        follow=True,
    )

    assert f"Snoozed. It comes back on {dated(TODAY + 3 * DAY)}." in answer.content.decode()
    assert "1 thing needs you" in page
    assert row.url in page
    assert "Nothing right now" in client.get(reverse("programs:worklist")).content.decode()


def test_a_filter_that_finds_nothing_says_so_and_its_counts_are_those_of_the_unit(
    client, program, preceptorship, coordinator
):
    overdue(program, preceptorship)
    empty = UnitFactory()
    client.force_login(coordinator)

    page = client.get(reverse("programs:worklist"), {"unit": empty.pk})

    words = page.content.decode()
    assert "Nothing fits this filter" in words
    assert "Nothing right now" not in words
    assert "1 thing needs you" not in words
    assert page.context["counts"] == []


@pytest.mark.parametrize("query", ["?show=behind", "?cohort=nonsense", "?unit=nonsense", "?as=csv"])
def test_the_page_takes_any_filter(client, program, preceptorship, coordinator, query):
    overdue(program, preceptorship)
    client.force_login(coordinator)

    assert client.get(reverse("programs:worklist") + query).status_code == 200
