"""What the provider says beyond allauth's own: when somebody proved who they are, and lies."""

from allauth.account.signals import authentication_step_completed
from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth import get_user_model
from django.dispatch import receiver
from django.utils import timezone

from tests.sso.provider import TWISTS


@receiver(authentication_step_completed)
def remember_when(sender, user, **facts):
    user.last_login = timezone.now()
    user.save(update_fields=["last_login"])


class Adapter(DefaultOIDCAdapter):
    def populate_id_token(self, id_token, client, scopes, **more):
        user = get_user_model().objects.get(pk=id_token["sub"])
        id_token["auth_time"] = int(user.last_login.timestamp())
        id_token.update(TWISTS.get(user.username, {}))
