"""Every form that creates something, sent three times at once: it is stored once (decision 23).

The forms are those of the access table's pages, sent as a browser without scripts sends them.
"""

from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from datetime import timedelta
from threading import Barrier

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from people.models import DeviceSession, LogInTries, SecurityEvent
from tests.access.cast import Cast
from tests.test_forms import shown_forms

TIMES = 3
# Not what somebody wrote.
PASSING = (DeviceSession, LogInTries, SecurityEvent)
# The first answers of a choice that none is made in yet.
CHOSEN = {"feeling": "3", "channel": "call", "kind": "call", "level": "1", "area": "skills"}
# What must be among what is found, so that forms which refuse are noticed.
CREATED = {
    "Absence",
    "ActionItem",
    "AgendaItem",
    "CheckIn",
    "CheckInNote",
    "Concern",
    "ConcernAnswer",
    "Goal",
    "GoalComment",
    "GoalEntry",
    "JournalEntry",
    "Milestone",
    "PlanAim",
    "PlanAnswer",
    "PlanMeeting",
    "PlanReading",
    "PracticeNote",
    "WellBeing",
}


@pytest.mark.django_db(transaction=True)
def test_whatever_is_sent_three_times_at_once_is_stored_once(monkeypatch):
    monkeypatch.setattr("people.forms.reauthentication.is_confirmed", lambda *_a, **_k: True)
    twice, created = {}, set()

    for client, form, data in creating(Cast(timezone.now())):
        wanted = created_by(client, form, data)
        stored = created_by(client, form, data, send=send_at_once)
        created |= set(stored)
        if stored != wanted:
            twice[form.action] = (wanted, stored)

    assert twice == {}
    assert created >= CREATED


def creating(cast):
    """Every form that creates something, those first of which least comes: others end things."""
    found = []
    # All of them first: what the cast points at is made when it is asked for.
    for client, _page, form in list(shown_forms(cast)):
        data = filled(form)
        if rows := created_by(client, form, data):
            found.append((sum(rows.values()), len(found), client, form, data))
    return [rest for _rows, _place, *rest in sorted(found, key=lambda each: each[:2])]


def filled(form):
    """What somebody types who fills in everything."""
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    data = {name: list(values) for name, values in form.sent.items()}
    for name in form.typed:
        if not data[name][-1].strip():
            is_day = name.endswith(("_on", "_from", "_to", "date", "day"))
            data[name] = ["Some words" if name in form.texts else day if is_day else "3"]
    return CHOSEN | data


def created_by(client, form, data, *, send=None):
    """Return how many rows of which models come of a form; undone, unless ``send`` sends it."""
    before = counts()
    if send:
        send(client, form.action, data)
        after = counts()
    else:
        with transaction.atomic():
            browser_of(client).post(form.action, data)
            after = counts()
            transaction.set_rollback(True)
    return {name: after[name] - before[name] for name in after if after[name] > before[name]}


def browser_of(client):
    """The same person's, whose cookies no answer changes: some log out."""
    browser = Client()
    browser.cookies = deepcopy(client.cookies)
    return browser


def counts():
    """How many rows each model has, in one query: it is asked for every form, before and after."""
    tables = {
        model.__name__: connection.ops.quote_name(model._meta.db_table)
        for model in apps.get_models()
        if model not in PASSING
    }
    asked = ", ".join(f"(SELECT count(*) FROM {table})" for table in tables.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return dict(zip(tables, cursor.fetchone(), strict=True))


def send_at_once(client, address, data):
    barrier = Barrier(TIMES)

    def send(_number):
        barrier.wait()
        try:
            return browser_of(client).post(address, data)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(send, range(TIMES)))
