"""Whose a framework is: another organisation's is never replaced, a namesake is another one."""

import pytest
from django.urls import reverse

from programs.frameworks.files import read_framework
from programs.frameworks.models import Framework, FrameworkVersion
from programs.frameworks.services.framework import publish_framework
from programs.frameworks.services.framework_import import stage_framework_import
from tests.factories import (
    NOON,
    AdministratorFactory,
    MentoringProgramFactory,
    PersonFactory,
    ProgramCoordinatorFactory,
    ProgramFactory,
    SiteFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
NURSING = b"code,statement\nA1,Takes a pulse\nA2,Measures blood pressure\n"
NURSING_2 = b"code,statement\nA1,Takes a pulse\nA2,Measures blood pressure\nA3,Weighs\n"
WELDING = b"code,statement\nW1,Welds a seam\nW2,Grinds a joint\n"
WELDING_2 = b"code,statement\nW1,Welds a seam\nW3,Cuts a plate\n"


def coordinator(name, unit):
    person = PersonFactory(name=name, unit=unit)
    return ProgramCoordinatorFactory(person=person, program=MentoringProgramFactory()).person


@pytest.fixture
def dana():
    return coordinator("Dana Cole", SiteFactory(name="Northfield"))


@pytest.fixture
def frank():
    return coordinator("Frank Osei", SiteFactory(name="Riverside"))


def publish(content, by, filename="skills.csv"):
    framework = read_framework(content, filename=filename).framework
    return publish_framework(framework, by=by, at=NOON)


def numbers():
    """Return the newest number of each framework, the oldest framework first."""
    return [found.latest_version().number for found in Framework.objects.order_by("pk")]


def test_a_namesake_of_another_organisation_is_a_framework_of_its_own(dana, frank):
    publish(NURSING, dana)
    publish(WELDING, frank)

    assert numbers() == [1, 1]


def test_each_goes_on_with_its_own(dana, frank):
    publish(NURSING, dana)
    publish(WELDING, frank)
    publish(NURSING_2, dana)
    publish(WELDING_2, frank)

    assert numbers() == [2, 2]


def test_another_organisations_is_not_replaced_even_where_most_is_the_same(dana, frank):
    publish(NURSING, dana)

    assert publish(NURSING_2, frank).version.number == 1
    assert numbers() == [1, 1]


def test_what_the_house_shares_and_says_the_same_is_used_as_it_is(frank):
    version = publish(NURSING, AdministratorFactory()).version

    again = publish(NURSING, frank)

    assert (again.version, again.is_new) == (version, False)


def test_what_says_the_same_behind_a_wall_is_not_known(dana, frank):
    version = publish(NURSING, dana).version

    own = publish(NURSING, frank)

    assert own.is_new
    assert own.version.framework != version.framework


def test_a_colleague_of_the_site_goes_on_with_it(dana):
    publish(NURSING, dana)
    deputy = coordinator("Rosa Lindt", UnitFactory(parent=dana.unit))

    assert publish(NURSING_2, deputy).version.number == 2


def test_ones_own_with_nothing_in_common_is_a_new_one_and_goes_on(dana):
    for content in (NURSING, WELDING, WELDING_2, NURSING_2):
        publish(content, dana)

    assert numbers() == [2, 2]


def test_what_ones_programs_alone_use_may_be_replaced_whoever_brought_it(dana, frank):
    version = publish(NURSING, AdministratorFactory()).version
    program = ProgramFactory(coordinator=dana)
    program.preceptorship_rules.framework_version = version
    program.preceptorship_rules.save()

    assert publish(NURSING_2, frank).version.number == 1
    assert publish(NURSING_2.replace(b"Weighs", b"Weighs twice"), dana).version.number == 2


def test_an_administrator_goes_on_with_anybodys(dana):
    publish(NURSING, dana)

    assert publish(NURSING_2, AdministratorFactory()).version.number == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (WELDING, "It would become a framework of its own."),
        (NURSING_2, "It would become version 2 of “skills”"),
    ],
)
def test_preview_says_whose_it_is(client, dana, content, words):
    publish(NURSING, dana)
    client.force_login(dana)
    staged = stage_framework_import(
        filename="skills.csv", content=content, title="", by=dana, at=NOON
    )

    page = client.get(reverse("programs:framework-import-preview", args=[staged.pk]))

    assert words in page.text
    assert "Published by Dana Cole" in page.text
    assert "(Northfield)" in page.text
    assert FrameworkVersion.objects.count() == 1


def test_preview_speaks_of_another_with_the_same_title_too(client, dana):
    nora = AdministratorFactory(name="Nora Brandt")
    publish(NURSING.replace(b"code", b"framework_identifier,code").replace(b"A", b"nur,A"), nora)
    client.force_login(dana)
    staged = stage_framework_import(
        filename="Skills.csv", content=WELDING, title="", by=dana, at=NOON
    )

    page = client.get(reverse("programs:framework-import-preview", args=[staged.pk]))

    assert "There is another one called “skills”" in page.text
    assert "Published by Nora Brandt" in page.text
