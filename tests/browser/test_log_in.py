"""The door, walked through as people do: every other test takes a session ready-made."""

import pytest

from tests import factories as make

PASSWORD = "walk-alongside-every-day"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_log_in_leads_where_one_was_going_and_log_out_closes_the_door(open_page, scripts):
    person = make.PersonFactory(email="priya@example.org")
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    page = open_page(scripts=scripts)

    page.goto("/inbox/")
    page.get_by_label("E-mail").fill("priya@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/inbox/")
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    page.wait_for_url("**/accounts/login/")
    page.goto("/inbox/")

    assert page.url.endswith("/accounts/login/?next=/inbox/")
