"""What Alongside asks of allauth beyond its settings."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """People are invited or imported; nobody signs up alone."""
        return False

    def get_reset_password_from_key_url(self, key):
        """The link in the mail: from SITE_URL, since whoever asks chooses the Host header."""
        # The key allauth makes reads "<person>-<token>".
        person, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[person, token])
        return settings.SITE_URL + path

    def get_email_confirmation_url(self, request, emailconfirmation):
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def is_safe_url(self, url):
        """Only addresses on the very host that was asked for."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
