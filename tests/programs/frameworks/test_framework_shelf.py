"""Frameworks archived and taken out again."""

import pytest
from django.urls import reverse

from programs.frameworks.models import Framework
from programs.frameworks.services import framework_shelf as services
from tests.factories import (
    NOON,
    AdministratorFactory,
    ProgramFactory,
    SiteFactory,
)
from tests.programs.frameworks.test_framework_place import NURSING, NURSING_2, coordinator, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana():
    return coordinator("Dana Cole", SiteFactory(name="Northfield"))


@pytest.fixture
def framework(dana):
    return publish(NURSING, dana).version.framework


def press(client, person, name, framework):
    client.force_login(person)
    response = client.post(reverse(f"programs:framework-{name}", args=[framework.pk]))
    framework.refresh_from_db()
    return response.status_code


def offered(client, person):
    program = ProgramFactory(coordinator=person)
    client.force_login(person)
    form = client.get(reverse("programs:program-framework", args=[program.pk])).context["form"]
    return {version.framework for version in form.fields["version"].queryset}


def test_who_keeps_a_framework_archives_it_and_takes_it_out(client, dana, framework):
    assert press(client, dana, "archive", framework) == 302
    assert framework.archived_at
    assert press(client, dana, "reopen", framework) == 302
    assert framework.archived_at is None


def test_another_organisations_coordinator_does_not_archive_it(client, framework):
    frank = coordinator("Frank Osei", SiteFactory(name="Riverside"))

    assert press(client, frank, "archive", framework) == 404
    assert framework.archived_at is None


def test_an_administrator_archives_any(client, framework):
    assert press(client, AdministratorFactory(), "archive", framework) == 302


def test_an_archived_framework_is_on_its_own_list_and_stays_readable(client, dana, framework):
    services.archive_framework(framework=framework, at=NOON)
    client.force_login(dana)

    def listed(**question):
        page = client.get(reverse("programs:framework-list"), question).context["page"]
        return framework in list(page)

    assert (listed(), listed(show="archived")) == (False, True)
    page = client.get(reverse("programs:framework-detail", args=[framework.pk]))
    assert "Takes a pulse" in page.content.decode()


def test_an_archived_framework_is_offered_to_no_new_program(client, dana, framework):
    before = offered(client, dana)
    services.archive_framework(framework=framework, at=NOON)

    assert before - offered(client, dana) == {framework}


def test_a_program_that_uses_it_keeps_its_framework(client, dana, framework):
    program = ProgramFactory(coordinator=dana)
    program.preceptorship_rules.framework_version = framework.latest_version()
    program.preceptorship_rules.save()
    services.archive_framework(framework=framework, at=NOON)
    client.force_login(dana)

    form = client.get(reverse("programs:program-framework", args=[program.pk])).context["form"]

    assert framework.latest_version() in form.fields["version"].queryset


def test_a_new_version_takes_it_out_of_the_archive(dana, framework):
    services.archive_framework(framework=framework, at=NOON)

    publish(NURSING_2, dana)

    assert not Framework.objects.archived().exists()


def test_the_same_file_again_leaves_it_archived(dana, framework):
    services.archive_framework(framework=framework, at=NOON)

    publish(NURSING, dana)

    assert list(Framework.objects.archived()) == [framework]
