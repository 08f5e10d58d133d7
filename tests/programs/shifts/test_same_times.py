"""A shift that ends as it begins is a slip, by whichever way it comes (P24)."""

from dataclasses import replace
from datetime import time
from uuid import uuid4

import pytest

from programs.cohorts.models import Cohort
from programs.shifts.models import Shift
from programs.shifts.rota_file import RotaRow
from programs.shifts.services.roster import ShiftError
from programs.shifts.services.rota import import_rota
from programs.shifts.services.shift import change_shift, plan_pattern
from programs.shifts.services.shift_note import Words, write_note_of_day
from tests.factories import NOON, TODAY
from tests.programs.shifts.planning import DAY, TOMORROW, plan, planned

pytestmark = pytest.mark.django_db
SAME = replace(DAY, ends=DAY.starts)
SAID = "The end is the same as the start. Check the times."


def test_one_shift_is_not_planned(preceptorship):
    with pytest.raises(ShiftError, match=SAID):
        planned(preceptorship, SAME)


def test_a_shift_is_not_changed_to_it(preceptorship):
    shift = planned(preceptorship)

    with pytest.raises(ShiftError, match=SAID):
        change_shift(shift=shift, times=SAME, plan=plan(preceptorship), at=NOON)
    assert Shift.objects.get().ends_at == shift.ends_at


def test_no_pattern_of_them_is_planned(preceptorship):
    person = preceptorship.primary_on(TODAY).person
    act = {"plan": plan(preceptorship), "by": person, "at": NOON, "until": TOMORROW}

    with pytest.raises(ShiftError, match=SAID):
        plan_pattern(preceptorship=preceptorship, weekdays=range(7), times=SAME, **act)


def test_no_note_of_a_day_makes_one(preceptorship):
    with pytest.raises(ShiftError, match=SAID):
        write_note_of_day(
            preceptorship=preceptorship,
            times=replace(SAME, day=TODAY),
            plan=plan(preceptorship),
            words=Words(next_time="Say each check aloud."),
            by=preceptorship.primary_on(TODAY).person,
            idempotency_key=uuid4(),
            at=NOON,
        )


def test_a_rota_names_its_row(preceptorship):
    row = RotaRow(
        number=2,
        learner=preceptorship.learner.person.email.casefold(),
        day=TOMORROW.isoformat(),
        starts="07:30:00",
        ends="07:30:00",
        break_minutes=30,
        preceptor="",
        is_supernumerary=True,
        problem="",
    )
    by = preceptorship.primary_on(TODAY).person

    report = import_rota(
        cohort=Cohort.objects.get(pk=preceptorship.cohort_id), rows=[row], by=by, at=NOON
    )

    assert report.problems == [(2, SAID)]
    assert not Shift.objects.exists()


def test_a_night_still_goes_over_midnight(preceptorship):
    shift = planned(preceptorship, replace(DAY, starts=time(19, 30), ends=time(7, 30)))

    assert shift.minutes == 11 * 60 + 30
