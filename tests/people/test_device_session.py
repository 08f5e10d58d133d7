"""How long one stays logged in, where, and how that ends (docs/decisions/0034)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.agents import browser_and_system
from people.models import DeviceSession, SecurityEvent
from people.services import person as person_services
from people.services.device_session import SEEN_EVERY
from tests.factories import NOON, AdministratorFactory, PersonFactory

pytestmark = pytest.mark.django_db

PASSWORD = "several words in a row"
IDLE = timedelta(minutes=30)
WEEK = timedelta(days=7)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"
)
WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def person(clock):
    person = PersonFactory()
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(person, *, own=False, agent=IPHONE, password=PASSWORD):
    client = Client(headers={"user-agent": agent})
    sent = {"login": person.email, "password": password} | ({"remember": "on"} if own else {})
    client.post(reverse("account_login"), sent)
    assert is_inside(client)
    return client


def is_inside(client):
    return client.get(reverse("people:help")).wsgi_request.user.is_authenticated


def listed(client):
    return list(client.get(reverse("people:profile")).context["sessions"])


# --- How long -------------------------------------------------------------------------------


@pytest.mark.parametrize(("own", "idle"), [(False, IDLE), (True, WEEK)])
def test_a_session_ends_after_its_idle_time(person, clock, own, idle):
    client = log_in(person, own=own)

    clock.shift(idle + timedelta(seconds=1))

    assert not is_inside(client)


@pytest.mark.parametrize(("own", "idle"), [(False, IDLE), (True, WEEK)])
def test_a_session_that_is_used_slides(person, clock, own, idle):
    client = log_in(person, own=own)

    for _number in range(3):
        clock.shift(idle - timedelta(minutes=1))
        assert is_inside(client)


@pytest.mark.parametrize(
    ("own", "idle", "longest"),
    [(False, IDLE, timedelta(hours=12)), (True, WEEK, timedelta(days=30))],
)
def test_no_session_slides_past_its_longest_time(person, clock, own, idle, longest):
    client = log_in(person, own=own)
    while timezone.now() + idle < NOON + longest:
        clock.shift(idle - timedelta(minutes=1))
        assert is_inside(client)

    clock.move_to(NOON + longest, tick=False)

    assert not is_inside(client)


def test_a_shared_device_forgets_with_its_window_and_an_own_one_does_not(person):
    shared, own = log_in(person), log_in(person, own=True)

    assert shared.cookies["session"]["max-age"] == ""
    assert own.cookies["session"]["max-age"] == int(WEEK.total_seconds())


def test_a_page_writes_nothing_within_some_minutes(person, clock, django_assert_num_queries):
    client = log_in(person)
    is_inside(client)

    # The session and the person.
    with django_assert_num_queries(2):
        client.post(reverse("people:theme-update"), {"theme": "none"})
    clock.shift(SEEN_EVERY)
    with django_assert_num_queries(2 + 3):
        client.post(reverse("people:theme-update"), {"theme": "none"})


def test_the_log_in_page_asks_whose_device_it_is(client):
    form = client.get(reverse("account_login")).context["form"]

    assert form["remember"].label == "This is my own phone or computer"
    assert not form["remember"].value()


def test_one_may_say_so_later_and_take_it_back(person):
    client = log_in(person)

    client.post(reverse("people:session-keep"), {"own": "yes"})
    kept = listed(client)[0].is_own_device
    client.post(reverse("people:session-keep"))

    assert kept
    assert not listed(client)[0].is_own_device


# --- The list -------------------------------------------------------------------------------


def test_the_profile_lists_ones_sessions_in_words(person, clock):
    log_in(person, agent=WINDOWS)
    clock.shift(timedelta(minutes=5))
    log_in(person)
    clock.shift(timedelta(minutes=5))
    client = log_in(person, agent="curl/8")

    rows = listed(client)

    assert [row.in_words for row in rows] == [
        "A device we don't know",
        "Safari on iPhone",
        "Edge on Windows",
    ]
    assert rows[0].session_key == client.session.session_key


def test_the_page_does_not_hold_the_key_of_a_session(person):
    log_in(person)
    client = log_in(person)

    page = client.get(reverse("people:profile")).content.decode()

    assert not [row for row in DeviceSession.objects.all() if row.session_key in page]


@pytest.mark.parametrize(
    ("agent", "names"),
    [
        (IPHONE, ("Safari", "iPhone")),
        (WINDOWS, ("Edge", "Windows")),
        ("Mozilla/5.0 (Android 14; Mobile; rv:127.0) Firefox/127.0", ("Firefox", "Android")),
        ("", ("", "")),
    ],
)
def test_browser_and_system_out_of_what_a_browser_says(agent, names):
    assert browser_and_system(agent) == names


# --- The end --------------------------------------------------------------------------------


def test_one_ends_a_session_elsewhere(person):
    phone, here = log_in(person), log_in(person)
    row = DeviceSession.objects.get(session_key=phone.session.session_key)
    address = reverse("people:session-end", args=[row.public_id])

    page = here.get(address).content.decode()
    here.post(address, {"password": PASSWORD})

    assert "Log out Safari on iPhone?" in page
    assert (is_inside(phone), is_inside(here)) == (False, True)


def test_to_end_the_one_at_hand_is_to_log_out(person):
    here = log_in(person)
    row = DeviceSession.objects.get(session_key=here.session.session_key)

    response = here.post(reverse("people:session-end", args=[row.public_id]))

    assert response.url == reverse("account_login")
    assert not is_inside(here)


@pytest.mark.parametrize("name", ["session-end", "session-end-others"])
def test_nobody_ends_a_session_elsewhere_without_the_password(person, name):
    phone, here = log_in(person), log_in(person)
    row = DeviceSession.objects.get(session_key=phone.session.session_key)
    arguments = [row.public_id] if name == "session-end" else []

    for sent in ({}, {"password": "wrong"}):
        here.post(reverse(f"people:{name}", args=arguments), sent)

    assert is_inside(phone)


def test_one_ends_all_others(person):
    others, here = [log_in(person), log_in(person, own=True)], log_in(person)
    stranger = PersonFactory()
    stranger.set_password(PASSWORD)
    stranger.save()
    elsewhere = log_in(stranger)

    here.post(reverse("people:session-end-others"), {"password": PASSWORD})

    assert [is_inside(client) for client in (*others, here, elsewhere)] == [
        False,
        False,
        True,
        True,
    ]
    assert len(listed(here)) == 1


def test_a_new_password_ends_all_others(person):
    other, here = log_in(person), log_in(person)
    new = "another row of words"

    here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert (is_inside(other), is_inside(here)) == (False, True)
    assert len(listed(here)) == 1
    assert DeviceSession.objects.filter(person=person).count() == 1


def test_a_new_key_of_the_session_leaves_its_place_in_the_list(person):
    here = log_in(person)
    session = here.session
    before = listed(here)[0].public_id

    session.cycle_key()
    session.save()
    here.cookies["session"] = session.session_key

    assert [row.public_id for row in listed(here)] == [before]


def test_deactivation_ends_all_and_none_revives(person):
    administrator = AdministratorFactory()
    clients = [log_in(person), log_in(person, own=True)]

    person_services.deactivate_person(person=person, by=administrator, at=NOON)
    while_gone = [is_inside(client) for client in clients]
    person_services.reactivate_person(person=person)

    assert while_gone == [False, False]
    assert [is_inside(client) for client in clients] == [False, False]
    assert not DeviceSession.objects.filter(person=person).exists()


def test_no_session_of_before_revives_though_its_row_was_left(person):
    """As one that was renewed in the very moment of deactivation."""
    client = log_in(person)
    row = DeviceSession.objects.get(person=person)
    person_services.deactivate_person(person=person, by=AdministratorFactory(), at=NOON)
    row.save(force_insert=True)

    person_services.reactivate_person(person=person)

    assert not is_inside(client)


def test_a_session_that_was_ended_is_not_written_again_by_a_page_under_way(person, clock):
    client = log_in(person)
    session = client.session
    session["theme"] = "dark"
    DeviceSession.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()

    assert not DeviceSession.objects.exists()


def test_an_administrator_logs_somebody_out_everywhere(person):
    phone, ward = log_in(person), log_in(person)
    administrator = Client()
    administrator.force_login(AdministratorFactory())
    address = reverse("people:person-log-out", args=[person.pk])

    administrator.get(address)
    still_inside = [is_inside(phone), is_inside(ward)]
    administrator.post(address)

    assert still_inside == [True, True]
    assert [is_inside(phone), is_inside(ward)] == [False, False]
    assert SecurityEvent.objects.get(kind="sessions_ended").about == person.pk
    assert is_inside(log_in(person))


def test_an_operator_logs_somebody_out_everywhere_or_everybody(person, capsys):
    other = PersonFactory()
    other.set_password(PASSWORD)
    other.save()
    here, elsewhere = log_in(person), log_in(other)

    call_command("end_sessions", person.email.upper())
    after_one = [is_inside(here), is_inside(elsewhere)]
    call_command("end_sessions", "--everybody")

    assert after_one == [False, True]
    assert not is_inside(elsewhere)
    assert "1 sessions ended." in capsys.readouterr().out


def test_an_operator_hears_of_an_address_that_is_nobodys(db):
    with pytest.raises(CommandError):
        call_command("end_sessions", "nobody@example.org")
