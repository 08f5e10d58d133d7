"""Guessing a password takes for ever, and shuts nobody out (docs/decisions/0033)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from people.models import LogInTries
from people.notices.models import Notice
from people.pace import ACCOUNT, NETWORK
from people.services import log_in as services
from people.services.password_reset import ask_reset, send_resets
from tests.factories import NOON, PersonFactory

PASSWORD = "several words in a row"
WARD, ELSEWHERE = "192.0.2.1", "198.51.100.7"
TENTH = timedelta(seconds=0.1)


def person_with_password(**fields):
    person = PersonFactory(**fields)
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(client, email, password=PASSWORD, *, network=WARD):
    sent = {"login": email, "password": password}
    return client.post(reverse("account_login"), sent, REMOTE_ADDR=network)


def is_inside(client):
    return "_auth_user_id" in client.session


def guess(email, *, times=5, client=None, network=WARD):
    for _number in range(times):
        response = log_in(client or Client(), email, "wrong", network=network)
    return response


@pytest.fixture
def person(db):
    return person_with_password(email="amara@example.org")


@pytest.fixture
def clock(time_machine):
    """Stands still, and is moved on by a test."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


def leave(client):
    """Log out as a person does: the device's cookie stays, which ``client.logout`` drops."""
    client.post(reverse("account_logout"))


def compared(pace, *, guesses, every):
    """How many of so many guesses, one each ``every``, are compared with a password."""
    done, tries, last_at = 0, 0, NOON
    for number in range(guesses):
        at = NOON + number * every
        if at >= pace.ready_at(tries, last_at):
            tries, last_at = pace.one_more(tries, last_at, at), at
            done += 1
    return done


def claimed(emails, *, every):
    """How many of the guesses the service lets through."""
    done = 0
    for number, email in enumerate(emails):
        try:
            services.claim_try(email=email, device="", network=WARD, at=NOON + number * every)
        except services.TooSoon:
            continue
        done += 1
    return done


# --- Guessing -------------------------------------------------------------------------------


def test_of_10_000_guesses_at_one_account_nine_are_compared(record_property):
    """Ten a second, from one network: 17 minutes of it."""
    done = compared(ACCOUNT, guesses=10_000, every=TENTH)

    record_property("figure", f"{done} of 10,000 compared")
    assert done == 9


def test_of_10_000_guesses_at_as_many_accounts_232_are_compared(record_property):
    """One at each, which an account's own count never stops."""
    done = compared(NETWORK, guesses=10_000, every=TENTH)

    record_property("figure", f"{done} of 10,000 compared")
    assert done == 232


def test_a_patient_guesser_gets_four_an_hour_at_one_account():
    done = compared(ACCOUNT, guesses=24 * 60, every=timedelta(minutes=1))

    assert done <= ACCOUNT.free + len(ACCOUNT.waits) + 24 * 4


def test_guesses_at_one_account_keep_its_pace(db):
    done = claimed(["amara@example.org"] * 600, every=TENTH)

    assert done == compared(ACCOUNT, guesses=600, every=TENTH)


def test_guesses_at_many_accounts_keep_the_pace_of_their_network(db):
    done = claimed([f"{number}@example.org" for number in range(600)], every=TENTH)

    assert done == compared(NETWORK, guesses=600, every=TENTH)


def test_what_has_to_wait_is_not_counted(person, clock):
    guess(person.email, times=20)

    clock.shift(timedelta(seconds=31))

    client = Client()
    assert log_in(client, person.email).url == "/"


def test_each_wait_is_longer_until_a_quarter_of_an_hour():
    waits = [
        ACCOUNT.ready_at(tries, NOON) - NOON
        for tries in range(ACCOUNT.free - 1, ACCOUNT.free + len(ACCOUNT.waits) + 3)
    ]

    assert waits == sorted(waits)
    assert (waits[0], waits[1], waits[-1]) == (
        timedelta(0),
        timedelta(seconds=30),
        timedelta(minutes=15),
    )


@pytest.mark.parametrize("pace", [ACCOUNT, NETWORK])
def test_every_try_is_forgotten_within_the_day_that_its_row_is_kept(pace):
    most = pace.free + len(pace.waits)

    assert pace.one_more(most, NOON, NOON) == most
    assert pace.count(most, NOON, NOON + services.KEPT_FOR) == 0


@pytest.mark.django_db(transaction=True)
def test_guesses_at_once_are_counted_one_by_one():
    def claim(_number):
        try:
            services.claim_try(email="a@example.org", device="", network=WARD, at=NOON)
        except services.TooSoon:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(claim, range(40)))

    assert done.count(True) == ACCOUNT.free


# --- Nobody is shut out ---------------------------------------------------------------------


@pytest.mark.nightly
def test_300_people_log_in_from_one_network_within_five_minutes(db, clock):
    everybody_logs_in(300, clock)


def test_a_log_in_that_succeeds_counts_against_no_network(person, clock):
    """Of a network that has only five tries left, twenty people log in."""
    guess(person.email)
    LogInTries.objects.filter(email="").update(tries=NETWORK.free - 5)

    everybody_logs_in(20, clock)


def everybody_logs_in(count, clock):
    for person in [person_with_password() for _number in range(count)]:
        client = Client()
        log_in(client, person.email)
        assert is_inside(client)
        clock.shift(timedelta(seconds=1))


def test_a_device_that_logged_in_before_passes_whatever_others_guess(person, clock):
    own = Client()
    log_in(own, person.email)
    leave(own)
    guess(person.email, times=30)
    LogInTries.objects.filter(email="").update(tries=NETWORK.free)

    log_in(own, person.email)

    assert is_inside(own)


def test_guesses_from_elsewhere_delay_nobody_here(person, clock):
    guess(person.email, times=30, network=ELSEWHERE)

    client = Client()
    log_in(client, person.email)

    assert is_inside(client)


def test_a_known_device_is_known_to_its_own_accounts_alone(person, clock):
    insider, device = person_with_password(), Client()
    log_in(device, insider.email)
    leave(device)
    guess(person.email, client=device)

    log_in(device, person.email)

    assert not is_inside(device)
    assert not LogInTries.objects.filter(email=person.email, place__startswith="device").exists()


def test_a_known_device_waits_for_its_own_wrong_passwords(person, clock):
    own = Client()
    log_in(own, person.email)
    leave(own)
    guess(person.email, client=own)

    log_in(own, person.email)

    assert not is_inside(own)


def test_the_right_password_is_no_wrong_try(person, clock):
    for _number in range(ACCOUNT.free + 1):
        client = Client()
        log_in(client, person.email)
        assert is_inside(client)


@pytest.mark.parametrize("cookie", ["", "nonsense", "e30:1abc:forged"])
def test_a_cookie_that_is_not_ours_makes_no_device_known(person, clock, cookie):
    guess(person.email)
    client = Client()
    client.cookies[settings.DEVICE_COOKIE_NAME] = cookie

    log_in(client, person.email)

    assert not is_inside(client)


def test_a_new_password_by_mail_opens_the_door_at_once(person, clock, mailoutbox):
    guess(person.email, times=30)
    LogInTries.objects.filter(email="").update(tries=NETWORK.free)
    ask_reset(email=person.email)
    send_resets(limit=10, clock=lambda: NOON)
    link = mailoutbox[0].body.split("http://localhost:8000")[1].split()[0]
    client, new = Client(), "another row of words"

    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": new, "password2": new})
    log_in(client, person.email, new)

    assert is_inside(client)


# --- What is said ---------------------------------------------------------------------------


def test_who_has_to_wait_reads_for_how_long_and_what_else_to_do(person, clock):
    page = guess(person.email, times=6).content.decode()

    assert "You can try again in 30 seconds." in page
    assert f'href="{reverse("account_reset_password")}"' in page


def test_the_answer_is_the_same_for_somebody_unknown(person, clock):
    answers = [
        [log_in(Client(), email, "wrong").context["form"].errors for _number in range(7)]
        for email in (person.email, "nobody@example.org")
    ]

    assert answers[0] == answers[1]


def test_neither_is_looked_up_while_they_wait(person, clock, django_assert_num_queries):
    for email in (person.email, "nobody@example.org"):
        guess(email)
        with django_assert_num_queries(5):
            log_in(Client(), email, "wrong")


def tell():
    return services.tell_whose_account_is_tried(clock=lambda: NOON)


def test_whose_account_is_tried_from_elsewhere_is_told_once_a_day(person, clock):
    guess(person.email)
    guess("nobody@example.org")

    assert (tell(), tell()) == (1, 0)

    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient) == ("log_in_tried", person)
    assert notice.deliveries.exists()


def test_nobody_is_told_of_a_few_wrong_passwords_or_of_their_own_device(person, clock):
    own = Client()
    log_in(own, person.email)
    leave(own)
    guess(person.email, client=own)
    guess(person.email, times=3)

    assert tell() == 0


def test_tries_are_forgotten_after_a_day(person, clock):
    guess(person.email)

    services.tell_whose_account_is_tried(clock=lambda: NOON + services.KEPT_FOR)

    assert not LogInTries.objects.exists()
