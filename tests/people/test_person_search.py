"""Finding people as their names are typed on any keyboard, and sorting them so."""

import pytest
from django.urls import reverse

from people.models import Person
from tests.factories import AdministratorFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Zajac", "Piotr Zając"),
        ("zając", "Piotr Zając"),
        ("kjaer", "Mette Kjær"),
        ("KJÆR", "Mette Kjær"),
        ("muller", "Jürgen Müller"),
        ("strauss", "Anna Strauß"),
        ("lukasz", "Łukasz Nowak"),
        ("oresund", "Bo Øresund"),
        ("wangui", "Faith Wangui-Njoroge"),
        ("njor", "Faith Wangui-Njoroge"),
        ("brien", "Orla O'Brien"),
        # the middle of a word, and of two
        ("ngu", "Faith Wangui-Njoroge"),
        ("jac iot", "Piotr Zając"),
        ("محمد", "محمد علي"),
    ],
)
def test_matching_finds_names_as_they_are_typed(typed, name):
    PersonFactory(name=name)
    PersonFactory(name="Somebody Else")

    assert [person.name for person in Person.objects.matching(typed)] == [name]


@pytest.mark.parametrize("typed", ["'", "':* | 'a", "\\", "a & !b", "%", "_", "", "  ", "(", "㈠"])
def test_matching_takes_nothing_typed_for_a_query(typed):
    PersonFactory(name="Ann Lee")

    assert [person.name for person in Person.objects.matching(typed)] in ([], ["Ann Lee"])


def test_matching_finds_a_job_title():
    nurse = PersonFactory(name="Ann Lee", job_title="Infirmière")

    assert list(Person.objects.matching("firmier")) == [nurse]


def test_people_are_sorted_as_one_looks_them_up():
    for name in ("Zoe", "ann", "Ágnes", "Łucja", "Mo", "Øyvind"):
        PersonFactory(name=name)

    names = [person.name for person in Person.objects.all()]
    assert names == ["Ágnes", "ann", "Łucja", "Mo", "Øyvind", "Zoe"]


def test_a_new_name_is_found_and_sorted_at_once():
    person = PersonFactory(name="Ann Lee")
    person.name = "Zoë Ångström"
    person.save(update_fields=["name"])

    person.refresh_from_db()
    assert person.sort_name == "zoe angstrom"
    assert list(Person.objects.matching("angst")) == [person]


def test_a_search_finds_former_people_and_marks_them(client):
    client.force_login(AdministratorFactory())
    PersonFactory(name="Gone Girl", is_active=False)

    found = client.get(reverse("people:person-list"), {"search": "gone"})
    listed = client.get(reverse("people:person-list"))

    assert [person.name for person in found.context["page"]] == ["Gone Girl"]
    assert "deactivated" in found.content.decode().partition('id="people-found"')[2]
    assert "Gone Girl" not in [person.name for person in listed.context["page"]]
