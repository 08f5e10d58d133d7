import pytest
from django.urls import reverse

from programs.cohorts.escalation import escalation_recipients, programs_without_recipient
from programs.cohorts.models import Program, ProgramCoordinator
from programs.cohorts.today_escalation import today
from tests.factories import (
    AdministratorFactory,
    PersonFactory,
    ProgramCoordinatorFactory,
    ProgramFactory,
)
from tests.told import told

pytestmark = pytest.mark.django_db

DEPUTY = ProgramCoordinator.Role.DEPUTY


@pytest.fixture
def helen():
    return PersonFactory(name="Helen Ward")


@pytest.fixture
def program(helen):
    return ProgramFactory(name="Northfield", coordinator=helen)


def deactivate(person):
    person.is_active = False
    person.save(update_fields=["is_active"])


def test_n2_escalation_goes_to_the_coordinator_and_not_to_the_deputy(program, helen):
    ProgramCoordinatorFactory(program=program, role=DEPUTY)

    assert escalation_recipients(program) == [helen]


def test_n2_escalation_goes_to_the_deputy_where_no_coordinator_can_be_told(program, helen):
    deactivate(helen)
    deputy = ProgramCoordinatorFactory(program=program, role=DEPUTY)

    assert escalation_recipients(program) == [deputy.person]


def test_n2_escalation_reaches_nobody_without_an_address(program, helen):
    helen.email = ""
    helen.save(update_fields=["email"])

    assert escalation_recipients(program) == []


def test_n2_programs_without_recipient_are_found(program):
    unattended = ProgramFactory(coordinator=PersonFactory(is_active=False))

    assert list(programs_without_recipient(Program.objects.all())) == [unattended]


def test_n2_the_programs_page_says_so(client, program, helen):
    client.force_login(AdministratorFactory())
    page = reverse("programs:program-detail", args=[program.pk])
    before = client.get(page).content.decode()
    deactivate(helen)

    after = client.get(page).content.decode()

    assert ("There is nobody we can tell" in before, "nobody we can tell" in after) == (
        False,
        True,
    )


def test_n2_an_administrator_is_asked_to_name_somebody(program, helen):
    deactivate(helen)

    [item] = told(today, AdministratorFactory())
    assert item.title == "Northfield"
    assert item.detail == (
        f"{helen.name}'s account is deactivated, so nobody is told when something isn't done."
    )


def test_coordinators_who_are_deactivated_are_marked(client, program, helen):
    client.force_login(AdministratorFactory())
    page = reverse("programs:program-coordinators", args=[program.pk])
    before = client.get(page).content.decode()
    deactivate(helen)

    after = client.get(page).content.decode()
    assert ("deactivated" in before, "deactivated" in after) == (False, True)


def test_n2_nobody_else_is_asked(program, helen):
    deactivate(helen)

    assert told(today, PersonFactory()) == []
