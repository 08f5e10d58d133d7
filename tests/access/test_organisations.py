"""Organisations are walls: a coordinator of one finds nobody and nothing of another."""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from people.models import Person, SecurityEvent, Unit
from people.organisations import visible_units
from tests import factories as make

pytestmark = pytest.mark.django_db
FOREIGN = ("Ragnhild", "ragnhild@elsewhere.example", "Elsewhere", "Yard")


@dataclass
class House:
    """Two organisations with a program, a cohort and people each."""

    dana: Person
    own: Person
    frank: Person
    foreign: Person
    homeless: Person
    cohort: object
    foreign_cohort: object
    foreign_site: Unit
    foreign_unit: Unit


def organisation(name, unit_name, coordinator, person, email):
    site = make.SiteFactory(name=name)
    unit = make.UnitFactory(name=unit_name, parent=site)
    boss = make.PersonFactory(name=coordinator, unit=site)
    program = make.ProgramFactory(coordinator=boss)
    somebody = make.PersonFactory(name=person, email=email, unit=unit)
    return site, unit, boss, somebody, make.CohortFactory(program=program)


@pytest.fixture
def house():
    _site, _unit, dana, own, cohort = organisation(
        "Northfield", "Ward 3", "Dana Cole", "Own Olsen", "own@here.example"
    )
    site, unit, frank, foreign, foreign_cohort = organisation(
        "Elsewhere", "Yard", "Frank Osei", "Ragnhild Foreign", "ragnhild@elsewhere.example"
    )
    make.PreceptorFactory(person=foreign, eligible=True)
    homeless = make.PersonFactory(name="Ragnhild Homeless")
    make.EnrolmentFactory(cohort=foreign_cohort, learner=make.LearnerFactory(person=homeless))
    return House(dana, own, frank, foreign, homeless, cohort, foreign_cohort, site, unit)


def looks(house):
    """Every page on which somebody could be found, with a search for them where it has one."""
    cohort, program = house.cohort.pk, house.cohort.program_id
    named = ("", "?search=Ragnhild", "?search=ragnhild@elsewhere", "?unit=Yard", "?as=csv")
    for words in (*named, "?show=waiting", "?show=deactivated", "?unit=Elsewhere"):
        yield f"{reverse('people:person-list')}{words}"
    for words in ("", "?search=Yard", "?search=Elsewhere", "?show=archived"):
        yield f"{reverse('people:unit-list')}{words}"
    for page, key in (
        ("programs:enrolment-create", cohort),
        ("programs:program-guides", program),
        ("programs:program-coordinators", program),
        ("programs:pairing-table", cohort),
        ("programs:cohort-detail", cohort),
        ("programs:program-detail", program),
    ):
        yield f"{reverse(page, args=[key])}?search=Ragnhild"
    for page in ("people:person-create", "people:people-import", "programs:framework-list"):
        yield reverse(page)
    yield reverse("people:person-update", args=[house.own.pk])


def gone(house):
    """Addresses of what is theirs, answered as if it were not there."""
    for person in (house.foreign, house.homeless, house.frank):
        for page in ("person-detail", "person-update", "approval-grant", "journey"):
            yield reverse(f"people:{page}", args=[person.pk])
    for unit in (house.foreign_unit, house.foreign_site):
        yield reverse("people:unit-detail", args=[unit.pk])
    yield reverse("programs:cohort-detail", args=[house.foreign_cohort.pk])
    yield reverse("programs:program-detail", args=[house.foreign_cohort.program_id])


def test_a_coordinator_finds_nobody_of_another_organisation(client, house):
    client.force_login(house.dana)

    found = {}
    for url in looks(house):
        page = client.get(url)
        assert page.status_code == 200, url
        # What was typed stands in the search field again.
        text = page.content.decode().replace(url.partition("=")[2], "")
        found[url] = [word for word in FOREIGN if word in text]

    assert {url: words for url, words in found.items() if words} == {}
    assert {url: client.get(url).status_code for url in gone(house)} == dict.fromkeys(
        gone(house), 404
    )


def test_the_same_looks_find_ones_own(client, house):
    client.force_login(house.frank)

    assert "Ragnhild Foreign" in client.get(f"{reverse('people:person-list')}?unit=Yard").text
    assert "Ragnhild Homeless" in client.get(reverse("people:person-list")).text
    assert client.get(reverse("people:unit-detail", args=[house.foreign_unit.pk])).text


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("programs:enrolment-create", {"how": "picked"}),
        ("programs:program-guide-add", {}),
        ("programs:program-coordinator-add", {"role": "deputy"}),
    ],
)
def test_nobody_of_another_organisation_is_taken_in_by_their_id(client, house, page, data):
    client.force_login(house.dana)
    key = house.cohort.pk if "enrolment" in page else house.cohort.program_id
    who = {"people": house.foreign.pk, "person": house.foreign.pk}

    client.post(reverse(page, args=[key]), {**data, **who})

    program = house.cohort.program
    assert not program.preceptors.filter(person=house.foreign).exists()
    assert not program.coordinators.filter(person=house.foreign).exists()
    assert not house.cohort.enrolments.filter(learner__person=house.foreign).exists()


def test_an_administrator_gives_a_program_to_an_organisation(client, house):
    program = house.foreign_cohort.program
    url = reverse("programs:program-organisation", args=[program.pk])
    client.force_login(make.AdministratorFactory())

    client.post(url, {"organisation": house.dana.unit_id})

    program.refresh_from_db()
    assert program.organisation_id == house.dana.unit_id
    assert Person.objects.visible_to(house.frank).contains(house.own)
    assert SecurityEvent.objects.get(kind="organisation_set").about == house.dana.unit_id


def framework_of(person, title):
    version = make.FrameworkVersionFactory(
        framework__title=title, published_by=person, published_at=make.NOON
    )
    return version.framework


def test_frameworks_of_another_organisation_are_not_there_and_shared_ones_say_so(client, house):
    own = framework_of(house.own, "Own skills")
    foreign = framework_of(house.foreign, "Foreign skills")
    framework_of(make.AdministratorFactory(), "House skills")
    client.force_login(house.dana)
    listed = client.get(reverse("programs:framework-list")).text
    choices = client.get(reverse("programs:program-framework", args=[house.cohort.program_id])).text

    assert ["Own skills" in text for text in (listed, choices)] == [True, True]
    assert ["House skills" in text for text in (listed, choices)] == [True, True]
    assert ["Foreign skills" in text for text in (listed, choices)] == [False, False]
    assert listed.count("shared by all organisations here") == 1
    for framework, status in ((own, 200), (foreign, 404)):
        for page, more in (("detail", []), ("version", [1]), ("compare", [1])):
            url = reverse(f"programs:framework-{page}", args=[framework.pk, *more])
            assert client.get(url).status_code == status, url
    archive = reverse("programs:framework-archive", args=[foreign.pk])
    assert client.post(archive).status_code == 404


def test_whoever_takes_part_in_their_program_reads_its_framework(client, house):
    foreign = framework_of(house.foreign, "Foreign skills")
    rules = house.foreign_cohort.program.preceptorship_rules
    rules.framework_version = foreign.versions.get()
    rules.save()
    guest = make.EnrolmentFactory(
        cohort=house.foreign_cohort, learner=make.LearnerFactory(person=house.own)
    )
    client.force_login(guest.learner.person)

    url = reverse("programs:framework-detail", args=[foreign.pk])

    assert client.get(url).status_code == 200


def test_an_address_of_another_organisation_is_nobodys(client, house):
    client.force_login(house.dana)
    url = reverse("programs:enrolment-create", args=[house.cohort.pk])

    page = client.post(url, {"people": "ragnhild@elsewhere.example"})

    assert "Nobody here has the address" in page.text


def test_a_guest_is_seen_by_whoever_runs_the_program(client, house):
    make.EnrolmentFactory(cohort=house.cohort, learner=make.LearnerFactory(person=house.foreign))
    client.force_login(house.dana)

    assert client.get(reverse("people:person-detail", args=[house.foreign.pk])).status_code == 200
    assert "Ragnhild Foreign" in client.get(f"{reverse('people:person-list')}?search=Ragn").text


def test_one_organisation_alone_notices_nothing(client):
    site = make.SiteFactory(name="Northfield")
    dana = make.PersonFactory(unit=site)
    make.ProgramCoordinatorFactory(person=dana)
    people = [
        make.PersonFactory(),
        make.PersonFactory(unit=make.UnitFactory(parent=site)),
        make.PersonFactory(unit=make.UnitFactory(parent=make.SiteFactory(name="Branch"))),
    ]

    assert set(people) < set(Person.objects.visible_to(dana))
    assert set(visible_units(dana)) == set(Unit.objects.all())


def test_an_administrator_sees_all_of_the_house(house):
    administrator = make.AdministratorFactory()

    assert set(Person.objects.visible_to(administrator)) == set(Person.objects.all())
    assert set(visible_units(administrator)) == set(Unit.objects.all())
