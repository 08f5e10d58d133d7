"""An address of another organisation cannot be used, and nothing says whose or where it is."""

import pytest
from django.urls import reverse

from people.addresses.services import AddressChangeError, ask_address_change
from people.models import Person
from people.services import person as services
from tests import factories as make
from tests.factories import NOON, TODAY
from tests.people.test_scope import stage

pytestmark = pytest.mark.django_db
FOREIGN = "r.moe@elsewhere.example"
# What would say who or where.
TELLING = ("Ragnhild", "Elsewhere", "Yard", "Someone else has this e-mail", "Frank")


@pytest.fixture
def dana():
    here, elsewhere = make.SiteFactory(name="Northfield"), make.SiteFactory(name="Elsewhere")
    dana = make.PersonFactory(name="Dana", unit=here)
    make.ProgramCoordinatorFactory(person=dana)
    make.ProgramCoordinatorFactory(person=make.PersonFactory(name="Frank", unit=elsewhere))
    yard = make.UnitFactory(name="Yard", parent=elsewhere)
    make.PersonFactory(name="Ragnhild Moe", email=FOREIGN, unit=yard)
    return dana


def typed(**changes):
    return {
        "name": "New Nurse",
        "email": FOREIGN,
        "time_zone": "Europe/London",
        "language": "en",
        **changes,
    }


def telling(text):
    return [word for word in TELLING if word in text]


def test_adding_says_that_it_cannot_be_used_and_leads_to_a_guest(client, dana):
    client.force_login(dana)

    page = client.post(reverse("people:person-create"), typed(email=FOREIGN.upper())).text

    assert "This address can&#x27;t be used here." in page
    assert "If they work in another organisation, ask for them as a guest." in page
    assert f'<a href="{reverse("programs:guest-programs")}">Ask for a guest</a>' in page
    assert telling(page) == []
    assert Person.objects.filter(email=FOREIGN).count() == 1


def test_changing_somebody_who_is_not_activated_says_the_same(client, dana):
    own = make.PersonFactory(name="Own Olsen", unit=dana.unit)
    client.force_login(dana)

    page = client.post(reverse("people:person-update", args=[own.pk]), typed()).text

    assert "This address can&#x27;t be used here." in page
    assert telling(page) == []


def test_adding_somebody_whom_one_finds_says_that_they_have_it(client, dana):
    own = make.PersonFactory(name="Own Olsen", unit=dana.unit)
    client.force_login(dana)

    page = client.post(reverse("people:person-create"), typed(email=own.email)).text

    assert "Someone else has this e-mail address." in page
    assert "as a guest" not in page


def test_an_administrator_hears_that_somebody_has_it(client, dana):
    client.force_login(make.AdministratorFactory())

    page = client.post(reverse("people:person-create"), typed()).text

    assert "Someone else has this e-mail address." in page


def test_an_address_taken_meanwhile_says_no_more(dana):
    """The form had found nobody yet."""
    details = {name: getattr(Person(), name) for name in services.DETAILS}

    with pytest.raises(services.PersonError, match=r"^This address can.t be used here\.$"):
        services.create_person(
            details=details | {"name": "New", "email": FOREIGN, "unit": None},
            roles={},
            manager=None,
            by=dana,
            at=NOON,
            today=TODAY,
        )


def test_a_row_of_a_file_says_the_same(client, dana):
    people_import = stage(dana, f"{FOREIGN},Somebody,,")
    client.force_login(dana)

    page = client.get(people_import.get_absolute_url()).text
    refused = client.get(reverse("people:people-import-refused", args=[people_import.pk]))

    for text in (page, refused.text):
        assert "be used here. If they work in another organisation" in text
        assert telling(text) == []
    assert f'<a href="{reverse("programs:guest-programs")}">Ask for a guest</a>' in page


@pytest.mark.parametrize(
    ("header", "values"), [("email", ""), ("email,name,unit", ",,Northfield"), ("email,unit", ",X")]
)
def test_a_row_without_a_name_says_the_same_of_an_address_that_nobody_has(
    client, dana, header, values
):
    client.force_login(dana)
    said = []

    for email in (FOREIGN, "nobody@elsewhere.example"):
        people_import = stage(dana, f"{email}{values}", header=header)
        page = client.get(people_import.get_absolute_url()).text
        row = people_import.rows.get()
        assert f'<a href="{reverse("programs:guest-programs")}">Ask for a guest</a>' in page
        assert telling(page) == []
        said.append((row.outcome, row.person, row.changes, row.problems))

    assert said[0] == said[1]


def test_a_row_without_a_name_says_that_it_is_missing_where_there_is_no_wall(dana):
    people_import = stage(make.AdministratorFactory(), "nobody@elsewhere.example", header="email")

    (problem,) = people_import.rows.get().problems
    assert problem["column"] == "name"


def test_a_manager_of_another_organisation_is_nobody_to_a_file(dana):
    own = make.PersonFactory(unit=dana.unit)
    rows = [f"{own.email},Own,,{manager}" for manager in (FOREIGN, "nobody@elsewhere.example")]

    said = [
        [reason for _column, _value, reason in stage(dana, row).rows.get().reasons] for row in rows
    ]

    assert (
        said[0] == said[1] == ["isn't the address of anyone here or in a row that can be imported."]
    )


def test_ones_own_new_address_says_no_more(dana):
    learner = make.PersonFactory(unit=dana.unit, password="sha$hashed")

    with pytest.raises(AddressChangeError, match=r"^This address can.t be used here\.$"):
        ask_address_change(person=learner, new_email=FOREIGN, by=learner, at=NOON)
