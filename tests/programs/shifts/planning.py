"""A day shift tomorrow, and how tests plan it."""

from datetime import time, timedelta

from programs.shifts.models import Shift
from programs.shifts.services.roster import Plan, Times
from programs.shifts.services.shift import plan_shift
from tests.factories import NOON, TODAY

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
