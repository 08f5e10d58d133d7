"""A file puts nobody into a unit that is archived."""

import pytest

from people.models import Person
from tests.factories import NOON, SiteFactory, UnitFactory
from tests.people.imports.test_people_import import commit, reasons, stage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["Northfield > 7B", "7b", "Northfield > 7B > Bay"])
def test_import_refuses_an_archived_unit_and_what_would_be_below_it(path):
    site = SiteFactory(name="Northfield")
    UnitFactory(name="7B", parent=site, kind="department", archived_at=NOON)
    staged = stage(f"email,name,unit\na@example.org,A,{path}\n", create_units=True)

    assert "is archived" in reasons(staged)[0][2]


def test_import_prefers_the_open_unit_of_two_of_one_name():
    UnitFactory(name="7B", archived_at=NOON)
    unit = UnitFactory(name="7B")

    commit(stage("email,name,unit\na@example.org,A,7B\n"))

    assert Person.objects.get(email="a@example.org").unit == unit
