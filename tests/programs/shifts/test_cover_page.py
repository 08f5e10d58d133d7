"""The page on which the days of an absence are given to others (P18)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programs.shifts.forms.cover import mark_of
from programs.shifts.models import Shift
from programs.shifts.services.cover import cover_shift
from programs.shifts.services.shift import call_off_shift
from tests.factories import NOON, AbsenceFactory, ShiftFactory
from tests.programs.shifts.planning import able, away, on, planned

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def page(client, coordinator, days):
    client.force_login(coordinator)
    return reverse("programs:shift-cover", args=[days[0].pk])


def marks(shifts):
    return [mark_of(shift) for shift in shifts]


def test_the_days_of_an_absence_are_ticked_and_given_away_at_once(client, page, days, helen):
    away(days)
    shown = client.get(page)
    assert [ticked for _shift, _mark, ticked, _who in shown.context["form"].lines()] == [True] * 3

    answer = client.post(page, {"preceptor": helen.pk, "shifts": marks(days)}, follow=True)

    assert "takes 3 days" in answer.content.decode()
    assert Shift.objects.filter(preceptor=helen).count() == 3


def test_another_person_takes_a_day_and_what_is_not_ticked_stays(
    client,
    page,
    preceptorship,
    days,
    helen,
):
    jonas = able(preceptorship)
    away(days)

    client.post(
        page,
        {
            "preceptor": helen.pk,
            "shifts": marks(days[:2]),
            f"who_{days[1].pk}": jonas.pk,
        },
    )

    takers = Shift.objects.order_by("day").values_list("preceptor", flat=True)
    assert list(takers) == [helen.pk, jonas.pk, days[2].preceptor_id]


def test_a_day_that_somebody_cannot_take_is_named_and_nothing_is_lost(
    client,
    page,
    days,
    helen,
):
    away(days)
    AbsenceFactory(person=helen.person, valid_from=days[1].day, valid_to=days[1].day)

    answer = client.post(page, {"preceptor": helen.pk, "shifts": marks(days)})

    form = answer.context["form"]
    assert "can't take" in form.errors["preceptor"][0]
    assert f'value="{helen.pk}"' in answer.content.decode()
    assert [ticked for _shift, _mark, ticked, _who in form.lines()] == [True] * 3
    assert not Shift.objects.filter(preceptor=helen).exists()


@pytest.mark.parametrize("change", ["cancelled", "moved", "given away"])
def test_a_day_that_changed_since_it_was_shown_is_named_and_nothing_is_lost(
    client,
    page,
    preceptorship,
    coordinator,
    days,
    helen,
    change,
):
    away(days)
    seen = marks(days)
    if change == "cancelled":
        call_off_shift(shift=days[1], by=coordinator, at=NOON)
    elif change == "moved":
        Shift.objects.filter(pk=days[1].pk).update(starts_at=days[1].starts_at + DAY / 24)
    else:
        cover_shift(shift=days[1], preceptor=able(preceptorship), by=coordinator, at=NOON)

    answer = client.post(page, {"preceptor": helen.pk, "shifts": seen})

    form = answer.context["form"]
    assert "has changed since you opened this page" in form.errors["shifts"][0]
    ticked = [shift for shift, _mark, ticked, _who in form.lines() if ticked]
    assert ticked == [days[0], days[2]]
    assert form["preceptor"].value() == str(helen.pk)
    assert not Shift.objects.filter(preceptor=helen).exists()


@pytest.mark.parametrize(
    ("posted", "field"),
    [({}, "shifts"), ({"shifts": ["nonsense"]}, "shifts"), ({"shifts": ["@2026"]}, "shifts")],
)
def test_whoever_ticks_nothing_or_nonsense_is_told_so(client, page, days, helen, posted, field):
    away(days)

    answer = client.post(page, {"preceptor": helen.pk, **posted})

    assert answer.context["form"].errors[field]


def test_whoever_names_nobody_for_all_is_asked_and_nothing_is_lost(client, page, days, helen):
    away(days)

    answer = client.post(page, {"shifts": marks(days[:1]), f"who_{days[0].pk}": helen.pk})

    form = answer.context["form"]
    assert form.errors["preceptor"]
    assert [ticked for _shift, _mark, ticked, _who in form.lines()] == [True, False, False]
    assert f'<option value="{helen.pk}" selected' in " ".join(answer.content.decode().split())


def test_a_single_day_is_given_away_as_before(client, coordinator, preceptorship, helen):
    shift = ShiftFactory(preceptorship=preceptorship, starts_at=NOON + 2 * DAY)
    client.force_login(coordinator)
    page = reverse("programs:shift-cover", args=[shift.pk])

    shown = client.get(page).content.decode()
    assert "Which days" not in shown
    answer = client.post(page, {"preceptor": helen.pk, "shifts": marks([shift])}, follow=True)

    assert f"{helen.person.name} takes this shift" in answer.content.decode()


def test_whoever_falls_ill_asks_for_all_the_days_they_tick(client, days):
    client.force_login(days[0].preceptor.person)
    page = reverse("programs:shift-cover", args=[days[0].pk])
    assert "Ask the coordinator" in client.get(page).content.decode()

    client.post(reverse("programs:shift-cover-ask", args=[days[0].pk]), {"shifts": marks(days[:2])})

    asked = Shift.objects.filter(cover_asked_at__isnull=False).order_by("day")
    assert list(asked) == days[:2]


def test_somebody_elses_shift_among_those_asked_for_stays_as_it_is(client, days):
    other = ShiftFactory(starts_at=NOON + DAY)
    client.force_login(days[0].preceptor.person)

    client.post(
        reverse("programs:shift-cover-ask", args=[days[0].pk]), {"shifts": marks([days[0], other])}
    )

    other.refresh_from_db()
    assert other.cover_asked_at is None


def test_the_page_takes_three_queries_more_for_each_day(
    client,
    page,
    preceptorship,
    days,
    helen,
    django_assert_num_queries,
):
    leave = away(days)
    client.get(page)
    with django_assert_num_queries(100, exact=False) as of_three:
        client.get(page)
    last = planned(preceptorship, on(days[-1].day + DAY))
    leave.valid_to = last.day
    leave.save()
    for _number in range(5):
        able(preceptorship)

    with django_assert_num_queries(len(of_three) + 3):
        client.get(page)


def test_a_day_that_has_begun_is_given_to_nobody(client, coordinator, preceptorship, helen):
    begun = ShiftFactory(preceptorship=preceptorship, starts_at=NOON - DAY / 24)
    client.force_login(coordinator)
    page = reverse("programs:shift-cover", args=[begun.pk])

    answer = client.post(page, {"preceptor": helen.pk, "shifts": marks([begun])})

    assert "nobody needs to take it" in answer.content.decode()
    assert not Shift.objects.filter(preceptor=helen).exists()


def test_whoever_had_the_day_is_spoken_to(client, page, days):
    to_coordinator = client.get(page).content.decode()
    client.force_login(days[0].preceptor.person)

    assert "instead of you" in client.get(page).content.decode()
    assert "instead of you" not in to_coordinator
