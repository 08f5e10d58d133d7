"""``manage.py deliver_notices``: the outbox is emptied without a broker."""

import pytest
from django.core.management import CommandError, call_command

from people.notices.models import Delivery
from tests.factories import NOON
from tests.people.notices.post import due

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOON, tick=False)


def test_all_that_is_due_is_sent(capsys, monkeypatch):
    monkeypatch.setattr("people.management.commands.deliver_notices.BATCH", 2)
    for _number in range(5):
        due()

    call_command("deliver_notices")

    assert set(Delivery.objects.values_list("status", flat=True)) == {"sent"}
    assert capsys.readouterr().out == "5 e-mails were seen to.\n"


def test_a_server_that_is_away_is_said_and_fails_the_command(faults):
    due()
    faults.open_errors.append(ConnectionRefusedError())

    with pytest.raises(CommandError, match="1 wait on: the mail server takes none"):
        call_command("deliver_notices")
