import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from people import registry
from people.context_processors import MOST_TABS, Shell
from people.models import Person
from people.registry import NavItem
from tests.factories import PersonFactory

TODAY = NavItem("Today", "/", icon="house")
PEOPLE = NavItem("People", "/people/", icon="people")
IMPORTS = NavItem("Imports", "/people/imports/", icon="upload")


@pytest.fixture
def shell(monkeypatch):
    def build(path="/", items=(TODAY, PEOPLE), person=None):
        monkeypatch.setattr(registry, "nav_items", [lambda person, flags: items])
        monkeypatch.setattr("people.context_processors.nav_items", registry.nav_items)
        request = RequestFactory().get(path)
        monkeypatch.setattr(Shell, "flags", {})
        request.user = person or Person(name="Priya Nair")
        return Shell(request)

    return build


def test_shell_of_a_stranger_is_bare(shell):
    stranger = shell(person=AnonymousUser())

    assert (stranger.nav, stranger.tabs, stranger.theme, stranger.can_search) == ([], [], "", False)


def test_shell_without_a_user_is_bare():
    assert Shell(RequestFactory().get("/")).is_known is False


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", TODAY),
        ("/people/", PEOPLE),
        ("/people/7/journey/", PEOPLE),
        ("/people/imports/3/", IMPORTS),
        ("/peoples/", None),
        ("/inbox/", None),
    ],
)
def test_shell_current_is_the_nearest_item_above(shell, path, current):
    assert shell(path, items=(TODAY, PEOPLE, IMPORTS)).current == current


def test_shell_tabs_show_all_that_fits(shell):
    items = tuple(NavItem(str(number), f"/{number}/", icon="house") for number in range(4))

    few = shell(items=items)

    assert (few.tabs, few.more) == (list(items), [])


def test_shell_tabs_leave_room_for_inbox_and_more(shell):
    items = tuple(NavItem(str(number), f"/{number}/", icon="house") for number in range(6))

    many = shell(items=items)

    assert many.tabs == list(items[: MOST_TABS - 2])
    assert many.more == list(items[MOST_TABS - 2 :])


def test_shell_tabs_have_daily_work_before_what_comes_once_a_month(shell):
    """Somebody who precepts and has a mentor: sign-offs first, whatever comes before them."""
    names = ("Mentoring", "Goals", "Worklist")
    monthly = [NavItem(name, f"/{name}/", icon="people") for name in names]
    sign_offs = NavItem("Sign-offs", "/sign-offs/", icon="check2-square", is_daily=True)
    first = NavItem("Today", "/", icon="house", is_daily=True)

    both = shell(items=(first, *monthly, sign_offs))

    assert both.tabs[:2] == [first, sign_offs]
    assert both.nav == [first, *monthly, sign_offs]


def test_shell_tabs_leave_out_what_is_for_wide_screens(shell):
    wide = NavItem("Frameworks", "/frameworks/", icon="list-check", on_phone=False)

    both = shell(items=(TODAY, wide))

    assert (both.tabs, both.more) == ([TODAY], [wide])


@pytest.mark.parametrize(("theme", "shown"), [("auto", ""), ("light", "light"), ("dark", "dark")])
def test_shell_theme_is_the_persons_choice(shell, theme, shown):
    assert shell(person=Person(theme=theme)).theme == shown


@pytest.mark.parametrize(("unread", "shown"), [(0, "0"), (99, "99"), (100, "99+")])
def test_shell_counts_unread_up_to_a_limit(shell, unread, shown):
    counted = shell()
    counted.unread = unread

    assert counted.unread_shown == shown


@pytest.mark.django_db
def test_shell_asks_all_apps_about_the_reader_in_one_query(django_assert_num_queries):
    request = RequestFactory().get("/")
    request.user = PersonFactory()

    with django_assert_num_queries(1):
        labels = [str(item.label) for item in Shell(request).nav]

    assert labels == ["Today"]
