"""Programs and cohorts archived and taken out again, programs copied; what a set-up still lacks."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.cohorts.models import Program
from programs.cohorts.services import program_shelf as services
from programs.cohorts.services.cohort import update_cohort
from programs.cohorts.services.enrolment import EnrolmentError, enrol_learners
from programs.cohorts.services.program import ProgramError
from tests.factories import (
    NOON,
    CohortFactory,
    CompetencyFactory,
    EnrolmentFactory,
    MentoringProgramFactory,
    PersonFactory,
    PreceptorFactory,
    ProgramCompetencyFactory,
    ProgramFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return PersonFactory(name="Priya Nair")


@pytest.fixture
def program(coordinator):
    return ProgramFactory(coordinator=coordinator, name="Autumn")


def test_copy_program_takes_rules_competencies_and_pool_along(program, coordinator):
    program.preceptorship_rules.duration_weeks = 17
    program.preceptorship_rules.save()
    version = program.preceptorship_rules.framework_version
    ProgramCompetencyFactory(
        program=program, competency=CompetencyFactory(version=version), due_week=9
    )
    guide = PreceptorFactory()
    program.preceptors.add(guide)
    CohortFactory(program=program)

    copy = services.copy_program(program=program, by=coordinator, at=NOON)

    copy.refresh_from_db()
    assert (copy.name, copy.kind, copy.created_at) == ("Copy of Autumn", program.kind, NOON)
    assert copy.preceptorship_rules.duration_weeks == 17
    assert list(copy.competencies.values_list("due_week", flat=True)) == [9]
    assert list(copy.preceptors.all()) == [guide]
    assert [row.person for row in copy.coordinators.all()] == [coordinator]
    assert not copy.cohorts.exists()
    assert program.competencies.count() == 1


def test_copy_program_takes_the_rules_of_a_mentorship_along(coordinator):
    program = MentoringProgramFactory(coordinator=coordinator)
    program.mentorship_rules.cadence_days = 11
    program.mentorship_rules.save()

    copy = services.copy_program(program=program, by=coordinator, at=NOON)

    assert Program.objects.get(pk=copy.pk).mentorship_rules.cadence_days == 11


def test_archive_program_refuses_while_somebody_waits(program):
    EnrolmentFactory(cohort=CohortFactory(program=program))

    with pytest.raises(ProgramError, match="1 person still waits"):
        services.archive_program(program=program, at=NOON)


def test_an_archived_program_is_on_its_own_list_until_it_is_taken_out(browser, program):
    def listed(**question):
        page = browser.get(reverse("programs:program-list"), question)
        return [row.name for row in page.context["page"]]

    browser.post(reverse("programs:program-archive", args=[program.pk]))
    away = listed(), listed(show="archived")
    browser.post(reverse("programs:program-reopen", args=[program.pk]))

    assert away == ([], ["Autumn"])
    assert listed() == ["Autumn"]


@pytest.fixture
def cohort(program):
    return CohortFactory(program=program, name="Spring")


def archive(browser, cohort, **fields):
    sent = {"name": cohort.name, "starts_on": cohort.starts_on, "is_archived": "on"} | fields
    return browser.post(reverse("programs:cohort-update", args=[cohort.pk]), sent)


def test_an_archived_cohort_is_on_its_own_list_until_it_is_taken_out(browser, cohort):
    def listed(**question):
        page = reverse("programs:program-detail", args=[cohort.program_id])
        return [row.name for row in browser.get(page, question).context["cohorts"]]

    archive(browser, cohort)
    away = listed(), listed(show="archived")
    archive(browser, cohort, is_archived="")

    assert away == ([], ["Spring"])
    assert listed() == ["Spring"]


@pytest.mark.parametrize("status", ["waiting", "paired"])
def test_a_cohort_in_use_is_not_archived(browser, cohort, status):
    EnrolmentFactory(cohort=cohort, status=status)

    page = archive(browser, cohort).content.decode()

    cohort.refresh_from_db()
    assert "1 person is still waiting or paired here" in page
    assert cohort.archived_at is None


def test_a_cohort_that_is_over_is_archived_once(cohort, acting):
    EnrolmentFactory(cohort=cohort, status="finished")
    same = {"cohort": cohort, "name": cohort.name, "starts_on": cohort.starts_on}

    update_cohort(**same, is_archived=True, **acting)
    update_cohort(**same, is_archived=True, **{**acting, "at": NOON + timedelta(days=1)})

    assert cohort.archived_at == NOON


def test_nobody_is_enrolled_in_an_archived_cohort(cohort, acting):
    cohort.archived_at = NOON
    cohort.save()

    with pytest.raises(EnrolmentError, match="is archived"):
        enrol_learners(cohort=cohort, people=[PersonFactory()], by=acting["by"], at=NOON)


def test_program_detail_says_what_the_set_up_lacks(browser, program):
    page = reverse("programs:program-detail", args=[program.pk])
    empty = browser.get(page).content.decode()
    program.preceptors.add(PreceptorFactory(), PreceptorFactory(eligible=True))

    filled = browser.get(page).content.decode()

    assert "nobody yet" in empty
    assert "1 not approved or trained" in filled
