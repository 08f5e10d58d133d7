"""Every form of every page: it goes where it is taken, and takes what people paste.

A form that a template or a helper sends to the wrong address is seen by no test that posts
by itself; here each is read from the page that shows it.
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.edit_form import OPENED
from tests.access.cast import ROLES, Cast
from tests.access.table import ROWS
from tests.access.visits import let_go_of_file
from tests.examples import IS_LONG
from tests.forms_of_page import forms_of_page

# What stands in their fields is proposed, such as today, and nothing that is stored.
SUGGESTING = {
    "programs:my-protected-time",
    "assessments:external-request-create",
    "assessments:not-achieved-tell",
    "assessments:plan-aim-add",
    "assessments:plan-meeting-hold",
    "assessments:practice-note-create",
    # Who they are, of whom nothing is stored yet.
    "assessments:review-sign",
    "assessments:sign-off-create",
    "assessments:sign-off-request-create",
    "people:absence-add",
    "people:approval-end",
    "people:approval-grant",
    "people:credential-add",
    "people:credential-end",
    "people:rest-start",
    "programs:guest-request",
    "programs:preceptor-change",
    "programs:program-guides-approve",
    "programs:check-in-plan",
    "programs:check-in-record",
    "programs:review-hold",
    "programs:time-propose",
    "programs:worklist-put-off",
}
# Far longer than any field takes.
PASTED = "x" * (100_000 if IS_LONG else 25_000)
MARKUP = '</textarea><script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7|add:7 }}'
CONTROLS = "a\x00b\x07c\x1b[31md\u202ee"
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.django_db
def test_every_form_goes_where_it_is_taken_and_takes_what_is_pasted():
    refused, lost, run, blind = set(), set(), set(), set()
    count = 0

    for client, page, form in shown_forms(Cast(timezone.now())):
        at = (page, ID.sub("…", form.action))
        count += 1
        if page not in SUGGESTING and is_filled(form) and not is_versioned(form):
            blind.add(at)
        answer, _seen = sent(client, form, {})
        if answer.status_code not in (200, 302):
            refused.add((*at, answer.status_code))
        if not form.typed:
            continue
        garbled = {name: f"{name} {MARKUP} {CONTROLS}" for name in form.typed}
        answer, seen = sent(client, form, garbled)
        if "<script>alert" in seen or "<img src=x" in seen:
            run.add((*at, answer.status_code))
        pasted = {name: f"{name}{PASTED}" for name in form.texts}
        answer, seen = sent(client, form, pasted)
        lost |= {(*at, name) for name, text in pasted.items() if text not in seen}

    assert refused == set()
    assert run == set()
    assert lost == set()
    assert blind == set()
    assert count > 100


def is_versioned(form):
    """Whether it carries what stood there when it was opened; a row of a table, by its prefix."""
    return any(name.rpartition("-")[2] == OPENED for name in form.sent)


def is_filled(form):
    """Whether it shows what is stored already: somebody else's words may come between."""
    return any(value.strip() for name in form.typed for value in form.sent[name])


def shown_forms(cast):
    """Yield (client, name of the page, form) of each different form that writes."""
    clients = {role: _client_of(cast.person(role)) for role in ROLES}
    known = set()
    for row in ROWS:
        url = reverse(row.name, args=[argument.pk for argument in row.arguments(cast)])
        readers = [role for role, letter in zip(ROLES, row.get, strict=True) if letter == "2"]
        # The first and the last, who on most pages may do least and most.
        for role in sorted({*readers[:1], *readers[-1:]}):
            for form in _forms_at(url, clients[role]):
                key = (ID.sub("", form.action), frozenset(form.sent))
                if key not in known:
                    known.add(key)
                    yield clients[role], row.name, form


def _forms_at(url, client):
    with transaction.atomic():
        response = client.get(url)
        transaction.set_rollback(True)
    if response.headers["Content-Type"].startswith("text/html"):
        forms = forms_of_page(response.content.decode(), url)
        yield from (form for form in forms if form.method == "post")
    let_go_of_file(response)


def _client_of(person):
    client = Client()
    if person:
        client.force_login(person)
    return client


def sent(client, form, changed):
    """Send the form with what is ``changed``; return the answer, and what is seen then."""
    with transaction.atomic():
        answer = client.post(form.action, form.sent | changed)
        seen = client.get(answer["Location"]) if answer.status_code == 302 else answer
        transaction.set_rollback(True)
    return answer, b"".join(seen).decode(errors="replace")
