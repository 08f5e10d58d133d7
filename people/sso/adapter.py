"""What Alongside asks of allauth's single sign-on beyond its settings."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings

PROVIDER = "openid_connect"


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        """People are invited or imported; nobody signs up alone."""
        return False

    def authenticate_by_email(self, sociallogin):
        """An address proves nothing: whoever writes it at a provider would become its owner."""

    def list_apps(self, request, provider=None, client_id=None):
        """Those of the environment alone, known by their issuer; none of the database.

        An account is kept under the issuer and its subject, so that another provider that takes
        over a name on a button inherits nobody.
        """
        wanted = [
            each for each in settings.SSO_PROVIDERS if provider in (None, PROVIDER, each.issuer)
        ]
        return [_app(each) for each in wanted if client_id in (None, each.client_id)]

    def send_notification_mail(self, *args, **kwargs):
        """Told by the notices of people/sso/notices.py, which wait where mail is down."""


def _app(provider):
    return SocialApp(
        provider=PROVIDER,
        provider_id=provider.issuer,
        name=provider.name,
        client_id=provider.client_id,
        secret=provider.client_secret,
        settings={
            "server_url": provider.issuer,
            "scope": list(provider.scopes),
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
        },
    )
