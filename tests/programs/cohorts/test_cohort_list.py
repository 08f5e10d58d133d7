"""The list of a cohort: sorted, narrowed, and ticked to do for many what is done for one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.cohorts.models import Enrolment, PairingChoice
from tests.factories import (
    NOON,
    CohortFactory,
    EnrolmentFactory,
    PairingChoiceFactory,
    PreceptorFactory,
    SiteFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(program):
    return CohortFactory(program=program)


@pytest.fixture
def enrol(cohort):
    def enrol(name, **fields):
        return EnrolmentFactory(cohort=cohort, learner__person__name=name, **fields)

    return enrol


@pytest.fixture
def ask(browser, cohort):
    def ask(**question):
        return browser.get(reverse("programs:cohort-detail", args=[cohort.pk]), question)

    return ask


@pytest.fixture
def with_ticked(browser, cohort):
    def with_ticked(act, enrolments, way="post", **more):
        address = reverse(f"programs:enrolments-{act}", args=[cohort.pk])
        sent = {"ticked": [enrolment.pk for enrolment in enrolments], **more}
        return getattr(browser, way)(address, sent, follow=True)

    return with_ticked


@pytest.fixture
def withdraw(with_ticked):
    def withdraw(*enrolments, way="post"):
        return with_ticked("withdraw", enrolments, way)

    return withdraw


@pytest.fixture
def autumn(program):
    return CohortFactory(program=program, name="Autumn")


@pytest.fixture
def move(with_ticked, autumn):
    def move(*enrolments, way="post", to=autumn):
        return with_ticked("move", enrolments, way, cohort=to.pk)

    return move


def names(page):
    return [enrolment.learner.person.name for enrolment, _plan in page.context["rows"]]


def test_those_enrolled_first_come_first(enrol, ask):
    enrol("Ana", enrolled_at=NOON)
    enrol("Zoe", enrolled_at=NOON - timedelta(days=3))

    page = ask(sort="since")

    assert names(page) == ["Zoe", "Ana"]
    assert 'aria-sort="ascending"' in page.content.decode()


def test_the_list_is_narrowed_to_a_unit_and_those_below_it(enrol, ask):
    site = SiteFactory(name="North")
    enrol("Ana", learner__person__unit=UnitFactory(name="7B", parent=site))
    enrol("Zoe", learner__person__unit=SiteFactory(name="South"))

    assert names(ask(unit="North")) == ["Ana"]
    assert names(ask(unit="7b")) == ["Ana"]
    assert "Nobody fits" in ask(unit="Nowhere").content.decode()


def test_a_unit_and_a_state_narrow_together(enrol, ask):
    unit = UnitFactory(name="7B")
    enrol("Ana", learner__person__unit=unit)
    enrol("Zoe", learner__person__unit=unit, status="withdrawn")

    assert names(ask(unit="7B", show="withdrawn")) == ["Zoe"]


def test_all_of_a_page_are_ticked_by_a_link(enrol, ask):
    enrol("Ana")

    assert " checked>" not in ask().content.decode()
    assert " checked>" in ask(tick="all").content.decode()


def test_those_ticked_are_exported_and_nobody_else(enrol, ask):
    ana = enrol("Ana")
    enrol("Zoe")

    table = ask(**{"as": "ticked", "ticked": [ana.pk]}).content.decode()

    assert "Ana" in table
    assert "Zoe" not in table


def test_an_export_of_nobody_says_so(enrol, ask):
    enrol("Ana")

    answer = ask(**{"as": "ticked"})

    assert answer.status_code == 302


def test_those_ticked_are_withdrawn_after_a_question(enrol, withdraw):
    ana, zoe, ivo = enrol("Ana"), enrol("Zoe"), enrol("Ivo")
    PairingChoiceFactory(enrolment=ana, preceptor=PreceptorFactory())

    question = withdraw(ana, zoe, way="get").content.decode()
    still_waiting = Enrolment.objects.waiting().count()
    answer = withdraw(ana, zoe).content.decode()

    assert "Ana" in question
    assert "Ivo" not in question
    assert still_waiting == 3
    assert list(Enrolment.objects.waiting()) == [ivo]
    assert not PairingChoice.objects.exists()
    assert "2 people are no longer in this cohort." in answer


def test_who_is_paired_is_named_and_stays(enrol, withdraw):
    ana, zoe = enrol("Ana"), enrol("Zoe", status="paired")

    question = withdraw(ana, zoe, way="get")
    withdraw(ana, zoe)

    zoe.refresh_from_db()
    assert question.context["others"] == [zoe]
    assert zoe.status == "paired"


def test_nobody_of_another_cohort_is_withdrawn(withdraw):
    other = EnrolmentFactory()

    withdraw(other)

    assert list(Enrolment.objects.waiting()) == [other]


def test_withdrawing_nobody_says_so(withdraw):
    assert "Tick at least one person." in withdraw().content.decode()


def test_the_list_takes_as_many_queries_for_30_as_for_1(enrol, ask, django_assert_max_num_queries):
    enrol("Ana")
    with django_assert_max_num_queries(12) as one:
        ask(unit="", sort="since")
    for number in range(29):
        enrol(f"Bo {number}")

    with django_assert_max_num_queries(len(one)):
        page = ask(unit="", sort="since")

    assert len(page.context["rows"]) == 30


def test_those_ticked_wait_in_another_cohort_with_their_wishes(enrol, move, autumn):
    ana = enrol("Ana", wishes="No nights", enrolled_at=NOON - timedelta(days=3))
    ivo = enrol("Ivo")
    PairingChoiceFactory(enrolment=ana, preceptor=PreceptorFactory())

    question = move(ana, way="get").content.decode()
    answer = move(ana).content.decode()

    moved = Enrolment.objects.get(cohort=autumn)
    assert "Ana" in question
    assert "Autumn" in question
    assert (moved.learner, moved.wishes) == (ana.learner, "No nights")
    assert moved.enrolled_at == NOON - timedelta(days=3)
    assert not PairingChoice.objects.exists()
    assert ivo.cohort.enrolments.get() == ivo
    assert "1 person now waits in Autumn." in answer


def test_who_is_paired_or_there_already_does_not_move(enrol, move, autumn):
    ana, zoe = enrol("Ana"), enrol("Zoe", status="paired")
    EnrolmentFactory(cohort=autumn, learner=ana.learner)

    answer = move(ana, zoe).content.decode()

    assert autumn.enrolments.count() == 1
    assert ana.cohort.enrolments.count() == 2
    assert "2 people stayed here: paired, or already in that cohort." in answer


def test_who_withdrew_from_the_other_cohort_is_taken_back_there(enrol, move, autumn):
    ana = enrol("Ana")
    EnrolmentFactory(cohort=autumn, learner=ana.learner, status="withdrawn")

    move(ana)

    assert autumn.enrolments.get().status == "waiting"


def test_nobody_moves_into_another_program_or_an_archived_cohort(enrol, move, program):
    ana = enrol("Ana")
    archived = CohortFactory(program=program, archived_at=NOON)

    for to in (CohortFactory(), archived):
        answer = move(ana, to=to).content.decode()
        assert "is not one of the available choices" in answer

    assert Enrolment.objects.get().cohort == ana.cohort


def test_a_program_with_one_cohort_says_that_there_is_nowhere_to_move(enrol, with_ticked):
    page = with_ticked("move", [enrol("Ana")], "get").content.decode()

    assert "This program has no other cohort that is open." in page
