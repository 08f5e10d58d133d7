"""A day shift tomorrow, and how tests plan it."""

from datetime import time, timedelta

from programs.shifts.models import Shift
from programs.shifts.services.roster import Plan, Times
from programs.shifts.services.shift import plan_shift
from tests.factories import NOON, TODAY, AbsenceFactory, PreceptorFactory

TOMORROW = TODAY + timedelta(days=1)
DAY = Times(TOMORROW, time(7, 30), time(20, 0), 30)


def plan(preceptorship, **more):
    preceptor = preceptorship.primary_on(TODAY)
    return Plan(preceptor=preceptor, origin=Shift.Origin.PATTERN, **more)


def planned(preceptorship, times=DAY, **more):
    return plan_shift(
        preceptorship=preceptorship,
        times=times,
        plan=plan(preceptorship, **more),
        by=preceptorship.primary_on(TODAY).person,
        at=NOON,
    )


def on(day):
    return Times(day, time(7), time(15))


def able(preceptorship):
    """Somebody of the program against whom nothing stands."""
    made = PreceptorFactory(eligible=True)
    preceptorship.program.preceptors.add(made)
    return made


def away(shifts, *, until=None):
    """Let whoever was to come be away from the first of these shifts to the last."""
    return AbsenceFactory(
        person=shifts[0].preceptor.person,
        valid_from=shifts[0].day,
        valid_to=until or shifts[-1].day,
    )
