import re

import pytest
from django.urls import reverse

from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_theme_update_is_kept_and_leads_back(client, person):
    response = client.post(
        reverse("people:theme-update"), {"theme": "dark", "next": "/help/?from=here"}
    )

    person.refresh_from_db()
    assert person.theme == "dark"
    assert response.url == "/help/?from=here"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example", ""],
)
def test_theme_update_never_leads_elsewhere(client, person, elsewhere):
    response = client.post(reverse("people:theme-update"), {"theme": "dark", "next": elsewhere})

    assert response.url == "/"


def test_theme_update_refuses_nonsense(client, person):
    response = client.post(reverse("people:theme-update"), {"theme": "pink"})

    person.refresh_from_db()
    assert response.status_code == 400
    assert person.theme == "auto"


def test_theme_update_by_get_is_refused(client, person):
    assert client.get(reverse("people:theme-update")).status_code == 405


@pytest.mark.parametrize(("theme", "attribute"), [("dark", True), ("auto", False)])
def test_theme_is_on_every_page(client, person, theme, attribute):
    person.theme = theme
    person.save()

    page = client.get(reverse("people:help")).content.decode()

    assert ('data-theme="dark"' in page) is attribute


@pytest.mark.parametrize(
    ("theme", "media"),
    [
        ("auto", ["screen and (prefers-color-scheme: dark)"]),
        ("dark", ["screen"]),
        ("light", []),
    ],
)
def test_theme_decides_when_the_dark_colours_count(client, person, theme, media):
    person.theme = theme
    person.save()

    page = client.get(reverse("people:help")).content.decode()

    assert re.findall(r'css/dark\S*\.css"\s+media="([^"]*)"', page) == media
