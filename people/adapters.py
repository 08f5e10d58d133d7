"""What Alongside asks of allauth beyond its settings."""

from ipaddress import IPv6Network, ip_address

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.known_device import device_of
from people.services.log_in import TooSoon, claim_try, forgive_try


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        """People are invited or imported; nobody signs up alone."""
        return False

    def get_reset_password_from_key_url(self, key):
        """The link in the mail: from SITE_URL, since whoever asks chooses the Host header."""
        # The key allauth makes reads "<person>-<token>".
        person, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[person, token])
        return settings.SITE_URL + path

    def get_email_confirmation_url(self, request, emailconfirmation):
        return settings.SITE_URL + reverse("account_confirm_email", args=[emailconfirmation.key])

    def pre_authenticate(self, request, **credentials):
        """Count the try, or say when the next one is taken; in place of allauth's locks."""
        self.claims = []
        email, now = credentials.get("email", ""), timezone.now()
        if not email:
            return
        try:
            self.claims = claim_try(
                email=email,
                device=device_of(request, email),
                network=self.network_of(request),
                at=now,
            )
        except TooSoon as error:
            raise ValidationError(_too_soon(error.ready_at - now)) from error

    def authenticate(self, request, **credentials):
        person = super().authenticate(request, **credentials)
        if person:
            forgive_try(self.claims)
        return person

    def place_of(self, request, email):
        """Where a new password is asked from: a device that the account knows, or a network."""
        return device_of(request, email) or self.network_of(request)

    def network_of(self, request):
        """Return where a request comes from. Of IPv6 everybody has 64 bits of their own."""
        address = self.get_client_ip(request)
        try:
            is_long = ip_address(address).version == 6
        except ValueError:
            return address
        return str(IPv6Network((address, 64), strict=False).network_address) if is_long else address

    def is_safe_url(self, url):
        """Only addresses on the very host that was asked for."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )


def _too_soon(left):
    """The same words whoever's the address is, and whether or not it is anybody's."""
    seconds = max(1, round(left.total_seconds()))
    minutes = -(-seconds // 60)
    when = (
        ngettext("in %(count)d second", "in %(count)d seconds", seconds) % {"count": seconds}
        if seconds < 60
        else ngettext("in %(count)d minute", "in %(count)d minutes", minutes) % {"count": minutes}
    )
    return format_html(
        '{} <a href="{}">{}</a>',
        _(
            "There have been too many wrong passwords. You can try again %(when)s. Or choose a "
            "new password by e-mail: then you can log in at once."
        )
        % {"when": when},
        reverse("account_reset_password"),
        _("Choose a new password"),
    )
