"""Queries that are compiled once return what they would return if compiled anew."""

import re
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from pathlib import Path
from uuid import UUID

import pytest
from django.db.models import F, Value
from django.utils import timezone

from common.compiled import FrozenValueError, compiled_once
from people.models import Person, Unit
from people.notices.models import Notice
from tests.factories import NOON, TODAY, NoticeFactory, PersonFactory, SiteFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ROOT = Path(__file__).resolve().parents[2]
turns = cycle([True, False])


@compiled_once
def everything_of(person: Person, unit: UUID, at: datetime, day: date):
    """One value of each kind, some of them twice."""
    people = Person.objects.filter(pk=person.pk, unit=unit).select_related("unit__parent")
    return people.annotate(
        same=Value(at), before=Value(at - DAY), today=Value(day), next_week=Value(day + 7 * DAY)
    )


@compiled_once
def unread_of(person: Person):
    return Notice.objects.filter(recipient=person).order_by("pk")


@pytest.mark.parametrize("which", [0, 1])
def test_each_call_answers_for_its_own_values(which):
    site = SiteFactory()
    people = [PersonFactory(unit=UnitFactory(parent=site)) for _ in range(2)]
    values = [(NOON, TODAY), (NOON - 90 * DAY, TODAY + 400 * DAY)]
    for person, (at, day) in zip(people, values, strict=True):
        everything_of(person, person.unit_id, at, day)
    person, (at, day) = people[which], values[which]

    (row,) = everything_of(person, person.unit_id, at, day)

    assert row == person
    assert (row.same, row.before, row.today, row.next_week) == (at, at - DAY, day, day + 7 * DAY)


def test_related_rows_come_along(django_assert_num_queries):
    person = PersonFactory(unit=UnitFactory(parent=SiteFactory(name="Northfield")))

    with django_assert_num_queries(1):
        (row,) = everything_of(person, person.unit_id, NOON, TODAY)
        assert row.unit.parent.name == "Northfield"


def test_rows_are_read_anew_at_each_call():
    person = PersonFactory()
    notices = [NoticeFactory(recipient=person)]
    first = unread_of(person)
    notices.append(NoticeFactory(recipient=person))

    assert (len(first), len(unread_of(person))) == (1, 2)


def test_somebody_without_rows_has_none():
    NoticeFactory()

    assert unread_of(PersonFactory()) == []


@compiled_once
def names_of(person: Person):
    return Person.objects.filter(pk=person.pk).values_list("name", flat=True)


@compiled_once
def named(person: Person):
    return Person.objects.filter(pk=person.pk).values("pk", called=F("name"))


def test_values_keep_their_shape():
    person = PersonFactory(name="Amara Okafor")

    assert names_of(person) == ["Amara Okafor"]
    assert named(person) == [{"pk": person.pk, "called": "Amara Okafor"}]


@compiled_once
def units_and_members(unit: UUID):
    return Unit.objects.filter(pk=unit).prefetch_related("people")


def test_what_is_fetched_beside_is_of_the_right_row():
    wards = UnitFactory.create_batch(2)
    people = [PersonFactory(unit=ward) for ward in wards]

    rows = [units_and_members(ward.pk)[0] for ward in wards]

    assert [list(ward.people.all()) for ward in rows] == [[person] for person in people]


@compiled_once
def on_the_day_of(at: datetime):
    day = at.astimezone(UTC).date()
    return Person.objects.annotate(day=Value(day), eve=Value(day - DAY))


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_a_day_in_utc_follows_the_moment_and_not_the_clock_on_the_wall(zone):
    PersonFactory()
    with timezone.override(zone):
        (row,) = on_the_day_of(datetime(2026, 3, 1, 23, 59, tzinfo=UTC))

    assert (row.day, row.eve) == (date(2026, 3, 1), date(2026, 2, 28))


def by_the_wall(at: datetime):
    return Person.objects.annotate(day=Value(timezone.localdate(at)))


def by_the_month(day: date):
    return Person.objects.annotate(first=Value(day.replace(day=1)))


def by_the_weekday(day: date):
    return Person.objects.annotate(weekday=Value(day.weekday()))


def by_the_day_of_the_month(day: date):
    return Person.objects.annotate(payday=Value(day.day))


def by_the_name(person: Person):
    return Person.objects.filter(name=str(person.pk))


def by_the_year(at: datetime):
    return Person.objects.filter(last_login__year=at.year)


def by_a_field(person: Person):
    return Person.objects.filter(unit=person.unit_id)


def by_what_one_is(person: Person):
    return Person.objects.all() if person.is_administrator else Person.objects.none()


def by_turns(person: Person):
    rows = Person.objects.filter(pk=person.pk)
    return rows.exclude(unit=None) if next(turns) else rows


def by_the_clock(person: Person):
    return Person.objects.annotate(now=Value(timezone.now()))


@pytest.mark.parametrize(
    ("build", "value"),
    [
        (by_the_wall, NOON),
        (by_the_year, NOON),
        (by_the_month, TODAY),
        (by_the_weekday, TODAY),
        (by_the_day_of_the_month, TODAY),
        (by_the_name, Person()),
        (by_the_clock, Person()),
        (by_a_field, Person()),
        (by_what_one_is, Person(is_administrator=True)),
        (by_turns, Person()),
    ],
)
def test_what_would_stay_as_it_was_at_first_is_refused(build, value):
    with pytest.raises(FrozenValueError):
        compiled_once(build)(value)


def test_at_most_eight_queries_are_compiled_once_and_all_are_in_the_decision():
    sources = [
        file.read_text()
        for app in ("people", "programs", "assessments")
        for file in (ROOT / app).rglob("*.py")
    ]
    names = [name for text in sources for name in re.findall(r"@compiled_once\ndef (\w+)", text)]
    decision = (ROOT / "docs/decisions/0015-queries-compiled-once.md").read_text()

    assert 0 < len(names) <= 8
    assert [name for name in names if f"`{name}`" not in decision] == []
