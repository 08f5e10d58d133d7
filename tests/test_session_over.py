"""A form sent after its session ended leads through the log-in back to its page, never to a 405."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import ROLES
from tests.access.table import ROWS
from tests.factories import PersonFactory

PAGE = "/goals/?show=archived"
PASSWORD = "several words in a row"
# Addresses that only take what is sent: none opens.
POST_ONLY = [row for row in ROWS if "M" in row.get]


def ended(client, url, page=PAGE, **options):
    """Send a form from a page of this site, without a session."""
    referer = {"referer": f"http://testserver{page}"} if page else {}
    return client.post(url, headers=referer | options)


def log_in_at(client, address):
    person = PersonFactory()
    person.set_password(PASSWORD)
    person.save()
    page = client.get(address)
    next_page = page.context["redirect_field_value"]
    sent = {"login": person.email, "password": PASSWORD, "next": next_page}
    return page, client.post(reverse("account_login"), sent)


def test_there_are_many_addresses_that_only_take_what_is_sent():
    assert len(POST_ONLY) > 70


@pytest.mark.parametrize("row", POST_ONLY, ids=lambda row: row.name)
def test_what_is_sent_without_a_session_leads_back_to_its_page(scene, visits, row):
    if row.post[0] != "L":
        return
    url = reverse(row.name, args=[argument.pk for argument in row.arguments(scene)])
    client = Client()

    refused = ended(client, url)
    page, inside = log_in_at(client, refused.url)

    assert "you're back on that page" in page.content.decode()
    assert inside.url == PAGE
    assert client.get(inside.url).status_code == 200


@pytest.mark.parametrize("page", ["", "https://elsewhere.example/goals/", "//elsewhere.example"])
def test_without_a_page_of_ours_it_leads_to_today(client, db, page):
    headers = {"referer": page} if page else {}

    refused = client.post(reverse("programs:goal-create"), headers=headers)
    _page, inside = log_in_at(client, refused.url)

    assert inside.url == "/"


def test_a_fragment_that_is_sent_leads_the_whole_page_there(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PAGE}"}

    refused = client.post(reverse("people:theme-update"), headers=headers)
    page, inside = log_in_at(client, refused["HX-Redirect"])

    assert "you're back on that page" in page.content.decode()
    assert inside.url == PAGE


def test_a_fragment_that_was_sent_in_vain_is_not_forgotten_by_the_device(client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PAGE}"}

    refused = client.post(reverse("people:theme-update"), {"kept": "0" * 32}, headers=headers)

    assert "answered" not in refused.cookies


def test_a_page_that_was_only_opened_says_nothing_of_what_was_sent(client, db):
    page = client.get(client.get("/goals/").url)

    assert "you're back on that page" not in page.content.decode()


def test_no_address_that_only_takes_what_is_sent_shows_a_page():
    """Such a page could not be come back to."""
    shown = {
        row.name
        for row in POST_ONLY
        for get, post in zip(row.get, row.post, strict=True)
        if (get, post) == ("M", "2")
    }

    assert len(ROLES) == 12
    assert shown == set()


def test_a_form_of_a_session_before_leads_back_to_its_page(db):
    client = Client(enforce_csrf_checks=True)
    client.force_login(PersonFactory())

    refused = ended(client, reverse("programs:goal-create"))

    assert refused.status_code == 403
    assert f'href="{PAGE}"' in refused.content.decode()
