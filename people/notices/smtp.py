"""Django's SMTP, which also knows whether the text of a mail was begun (N4)."""

import smtplib

from django.core.mail.backends import smtp


class _Noting:
    """Notes where in the hand-over of the last mail one is."""

    has_begun = False

    def mail(self, *arguments, **options):
        self.has_begun = False
        return super().mail(*arguments, **options)

    def data(self, *arguments, **options):
        self.has_begun = True
        return super().data(*arguments, **options)


class _SMTP(_Noting, smtplib.SMTP):
    pass


class _SMTPOverTLS(_Noting, smtplib.SMTP_SSL):
    pass


class EmailBackend(smtp.EmailBackend):
    @property
    def connection_class(self):
        return _SMTPOverTLS if self.use_ssl else _SMTP

    @property
    def has_begun(self) -> bool:
        """Whether the last mail may have arrived: its text, at least, was announced."""
        return self.connection is None or self.connection.has_begun
