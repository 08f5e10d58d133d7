"""Sent three times at once, a session is planned once, and somebody is noted once."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from programs.sessions import codes
from programs.sessions.models import Attendance, Session
from programs.sessions.services.attendance import confirm_attendance
from tests.factories import NOON, SessionFactory
from tests.programs.sessions.planning import planned

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 3


def at_once(act):
    def run(_number):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(run, range(TIMES)))


def test_a_plan_sent_three_times_at_once_is_kept_once(cohort, coordinator):
    key = uuid4()

    at_once(lambda: planned(cohort, coordinator, idempotency_key=key))

    assert Session.objects.count() == 1


def test_a_button_pressed_three_times_at_once_notes_once(cohort, amara):
    session = SessionFactory(cohort=cohort)
    code = codes.code_of(session, at=NOON)

    at_once(lambda: confirm_attendance(session=session, by=amara, code=code, at=NOON))

    assert Attendance.objects.count() == 1
