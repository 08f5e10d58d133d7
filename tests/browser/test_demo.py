"""What a stranger sees first: the demo, and the README's pictures of it.

``ALONGSIDE_SCREENSHOTS=1`` keeps the pictures.
"""

import os
import re
from pathlib import Path

import pytest

from tests.browser.axe import show_all, violations

PICTURES = Path(__file__).parents[2] / "docs" / "img"


@pytest.fixture
def demo(site):
    from people.models import Person
    from tests.factories import NOON
    from tools.demo.data.build import build_demo

    build_demo(now=NOON)
    return {person.email: person for person in Person.objects.all()}


@pytest.fixture
def folder(tmp_path):
    return PICTURES if os.environ.get("ALONGSIDE_SCREENSHOTS") == "1" else tmp_path


def test_demo_greets_everybody_and_shows_the_two_jobs_of_a_preceptor(open_page, demo, folder):
    from people.demo_accounts import ACCOUNTS

    faults = []
    for account in ACCOUNTS:
        page = open_page(demo[account.email], phone=True)
        page.goto("/")
        show_all(page, 390)
        faults += [f"{account.name}: {fault}" for fault in violations(page)]
    assert faults == []

    priya = demo["priya.nair@northfield.example"]
    today = open_page(priya)
    today.goto("/")
    today.screenshot(path=folder / "today.png")

    phone = open_page(priya, phone=True)
    phone.goto("/sign-offs/")
    phone.get_by_role("main").get_by_role("link", name="Amara Okafor").first.click()
    phone.get_by_role("main").get_by_role("link", name=re.compile("^Sign(?!-offs)")).first.click()
    phone.locator("label.level").nth(2).tap()
    phone.screenshot(path=folder / "sign-off.png")
