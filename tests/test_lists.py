"""Lists of a coordinator: the same columns in a file, harmless in a spreadsheet, sorted."""

import csv
from datetime import date, datetime

import pytest
from django.urls import reverse

from common.downloads import harmless
from people.models import Invitation
from tests.access.visits import client_of
from tests.factories import InvitationFactory, PersonFactory

LISTS = [
    ("people:person-list", None, "Learner"),
    ("programs:program-guides", "program", "Preceptor"),
    ("programs:cohort-detail", "cohort", "Learner"),
    ("assessments:program-progress", "program", "Learner"),
    ("programs:program-reminders", "program", None),
]


def ask(scene, role, name, about, **question):
    arguments = [getattr(scene, about).pk] if about else []
    return client_of(getattr(scene.people, role)).get(reverse(name, args=arguments), question)


def table_of(response):
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines()))


@pytest.mark.parametrize(("name", "about", "somebody"), LISTS)
def test_a_list_comes_as_a_file_with_its_columns(scene, name, about, somebody):
    page = ask(scene, "coordinator", name, about)
    response = ask(scene, "coordinator", name, about, **{"as": "csv"})

    columns, *rows = table_of(response)
    assert "as=csv" in page.content.decode()
    assert response["Content-Type"].startswith("text/csv")
    assert "no-store" in response["Cache-Control"]
    assert {len(row) for row in rows} <= {len(columns)}
    assert somebody is None or somebody in {row[0] for row in rows}


@pytest.mark.parametrize(("name", "about", "_somebody"), LISTS)
def test_nobody_takes_a_list_along_who_may_not_see_it(scene, name, about, _somebody):
    response = ask(scene, "learner", name, about, **{"as": "csv"})

    assert not response.get("Content-Type", "").startswith("text/csv")


@pytest.mark.parametrize(("name", "about", "_somebody"), LISTS)
def test_no_cell_of_a_list_is_a_formula(scene, name, about, _somebody):
    people = scene.people
    for person in (people.learner, people.preceptor):
        person.name = '=HYPERLINK("http://example.org")'
        person.save()

    table = table_of(ask(scene, "coordinator", name, about, **{"as": "csv"}))

    assert [cell for row in table for cell in row if cell[:1] in tuple("=+-@")] == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1+1"])
def test_harmless_takes_the_formula_out_of_a_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["Anna-Lena", "a=b", "-", -3, 2.5, date(2026, 1, 5), ""])
def test_harmless_leaves_the_rest_alone(cell):
    assert harmless(cell) == cell


def test_harmless_writes_a_moment_in_the_readers_time_zone(settings):
    settings.TIME_ZONE = "UTC"
    moment = datetime.fromisoformat("2026-01-05T14:05:09+00:00")

    assert harmless(moment) == "2026-01-05 14:05"


@pytest.mark.parametrize(
    ("name", "about", "sorts"),
    [
        ("programs:program-guides", "program", ("unit", "nonsense")),
        ("programs:cohort-detail", "cohort", ("name", "unit", "state", "nonsense")),
        (
            "assessments:program-progress",
            "program",
            (
                "name",
                "week",
                "achieved",
                "critical",
                "preceptor",
                "unit",
                "review",
                "hours",
                "note",
                "nonsense",
            ),
        ),
    ],
)
def test_a_list_is_sorted_as_asked(scene, name, about, sorts):
    answers = [ask(scene, "coordinator", name, about, sort=sort) for sort in sorts]

    assert [answer.status_code for answer in answers] == [200] * len(sorts)


def test_everybody_not_invited_yet_is_invited_at_once(scene):
    invited = InvitationFactory(person=PersonFactory(), created_at=scene.now)
    newcomers = PersonFactory.create_batch(3)

    client_of(scene.people.coordinator).post(
        reverse("people:invitation-send-many"), {"everybody": "yes"}
    )

    asked = set(Invitation.objects.open().values_list("person", flat=True))
    assert {person.pk for person in newcomers} <= asked
    assert Invitation.objects.filter(person=invited.person).count() == 1
