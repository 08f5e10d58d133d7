"""The session ends while somebody writes: the text comes back after the log-in, to them alone."""

import pytest
from playwright.sync_api import expect

from tests import factories as make

PASSWORD = "walk-alongside-every-day"
TEXT = ("I asked for the round on Tuesday, and got it. " * 50)[:2000].strip()


@pytest.fixture
def noor(site):
    return person("noor@example.org")


@pytest.fixture
def goal(noor):
    return make.GoalFactory(owner=noor, title="Lead a round")


def person(email):
    person = make.PersonFactory(email=email)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def end_session(owner):
    from people.models import DeviceSession

    DeviceSession.objects.filter(person=owner).delete()


def write_and_send(page, goal, owner):
    page.goto(f"/goals/{goal.pk}/log/")
    page.get_by_label("What happened?").fill(TEXT)
    end_session(owner)
    page.get_by_role("button", name="Add to log").click()
    page.wait_for_url("**/accounts/login/**")


def log_in(page, email):
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def entries(goal):
    return [entry.text for entry in goal.entries.all()]


def test_what_was_written_is_there_after_the_log_in_and_stored_once(open_page, noor, goal):
    page = open_page(noor, phone=True)
    write_and_send(page, goal, noor)
    expect(page.get_by_text("so it isn't saved yet")).to_be_visible()
    expect(page.get_by_text("What you typed is kept in this tab")).to_be_visible()

    log_in(page, "noor@example.org")
    page.wait_for_url(f"**/goals/{goal.pk}/log/")
    expect(page.get_by_label("What happened?")).to_have_value(TEXT)
    assert entries(goal) == []
    page.get_by_role("button", name="Add to log").click()

    expect(page.get_by_text(TEXT[:40]).first).to_be_visible()
    assert entries(goal) == [TEXT]


def test_somebody_else_who_logs_in_there_does_not_see_it(open_page, watch, noor, goal):
    # The page they come to is not theirs.
    watch.expected = {404}
    person("helen@example.org")
    page = open_page(noor, phone=True)
    write_and_send(page, goal, noor)

    log_in(page, "helen@example.org")
    page.wait_for_url(f"**/goals/{goal.pk}/log/")
    page.goto("/goals/new/")

    assert TEXT[:20] not in page.content()
    kept = page.evaluate("Object.values(sessionStorage).join()")
    assert TEXT[:20] not in kept
