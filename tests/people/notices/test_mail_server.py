"""A mail server that is away, or refuses: all of us, or one message (N4)."""

import smtplib
import socket
from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest

from people.notices.models import Delivery
from people.notices.services import delivery as services
from tests.factories import NOON
from tests.people.notices.post import due, sweep

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def test_a_mail_server_that_is_down_costs_no_attempt_and_all_leave_when_it_is_back(faults):
    for _ in range(3):
        due()
    for minute in range(0, 30 * 60, 30):
        faults.open_errors.append(ConnectionRefusedError())
        assert sweep(NOON + timedelta(minutes=minute)) == 0

    waiting = Delivery.objects.values_list("status", "due_at", "attempt", "reason").distinct()
    reason = "The mail server could not be reached, or takes no mail."
    assert list(waiting) == [("due", NOON, 0, reason)]
    assert sweep(NOON + timedelta(hours=30)) == 3
    assert set(Delivery.objects.values_list("status", "reason")) == {("sent", "")}


def test_a_server_that_takes_no_mail_from_us_is_away(faults):
    due()
    faults.errors.append(smtplib.SMTPSenderRefused(550, b"not you", "us@example.org"))

    assert sweep() == 0
    assert Delivery.objects.get().attempt == 0
    assert sweep(NOON + timedelta(minutes=1)) == 1


def test_a_server_that_refuses_one_after_the_other_is_away(faults):
    for _ in range(5):
        due()
    faults.errors.extend(smtplib.SMTPDataError(554, b"blocked") for _ in range(3))

    assert sweep() == 0
    assert set(Delivery.objects.values_list("status", "attempt")) == {("due", 0)}
    assert sweep(NOON + timedelta(minutes=1)) == 5
    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}


def test_who_is_refused_stands_behind_those_who_were_not_tried(faults):
    refused = [due(due_at=NOON - timedelta(hours=1)) for _ in range(3)]
    due()
    faults.errors.extend(smtplib.SMTPDataError(554, b"spam") for _ in refused)
    sweep()

    first = Delivery.objects.claimable(NOON + timedelta(minutes=1)).order_by("due_at").first()

    assert first not in refused


def test_one_message_that_is_refused_while_others_are_taken_counts_for_itself(faults):
    refused = due(due_at=NOON - timedelta(hours=1))
    due()
    faults.errors.append(smtplib.SMTPDataError(554, b"spam"))

    assert sweep() == 2

    assert Delivery.objects.get(pk=refused.pk).status == Delivery.Status.FAILED
    assert Delivery.objects.filter(status="sent").count() == 1


def test_an_address_that_smtp_cannot_write_holds_no_other_back(faults):
    broken = due(due_at=NOON - timedelta(hours=1))
    due()
    faults.errors.append(UnicodeError("label empty or too long"))

    sweep()

    broken.refresh_from_db()
    assert (broken.status, broken.reason) == ("failed", "An e-mail can't be sent to this address.")
    assert Delivery.objects.filter(status="sent").count() == 1


def test_a_mail_that_fails_is_tried_again_later(faults):
    due()
    faults.errors.append(smtplib.SMTPDataError(451, b"busy"))
    sweep()

    assert sweep(NOON + timedelta(minutes=1)) == 0
    assert sweep(NOON + timedelta(minutes=2)) == 1
    assert Delivery.objects.get().status == Delivery.Status.SENT


def test_a_mail_that_fails_again_and_again_is_given_up_with_a_reason(faults):
    due()
    tries = len(services.BACK_OFF) + 1
    faults.errors.extend(smtplib.SMTPDataError(451, b"busy") for _ in range(tries))

    for day in range(tries):
        sweep(NOON + timedelta(days=day))

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.attempt) == (Delivery.Status.FAILED, tries)
    assert delivery.reason == "The mail server refused the message."


def test_an_address_that_is_refused_for_good_is_not_tried_again(faults):
    due()
    refused = {"nobody@example.org": (550, b"no such user: nobody@example.org")}
    faults.errors.append(smtplib.SMTPRecipientsRefused(refused))

    sweep()

    delivery = Delivery.objects.get()
    assert delivery.status == Delivery.Status.FAILED
    assert delivery.reason == "The mail server does not accept this address."


@pytest.mark.parametrize(("kind", "status"), [("test_duty", "due"), ("test_nudge", "unknown")])
def test_n4_a_connection_lost_while_sending_leaves_it_unknown(faults, kind, status):
    due(kind)
    faults.errors.append(smtplib.SMTPServerDisconnected("lost"))

    sweep()

    assert Delivery.objects.get().status == status


class BreakingServer(Thread):
    """Speaks SMTP to one client after the other and hangs up at a word."""

    def __init__(self, word):
        super().__init__(daemon=True)
        self.word, self.taken = word, []
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]

    def run(self):
        with suppress(OSError):
            while True:
                client, _address = self.listening.accept()
                with client, client.makefile("rwb") as line:
                    self.speak(line)

    def speak(self, line):
        say(line, b"220 here")
        while (heard := line.readline()) and not heard.upper().startswith(self.word):
            if heard.upper().startswith(b"DATA"):
                say(line, b"354 go on")
                self.taken.append(list(iter(line.readline, b".\r\n")))
                if self.word == b".":
                    return
            say(line, b"250 fine")


def say(line, words):
    line.write(words + b"\r\n")
    line.flush()


@pytest.mark.parametrize(
    ("word", "status"),
    [(b"MAIL", "due"), (b"RCPT", "due"), (b"DATA", "unknown"), (b".", "unknown"), (b"?", "sent")],
)
def test_n4_a_nudge_that_broke_before_its_text_is_due_again(settings, word, status):
    server = BreakingServer(word)
    server.start()
    settings.EMAIL_BACKEND = "people.notices.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    due("test_nudge")

    sweep()
    server.listening.close()

    assert Delivery.objects.get().status == status
    assert bool(server.taken) == (word in (b".", b"?"))
