"""Programs copied, archived and taken out again; and what their set-up still lacks."""

import pytest
from django.urls import reverse

from programs.cohorts.models import Program
from programs.cohorts.services import program_shelf as services
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


def test_program_detail_says_what_the_set_up_lacks(browser, program):
    page = reverse("programs:program-detail", args=[program.pk])
    empty = browser.get(page).content.decode()
    program.preceptors.add(PreceptorFactory(), PreceptorFactory(eligible=True))

    filled = browser.get(page).content.decode()

    assert "nobody yet" in empty
    assert "1 not approved or trained" in filled
