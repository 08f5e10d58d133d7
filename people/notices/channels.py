"""How a delivery leaves the house. E-mail today; each channel answers with an outcome."""

import logging
import smtplib
from dataclasses import dataclass, replace
from enum import Enum
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from people.notices.models import Delivery
from people.notices.stop_links import sign_stop
from people.notices.wording import word
from people.registry import Attachment, notice_attachments

log = logging.getLogger(__name__)
# The answer to a mail that is too large, before anything else is looked at (RFC 1870).
TOO_LARGE = 552


class Result(Enum):
    SENT = "sent"
    # Refused for good: trying again would be refused again.
    REFUSED = "refused"
    # Surely not sent, and worth another try.
    POSTPONED = "postponed"
    # Handed over, but the answer never came: it may have arrived.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of handing a delivery over, and why, in words without its content.

    ``may_be_of_all``: the server named no recipient, so it may be refusing every mail of ours.
    """

    result: Result
    reason: str = ""
    may_be_of_all: bool = False


class MailDown(Exception):
    """The mail server cannot be reached, or takes no mail from us: what waits, waits on."""


class Mail:
    """One open connection to the mail server, for a batch of deliveries."""

    def __enter__(self):
        self.connection = get_connection()
        self._open()
        return self

    def __exit__(self, *exception):
        self.connection.close()

    def send(self, delivery: Delivery) -> Outcome:
        """Hand over one e-mail; whatever is wrong with it alone stops no other.

        :raises MailDown: if the connection broke and cannot be made again, or the server takes
            no mail from our address.
        """
        self._open()
        try:
            message = compose(delivery)
        except Exception as error:
            # A wording or template that fails: it may be mended before the last attempt.
            log.error("delivery %s cannot be written: %s", delivery.pk, type(error).__name__)
            return Outcome(Result.POSTPONED, _("The message could not be written."))
        message.connection = self.connection
        try:
            message.send()
        except OSError as error:
            # Among them everything that smtplib raises.
            has_begun = getattr(self.connection, "has_begun", True)
            self.connection.close()
            return _outcome_of(error, has_begun=has_begun)
        except Exception as error:
            # Such as an address that SMTP has no letters for: it never will be sent.
            self.connection.close()
            log.error("delivery %s cannot be sent: %s", delivery.pk, type(error).__name__)
            return Outcome(Result.REFUSED, _("An e-mail can't be sent to this address."))
        return Outcome(Result.SENT)

    def _open(self):
        try:
            self.connection.open()
        except OSError as error:
            raise MailDown(type(error).__name__) from error


def compose(delivery: Delivery) -> EmailMultiAlternatives:
    """Write the e-mail of a notice in its recipient's language: text, HTML, a way to stop."""
    notice, person = delivery.notice, delivery.notice.recipient
    with translation.override(person.language):
        wording = word(notice, zone=person.time_zone)
        stop_url = "" if wording.kind.is_duty else _absolute(_stop_path(delivery))
        context = {
            "person": person,
            "wording": wording,
            "url": _absolute(notice.path or "/"),
            "stop_url": stop_url,
            "settings_url": _absolute(reverse("people:notice-settings")),
            "language": translation.get_language(),
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        message = EmailMultiAlternatives(
            subject=wording.subject,
            body=render_to_string("emails/notice.txt", context),
            to=[person.email],
            headers=_headers(delivery, stop_url),
        )
        message.attach_alternative(render_to_string("emails/notice.html", context), "text/html")
        if notice.kind in notice_attachments:
            _attach(message, list(notice_attachments[notice.kind](notice)))
    return message


def _attach(message: EmailMultiAlternatives, attachments: list[Attachment]) -> None:
    """Attach files; a single entry for a calendar is also what the mail itself says.

    As an alternative, mail programs offer it as an invitation and not as a file to open.
    """
    for name, content, kind in attachments:
        message.attach(name, content, kind)
    if len(attachments) == 1 and attachments[0][2].startswith("text/calendar"):
        _name, content, kind = attachments[0]
        message.attach_alternative(content.decode(), kind)


def _headers(delivery: Delivery, stop_url: str) -> dict[str, str]:
    headers = {
        # The same for every attempt: where a duty arrives twice, mailboxes show it once.
        "Message-ID": f"<{delivery.pk}@{urlsplit(settings.SITE_URL).hostname}>",
        # Nobody's out-of-office note answers a reminder (RFC 3834).
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if stop_url:
        # One click in the mail program (RFC 8058).
        headers["List-Unsubscribe"] = f"<{stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _stop_path(delivery: Delivery) -> str:
    token = sign_stop(delivery.notice.recipient_id, delivery.notice.kind)
    return reverse("people:notice-stop", args=[token])


def _absolute(path: str) -> str:
    """Never from a request's host: whoever forges that would send people elsewhere."""
    return settings.SITE_URL + path


def _outcome_of(error: OSError, *, has_begun: bool) -> Outcome:
    """Tell what surely was not sent from what may have been.

    :raises MailDown: if the server takes no mail from our address.
    """
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = max((code for code, _answer in error.recipients.values()), default=0)
            return _refused(code, _("The mail server does not accept this address."))
        case smtplib.SMTPSenderRefused() if error.smtp_code != TOO_LARGE:
            raise MailDown(type(error).__name__) from error
        case smtplib.SMTPResponseException():
            reason = _("The mail server refused the message.")
            return replace(_refused(error.smtp_code, reason), may_be_of_all=True)
    if not has_begun:
        reason = _("The mail server closed the connection before it took the message.")
        return Outcome(Result.POSTPONED, reason, may_be_of_all=True)
    return Outcome(Result.UNKNOWN, _("The mail server closed the connection before it answered."))


def _refused(code: int, reason: str) -> Outcome:
    """A code from 500 on is for good, one below asks to try again later (RFC 5321)."""
    return Outcome(Result.REFUSED if code >= 500 else Result.POSTPONED, reason)
