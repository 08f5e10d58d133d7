"""A mail that is no notice: to somebody who cannot log in, or about to prove who they are."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What stands in the mail: already in its reader's language, its link a path of ours."""

    to: str
    name: str
    subject: str
    line: str
    # Why one gets it, and what to do if it is not for oneself.
    foot: str
    act: str = ""
    path: str = ""
    # Set large and apart, such as a code to type.
    code: str = ""

    def message(self) -> EmailMultiAlternatives:
        """Write it, in the language that is active; its link is built from SITE_URL alone."""
        context = {
            "letter": self,
            "url": settings.SITE_URL + self.path,
            "language": translation.get_language(),
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
        }
        message = EmailMultiAlternatives(
            subject=self.subject,
            body=render_to_string("emails/letter.txt", context),
            to=[self.to],
            # Nobody's out-of-office note answers it (RFC 3834).
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
        message.attach_alternative(render_to_string("emails/letter.html", context), "text/html")
        return message
