"""The tree of units."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from people.forms.unit import UnitForm
from people.forms.unit_fields import UnitField
from people.models import Unit
from people.services import unit as services
from tests.factories import NOON, AdministratorFactory, PersonFactory, SiteFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client):
    client.force_login(AdministratorFactory())
    return client


def department(**values):
    return UnitFactory(kind=Unit.Kind.DEPARTMENT, **values)


def move(unit, *, kind=None, parent=None, name=None):
    return services.update_unit(
        unit=unit, kind=kind or unit.kind, name=name or unit.name, parent=parent
    )


def test_create_unit_adds_to_the_tree():
    site = services.create_unit(kind="site", name="North", parent=None, time_zone="Europe/Oslo")

    ward = services.create_unit(kind="unit", name="7B", parent=site)

    assert ward.path == "North › 7B"


@pytest.mark.parametrize(
    ("kind", "parent", "reason"),
    [
        ("unit", None, "Only a site can be at the top"),
        ("site", "site", "A site can't be part of a site"),
        ("department", "department", "A department can't be part of a department"),
        ("unit", "unit", "A unit can't be part of a unit"),
    ],
)
def test_create_unit_refuses_what_cannot_stand_there(kind, parent, reason):
    above = {None: lambda: None, "site": SiteFactory, "department": department, "unit": UnitFactory}

    with pytest.raises(services.UnitError, match=reason):
        services.create_unit(kind=kind, name="X", parent=above[parent]())


def test_create_unit_refuses_a_name_twice_in_one_place():
    ward = UnitFactory(name="Ward 7B")

    with pytest.raises(services.UnitError, match="already a unit called"):
        services.create_unit(kind="unit", name="ward 7b", parent=ward.parent)


def test_update_unit_moves_it():
    ward, elsewhere = UnitFactory(name="7B"), SiteFactory(name="South")

    assert move(ward, parent=elsewhere).path == "South › 7B"


def test_update_unit_refuses_a_circle():
    above = department()
    ward = UnitFactory(parent=above)

    with pytest.raises(services.UnitError, match="part of itself"):
        move(above, kind="unit", parent=ward)


def test_update_unit_refuses_what_would_not_fit_below():
    above = department()
    UnitFactory(parent=above)

    with pytest.raises(services.UnitError, match="Move them first"):
        move(above, kind="unit", parent=above.parent)


def test_unit_list_nests_and_counts(browser):
    site = SiteFactory()
    above = department(parent=site)
    ward = UnitFactory(parent=above)
    PersonFactory(unit=ward)
    PersonFactory(unit=above)
    PersonFactory(unit=ward, is_active=False)

    trees = browser.get(reverse("people:unit-list")).context["trees"]

    assert trees == [(site, [(above, 2, [ward])])]


@pytest.mark.parametrize("name", ["unit-list", "unit-detail"])
def test_unit_pages_ask_as_much_for_thirty_as_for_one(browser, name, django_assert_max_num_queries):
    site = SiteFactory()
    url = reverse(f"people:{name}", args=[site.pk] if name == "unit-detail" else [])

    def add(count):
        for _number in range(count):
            UnitFactory(parent=department(parent=site))
            PersonFactory(unit=site)

    add(1)
    with django_assert_max_num_queries(12) as one:
        browser.get(url)
    add(29)
    with django_assert_max_num_queries(len(one)):
        browser.get(url)


def test_unit_detail_counts_everyone_in_a_unit_and_below(browser):
    site = SiteFactory()
    above = department(parent=site)
    ward = UnitFactory(parent=above)
    UnitFactory(parent=site)
    for unit in (site, above, ward, ward):
        PersonFactory(unit=unit)
    PersonFactory(unit=ward, is_active=False)

    response = browser.get(reverse("people:unit-detail", args=[site.pk]))

    assert {each.pk: each.people_count for each in response.context["units"]}[above.pk] == 3


def test_unit_detail_lists_only_whom_one_may_see(client):
    unit = UnitFactory()
    person = PersonFactory(unit=unit)
    PersonFactory(unit=unit)
    client.force_login(person)

    response = client.get(reverse("people:unit-detail", args=[unit.pk]))

    assert list(response.context["page"]) == [person]


def test_unit_create_page_starts_below_where_one_came_from(browser):
    site = SiteFactory()

    form = browser.get(reverse("people:unit-create"), {"parent": site.pk}).context["form"]

    assert str(form["parent"].value()) == str(site.pk)


def test_unit_update_page_says_why_not(browser):
    ward = UnitFactory()
    data = {"kind": "unit", "name": "7B", "parent": "", "time_zone": ""}

    response = browser.post(reverse("people:unit-update", args=[ward.pk]), data)

    assert "Only a site" in str(response.context["form"].errors)


def test_unit_list_finds_by_name_and_path(browser):
    north, south = (SiteFactory(name=name) for name in ("North", "South"))
    ward = UnitFactory(name="Ward 7B", parent=north)
    other = UnitFactory(name="Ward 7B", parent=south)
    UnitFactory(name="Laundry", parent=north)

    def found(words):
        return list(browser.get(reverse("people:unit-list"), {"search": words}).context["found"])

    assert set(found("7b")) == {ward, other}
    assert (found("south › 7b"), found("lau › 7b"), found("\x00")) == ([other], [], [])


def test_unit_list_shows_departments_alone_where_there_is_too_much(browser, monkeypatch):
    monkeypatch.setattr("people.views.unit.MOST_SHOWN", 1)
    site = SiteFactory()
    above = department(parent=site)
    UnitFactory(parent=above)

    trees = browser.get(reverse("people:unit-list")).context["trees"]

    assert trees == [(site, [(above, None, [])])]


@pytest.mark.parametrize(
    ("typed", "parent"),
    [("north", "North"), ("NORTH › medi", "Medicine"), ("Medicine", "Medicine"), ("", None)],
)
def test_unit_form_takes_a_unit_by_its_name(typed, parent):
    department(name="Medicine", parent=SiteFactory(name="North"))
    department(name="Medicine 2")

    form = UnitForm({"kind": "unit", "name": "7B", "parent": typed}, label="")

    assert (form.errors, parent) == ({}, parent and form.cleaned_data["parent"].name)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Medicine", "Type one of these: North › Medicine; South › Medicine."),
        ("Laundry", "There is no unit with that name."),
        ("a › b › c › d", "There is no unit with that name."),
    ],
)
def test_unit_form_refuses_what_is_not_one_unit(typed, reason):
    for name in ("North", "South"):
        department(name="Medicine", parent=SiteFactory(name=name))

    form = UnitForm({"kind": "unit", "name": "7B", "parent": typed}, label="")

    assert reason in str(form.errors["parent"])


def test_unit_update_page_shows_the_path_of_what_is_above(browser):
    ward = UnitFactory(parent=department(name="Medicine", parent=SiteFactory(name="North")))

    page = browser.get(reverse("people:unit-update", args=[ward.pk])).content.decode()

    assert 'value="North › Medicine"' in page


def archive(unit):
    services.archive_unit(unit=unit, at=NOON)
    unit.refresh_from_db()
    return unit


def listed(browser, **question):
    return [
        unit.name for unit in browser.get(reverse("people:unit-list"), question).context["found"]
    ]


def test_an_archived_unit_is_found_only_among_the_archived(browser):
    archive(UnitFactory(name="Ward 7B"))

    assert listed(browser, search="7B") == []
    assert listed(browser, show="archived") == ["Ward 7B"]


def test_a_unit_with_people_is_not_archived_and_the_page_names_them(browser):
    unit = PersonFactory(name="Ana Gold", unit=UnitFactory()).unit

    page = browser.get(reverse("people:unit-archive", args=[unit.pk])).content.decode()

    assert "Ana Gold" in page
    assert "Archive this unit" not in page
    with pytest.raises(services.UnitError, match="Only an empty unit"):
        archive(unit)


def test_a_unit_with_open_units_below_is_not_archived_and_the_page_names_them(browser):
    below = UnitFactory(name="Ward 7B", parent=department())

    page = browser.get(reverse("people:unit-archive", args=[below.parent_id])).content.decode()

    assert reverse("people:unit-detail", args=[below.pk]) in page
    with pytest.raises(services.UnitError, match="Only an empty unit"):
        archive(below.parent)


def test_those_who_have_left_keep_an_archived_unit(browser):
    person = PersonFactory(unit=UnitFactory(name="Ward 7B"), is_active=False)

    browser.post(reverse("people:unit-archive", args=[person.unit_id]))

    person.refresh_from_db()
    assert person.unit.archived_at
    page = browser.get(reverse("people:person-detail", args=[person.pk])).content.decode()
    assert "Ward 7B" in page


def test_nobody_comes_back_into_an_archived_unit(browser):
    person = PersonFactory(unit=UnitFactory(name="Ward 7B"), is_active=False)
    archive(person.unit)

    answer = browser.post(reverse("people:person-reactivate", args=[person.pk]), follow=True)

    person.refresh_from_db()
    assert not person.is_active
    assert "is archived" in answer.content.decode()


def test_reopen_unit_needs_an_open_one_above():
    below = archive(UnitFactory(parent=department(name="Medicine")))
    archive(below.parent)

    with pytest.raises(services.UnitError, match="“Medicine”, which is archived"):
        services.reopen_unit(unit=below)
    services.reopen_unit(unit=below.parent)
    services.reopen_unit(unit=below)

    assert not Unit.objects.archived().exists()


def test_no_field_takes_an_archived_unit_but_the_one_on_record():
    unit = archive(UnitFactory(name="Ward 7B", parent=SiteFactory(name="North")))
    UnitFactory(name="Ward 7B annexe")
    field = UnitField()

    with pytest.raises(ValidationError, match="is archived"):
        field.clean("North › Ward 7B")
    assert field.clean("7B annexe").name == "Ward 7B annexe"
    field.kept = unit
    assert field.clean("North › Ward 7B") == unit


def test_a_field_prefers_the_open_unit_of_two_of_one_name():
    archive(UnitFactory(name="Ward 7B"))
    unit = UnitFactory(name="Ward 7B")

    assert UnitField().clean("Ward 7B") == unit


def test_nothing_is_added_below_an_archived_unit():
    site = archive(SiteFactory(name="North"))

    with pytest.raises(services.UnitError, match="“North” is archived"):
        services.create_unit(kind="unit", name="7B", parent=site)
