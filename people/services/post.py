"""Handing mails that wait to the mail server: one connection for a batch of them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

log = logging.getLogger(__name__)


@contextmanager
def mail_server(waiting: str) -> Iterator[BaseEmailBackend | None]:
    """Give a connection that is open; or None where the server is down, and ``waiting`` wait on."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        log.warning("%s wait, the mail server is down: %s", waiting, type(error).__name__)
        yield None
        return
    try:
        yield connection
    finally:
        connection.close()


def hand_over(message: EmailMessage, connection: BaseEmailBackend, what: str) -> bool:
    """Return whether the server took the message; ``what`` it is stands in the log alone."""
    message.connection = connection
    try:
        message.send()
    except (OSError, ValueError) as error:
        # All that smtplib raises, and an address it has no letters for. Their text may hold it.
        log.warning("%s was not sent: %s", what, type(error).__name__)
        return False
    return True
