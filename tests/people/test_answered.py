"""What a device sends again because the answer was lost is done once (decision 23)."""

from pathlib import Path

import pytest
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.urls import reverse

from people import middleware
from programs.models import Goal
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdef" * 2
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def typed(client, **given):
    page = client.get(reverse("programs:goal-create"))
    form = page.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    words = {"title": "Sleep seven hours", "reason": "", "kept": TOKEN}
    return {name: value for name, value in (sent | words | given).items() if value is not None}


def post(client, data):
    return client.post(reverse("programs:goal-create"), data)


@pytest.fixture
def member(client):
    client.force_login(PersonFactory())
    return client


def test_the_same_sent_again_is_done_once_and_leads_where_it_led(member):
    data = typed(member)

    first, second = post(member, data), post(member, data)

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Goal.objects.count() == 1


def test_what_is_sent_three_times_at_once_is_done_once(member, monkeypatch):
    """The second and third come while the first is being done."""
    data, first, claimed = typed(member), [], []
    add = DatabaseCache.add

    def refuse(self, key, *arguments):
        claimed.append(key)
        return False

    def meanwhile(_seconds):
        monkeypatch.setattr(DatabaseCache, "add", add)
        first.append(post(member, data))

    monkeypatch.setattr(DatabaseCache, "add", refuse)
    monkeypatch.setattr(middleware.time, "sleep", meanwhile)

    second = post(member, data)

    assert len(claimed) == 1
    assert second.url == first[0].url
    assert Goal.objects.count() == 1


def test_what_was_done_between_a_look_and_the_claim_is_not_done_again(member, monkeypatch):
    data, first, add = typed(member), [], DatabaseCache.add

    def add_after_the_other(self, key, *arguments):
        monkeypatch.setattr(DatabaseCache, "add", add)
        first.append(post(member, data))
        return add(self, key, *arguments)

    monkeypatch.setattr(DatabaseCache, "add", add_after_the_other)

    assert post(member, data).url == first[0].url
    assert Goal.objects.count() == 1


@pytest.mark.parametrize(("headers", "stored"), [({}, 1), ({"HX-Request": "true"}, 2)])
def test_without_a_script_the_pages_own_token_will_do_and_htmx_means_it(member, headers, stored):
    data = typed(member, kept=None, csrfmiddlewaretoken="a" * 64)

    for _number in range(2):
        response = member.post(reverse("programs:goal-create"), data, headers=headers)

    assert Goal.objects.count() == stored
    assert "answered" not in response.cookies


def test_what_was_begun_and_never_done_is_tried_again(member, monkeypatch):
    data = typed(member)
    monkeypatch.setattr(middleware.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(DatabaseCache, "add", lambda *_arguments: False)

    assert post(member, data).status_code == 302
    assert Goal.objects.count() == 1


def test_what_was_done_is_claimed_by_nobody(member):
    data = typed(member, title="")
    post(member, data)

    assert post(member, typed(member)).status_code == 302
    assert not [key for key in claims() if key]


def claims():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM django_cache WHERE cache_key LIKE '%%doing:%%'")
        return [row[0] for row in cursor.fetchall()]


def test_the_cookie_says_that_there_was_an_answer(member):
    assert post(member, typed(member)).cookies["answered"].value == TOKEN


def test_other_words_with_the_same_token_are_another_thing(member):
    post(member, typed(member))
    post(member, typed(member, title="Walk to work"))

    assert Goal.objects.count() == 2


def test_what_was_refused_is_judged_again(member):
    data = typed(member, title="")

    first, second = post(member, data), post(member, data)

    assert (first.status_code, second.status_code) == (200, 200)
    assert not Goal.objects.exists()


def test_nobody_is_led_by_the_token_of_another(client):
    client.force_login(PersonFactory())
    data = typed(client)
    post(client, data)
    client.force_login(PersonFactory())

    post(client, data)

    assert Goal.objects.count() == 2


def test_the_way_to_the_log_in_is_no_answer(client):
    response = client.post(reverse("programs:goal-create"), {"kept": TOKEN})

    assert response.url.startswith(reverse("account_login"))
    assert "answered" not in response.cookies


@pytest.mark.parametrize("token", ["", "short", "../" * 11, "G" * 32])
def test_what_is_no_token_is_left_alone(member, token):
    response = post(member, typed(member, kept=token))

    assert response.status_code == 302
    assert "answered" not in response.cookies


def test_every_page_with_a_form_keeps_what_is_typed():
    """The script stands in the one frame of all pages, and looks after every posted form."""
    frames = {
        page.relative_to(TEMPLATES).as_posix()
        for page in TEMPLATES.rglob("*.html")
        if "<html" in page.read_text() and "emails" not in page.parts
    }

    # The error page has no form.
    assert frames == {"base.html", "error.html"}
    assert "js/keep.js" in (TEMPLATES / "base.html").read_text()
    assert "components/kept.html" in (TEMPLATES / "base.html").read_text()
