"""What a stranger sees first: the demo, and the way into it."""

import pytest

from tests.browser.axe import show_all, violations


@pytest.fixture
def demo(site):
    from people.models import Person
    from tests.factories import NOON
    from tools.demo.data.build import build_demo

    build_demo(now=NOON)
    return {person.email: person for person in Person.objects.all()}


def test_demo_lets_everybody_in_by_one_tap_and_greets_them(open_page, demo):
    from playwright.sync_api import expect

    from people.demo_accounts import ACCOUNTS

    faults = []
    for account in ACCOUNTS:
        page = open_page(demo[account.email], phone=True)
        page.goto("/")
        show_all(page, 390)
        faults += [f"{account.name}: {fault}" for fault in violations(page)]
    door = open_page(phone=True, scripts=False)
    door.goto("/accounts/login/")
    door.get_by_role("button", name="Priya Nair").tap()
    expect(door.get_by_role("heading", level=1)).to_contain_text("Priya")
    door = open_page(phone=True)
    door.goto("/accounts/login/")
    faults += [f"the log-in page: {fault}" for fault in violations(door)]

    assert faults == []
