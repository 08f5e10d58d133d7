"""The pages in front of the log-in, and those for when something went wrong."""

import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import path, reverse

from config.logging import LineFormatter
from config.urls import urlpatterns as pages
from people import demo_accounts
from people.context_processors import Shell
from tests.factories import PersonFactory

PASSWORD = "several words in a row"


class Outline(HTMLParser):
    """What a page is made of, as far as these tests ask."""

    def __init__(self, page):
        super().__init__()
        self.headings = 0
        self.inline = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        self.headings += tag == "h1"
        if "style" in names or tag == "style" or (tag == "script" and "src" not in names):
            self.inline.append(tag)


@login_not_required
def forbidden(request):
    raise PermissionDenied


@login_not_required
def broken(request):
    raise RuntimeError("a secret")


urlpatterns = [*pages, path("forbidden/", forbidden), path("broken/", broken)]


@pytest.fixture
def person(db):
    person = PersonFactory()
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    ],
)
def test_account_page_has_one_heading_and_nothing_inline(client, db, name):
    response = client.get(reverse(name))

    outline = Outline(response.content.decode())
    assert (response.status_code, outline.headings, outline.inline) == (200, 1, [])


@pytest.mark.parametrize("name", ["account_logout", "account_change_password"])
def test_account_page_of_a_person_has_one_heading_and_nothing_inline(client, person, name):
    client.force_login(person)

    outline = Outline(client.get(reverse(name)).content.decode())

    assert (outline.headings, outline.inline) == (1, [])


def test_account_reset_with_a_used_link_says_what_to_do(client, db):
    response = client.get(reverse("account_reset_password_from_key", args=["1", "used"]))

    assert "This link no longer works" in response.content.decode()


def test_account_login_opens_the_door(client, person):
    response = client.post(
        reverse("account_login"), {"login": person.email.upper(), "password": PASSWORD}
    )

    assert response.url == "/"


def test_account_login_and_logout_do_not_speak_of_signing(client, person):
    entered = client.post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD}, follow=True
    )
    left = client.post(reverse("account_logout"), follow=True)

    assert list(entered.context["messages"]) == []
    assert [str(message) for message in left.context["messages"]] == []


def test_account_login_refused_says_so_in_title_and_summary(client, person):
    response = client.post(
        reverse("account_login"), {"login": person.email, "password": "something else"}
    )

    page = response.content.decode()
    assert "<title>Error: " in page
    assert 'class="alert alert-danger error-summary"' in page


def test_account_login_keeps_the_address_that_was_typed(client, person):
    response = client.post(reverse("account_login"), {"login": person.email, "password": "no"})

    assert f'value="{person.email}"' in response.content.decode()


def test_account_login_lists_the_accounts_of_the_demo(client, db):
    page = client.get(reverse("account_login")).content.decode()

    assert demo_accounts.PASSWORD in page
    assert [account.email for account in demo_accounts.ACCOUNTS if account.email not in page] == []


@pytest.fixture
def demo_person(db):
    account = demo_accounts.ACCOUNTS[0]
    person = PersonFactory(name=account.name, email=account.email)
    person.set_password(demo_accounts.PASSWORD)
    person.save()
    return person


class Forms(HTMLParser):
    """The forms of a page: where each goes, and what it sends."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        if tag == "form":
            self.found.append((names.get("action"), {}))
        elif tag == "input" and "name" in names:
            self.found[-1][1][names["name"]] = names.get("value", "")

    def of(self, email):
        return next(row for row in self.found if row[1].get("login") == email)


def test_account_login_logs_in_as_an_account_of_the_demo_by_one_tap(demo_person):
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("account_login"), {"next": "/profile/"}).content.decode()
    action, values = Forms(page).of(demo_person.email)

    refused = client.post(action, values | {"csrfmiddlewaretoken": "x"})
    response = client.post(action, values)

    assert refused.status_code == 403
    assert response.url == "/profile/"
    assert client.session["_auth_user_id"] == str(demo_person.pk)


def test_account_login_outside_the_demo_lists_nobody(client, db, monkeypatch):
    monkeypatch.setattr(Shell, "demo_accounts", ())

    with override_settings(DEMO=False):
        page = client.get(reverse("account_login")).content.decode()

    assert demo_accounts.PASSWORD not in page


@override_settings(DEMO=False)
@pytest.mark.parametrize("change", [str, str.upper])
def test_account_login_outside_the_demo_refuses_its_accounts(client, demo_person, change):
    sent = {"login": change(demo_person.email), "password": demo_accounts.PASSWORD}

    response = client.post(reverse("account_login"), sent)

    assert response.status_code == 200
    assert "_auth_user_id" not in client.session


def test_account_login_and_logout_say_nothing_that_the_page_shows(client, person):
    sent = {"login": person.email, "password": PASSWORD}

    inside = client.post(reverse("account_login"), sent, follow=True)
    outside = client.post(reverse("account_logout"), follow=True)

    assert list(inside.context["messages"]) == []
    assert list(outside.context["messages"]) == []


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "status"), [("/nowhere/", 404), ("/forbidden/", 403), ("/broken/", 500)]
)
def test_error_page_says_what_to_do_and_nothing_else(client, db, address, status):
    client.raise_request_exception = False

    response = client.get(address)

    page = response.content.decode()
    assert (response.status_code, Outline(page).headings) == (status, 1)
    assert "Go to Today" in page
    assert "secret" not in page


def test_page_of_an_error_and_its_log_line_share_a_reference(client, db, monkeypatch, caplog):
    def broken(*arguments):
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr("people.middleware.PersonMiddleware.__call__", broken)
    client.raise_request_exception = False

    response = client.get(reverse("account_login"))

    reference = re.search(r"Reference: (\w{8})", response.content.decode())[1]
    record = next(record for record in caplog.records if record.name == "django.request")
    assert response.status_code == 500
    assert f"reference {reference}" in LineFormatter().format(record)


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "429.html", "500.html"])
def test_error_page_needs_neither_request_nor_database(name):
    outline = Outline(render_to_string(name))

    assert (outline.headings, outline.inline) == (1, [])


def test_whoever_has_no_password_gets_one_by_a_mailed_link(client, db):
    client.force_login(PersonFactory())

    response = client.get(reverse("account_change_password"), follow=True)

    assert response.redirect_chain[-1][0] == reverse("account_reset_password")
    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "is_changed"), [(PASSWORD, True), ("another one here", False)])
def test_a_password_is_changed_by_whoever_knows_the_old_one(client, typed, is_changed):
    person = PersonFactory()
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person)
    fresh = "quite different words 4711"
    form = {"oldpassword": typed, "password1": fresh, "password2": fresh}

    client.post(reverse("account_change_password"), form)

    person.refresh_from_db()
    assert person.check_password(fresh) is is_changed
