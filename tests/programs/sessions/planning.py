"""A study day in a week, and how tests plan it."""

from datetime import time, timedelta
from uuid import uuid4

from programs.sessions.services.session import Outline, Slot, plan_sessions
from tests.factories import NOON, TODAY, EnrolmentFactory

WEEK = timedelta(weeks=1)
DAY = Slot(TODAY + WEEK, time(9), time(16, 30))


def enrol(cohort, *, days=100, **fields):
    """Return the person of a learner who came so many days ago."""
    enrolled = {"enrolled_at": NOON - timedelta(days=days), "status": "paired", **fields}
    return EnrolmentFactory(cohort=cohort, **enrolled).learner.person


def planned(cohort, by, *slots, at=NOON, **more):
    outline = more.pop("outline", Outline(title="Medicines safety"))
    key = more.pop("idempotency_key", uuid4())
    return plan_sessions(
        cohort=cohort,
        outline=outline,
        slots=slots or (DAY,),
        by=by,
        idempotency_key=key,
        at=at,
        **more,
    )
