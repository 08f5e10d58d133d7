from datetime import timedelta

import pytest
from django.urls import reverse

from people import registry
from people.registry import FirstStep, TodayItem, TodayPanel
from people.today import greeting, today_of
from tests.factories import NOON, AdministratorFactory, PersonFactory, SiteFactory, UnitFactory

pytestmark = pytest.mark.django_db

TODAY_PAGE = reverse("people:today")


@pytest.fixture
def nothing_registered(monkeypatch):
    """A site whose apps have nothing to say until a test adds something."""
    for name in ("today", "first_steps"):
        monkeypatch.setattr(registry, name, [])


def item(title, urgency=1, section="Reviews", **changes):
    values = {"section": section, "title": title, "url": "/x/", "act": "Open", "urgency": urgency}
    return TodayItem(**values | changes)


def offer(*items):
    registry.today.append(lambda person, at, facts: items)


def titles(section):
    return [entry.title for entry in section.shown]


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (4, "Hello"),
        (5, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (18, "Good evening"),
    ],
)
def test_greeting_follows_the_clock_on_the_wall(hour, words):
    assert greeting(hour, "Priya") == f"{words}, Priya"


@pytest.mark.usefixtures("nothing_registered")
def test_today_puts_the_most_urgent_first():
    offer(item("later today", 1, due_at=NOON + timedelta(hours=3)), item("overdue", 0))
    offer(item("soon", 1, due_at=NOON))

    today = today_of(PersonFactory(), NOON)

    assert [titles(section) for section in today.main] == [["overdue", "soon", "later today"]]


@pytest.mark.usefixtures("nothing_registered")
def test_today_puts_the_section_with_the_most_urgent_item_first():
    offer(item("a", 2, section="Mentoring"), item("b", 0, section="Reviews"))

    today = today_of(PersonFactory(), NOON)

    assert [section.title for section in today.main] == ["Reviews", "Mentoring"]


@pytest.mark.usefixtures("nothing_registered")
def test_today_puts_what_can_wait_beside():
    offer(item("now", 1), item("later", 3, section="Coming up"))

    today = today_of(PersonFactory(), NOON)

    assert [titles(section) for section in today.main] == [["now"]]
    assert [titles(section) for section in today.side] == [["later"]]


@pytest.mark.usefixtures("nothing_registered")
def test_today_folds_what_is_more_than_a_few():
    offer(*(item(f"review {number}") for number in range(9)))

    section = today_of(PersonFactory(), NOON).main[0]

    assert (len(section.shown), len(section.folded), section.count) == (6, 3, 9)


@pytest.mark.usefixtures("nothing_registered")
def test_today_shows_panels_with_their_own_context(client):
    panel = TodayPanel("people/_today_item.html", {"item": item("in a panel")}, column="side")
    registry.today.append(lambda person, at, facts: [panel])
    client.force_login(PersonFactory())

    assert "in a panel" in client.get(TODAY_PAGE).content.decode()


@pytest.mark.usefixtures("nothing_registered")
def test_today_page_leads_to_each_act(client):
    offer(item("Sign for Amara", 0, act="Sign"))
    client.force_login(PersonFactory())

    page = client.get(TODAY_PAGE).content.decode()

    assert "Sign for Amara" in page
    assert 'href="/x/"' in page


@pytest.mark.usefixtures("nothing_registered")
def test_today_page_teaches_whoever_has_no_part_yet(client):
    client.force_login(PersonFactory())

    assert "Nothing to do right now" in client.get(TODAY_PAGE).content.decode()


@pytest.mark.usefixtures("nothing_registered")
def test_today_page_escapes_what_it_is_given(client):
    offer(item("<script>alert(1)</script>"))
    client.force_login(PersonFactory())

    assert "<script>alert" not in client.get(TODAY_PAGE).content.decode()


def test_today_page_says_where_one_works(client):
    ward = UnitFactory(name="Ward 7B", parent=SiteFactory(name="Northfield"))
    client.force_login(PersonFactory(unit=ward))

    assert "Northfield › Ward 7B" in client.get(TODAY_PAGE).content.decode()


def test_a_fresh_site_shows_its_administrator_three_steps():
    steps = today_of(AdministratorFactory(), NOON).first_steps

    assert [(step.title, step.is_done) for step in steps] == [
        ("Add people", False),
        ("Bring a framework in", False),
        ("Create a program", False),
    ]


def test_the_first_steps_are_for_administrators_only():
    assert today_of(PersonFactory(), NOON).first_steps == []


@pytest.mark.usefixtures("nothing_registered")
def test_the_first_steps_go_away_when_all_are_done():
    registry.first_steps.append(lambda: FirstStep("A", "", "/", "Go", is_done=True))

    assert today_of(AdministratorFactory(), NOON).first_steps == []


@pytest.mark.parametrize(("factory", "most"), [(PersonFactory, 4), (AdministratorFactory, 13)])
def test_today_page_needs_few_queries(client, django_assert_max_num_queries, factory, most):
    client.force_login(factory())

    with django_assert_max_num_queries(most):
        client.get(TODAY_PAGE)


def test_today_page_needs_a_person(client):
    assert client.get(TODAY_PAGE).status_code == 302
