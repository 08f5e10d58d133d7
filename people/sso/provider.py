"""One trip to a provider and back: allauth's client, and the checks that it leaves out.

Imports what requirements-extra.txt brings, so it is imported only where single sign-on is
configured (people/apps.py).
"""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from people.sso.discovery import ProviderError, keys_of, metadata_of
from people.sso.id_token import IdTokenError, UnknownKeyError, is_fresh, read_id_token
from people.sso.trip import Trip, TripError
from people.sso_providers import issued_by

logger = logging.getLogger(__name__)


class ProviderAdapter(OpenIDConnectOAuth2Adapter):
    """Where the provider is asked, and where it sends people back to."""

    @property
    def openid_config(self):
        return metadata_of(issued_by(self.provider_id))

    def get_callback_url(self, request, app):
        """From SITE_URL, since whoever asks chooses the Host header; one address each."""
        return settings.SITE_URL + reverse(
            "people:sso-callback", args=[issued_by(self.provider_id).key]
        )


class Provider(OpenIDConnectProvider):
    oauth2_adapter_class = ProviderAdapter

    @property
    def known(self):
        return issued_by(self.app.provider_id)

    def extract_extra_data(self, data):
        """Nothing but what shows its owner which account it is."""
        return {"shown": shown_name(data["id_token"])}

    def extract_common_fields(self, data):
        """Nobody is entered by what a provider says of them."""
        return {}

    def extract_email_addresses(self, data):
        return []

    def leave(self, request, trip: Trip, *, at: datetime) -> str:
        """Return where to send the browser; what to expect back stays in the session.

        :raises TripError: if the provider cannot be reached.
        """
        asked = {"nonce": secrets.token_urlsafe(32)}
        if self.known.acr_values:
            asked["acr_values"] = " ".join(self.known.acr_values)
        if trip.is_fresh and self.known.confirms:
            asked |= {"prompt": "login", "max_age": "0"}
        elif trip.is_fresh:
            asked["prompt"] = "select_account"
        try:
            answer = self.redirect(
                request,
                process=trip.purpose,
                next_url=trip.back,
                data=trip.data,
                auth_params=asked,
                nonce=asked["nonce"],
                left_at=at.isoformat(),
            )
        except ProviderError as error:
            logger.warning("Single sign-on by %s: %s", self.known.key, error)
            raise TripError(
                _("%(name)s can't be reached just now. Please try again in a minute.")
                % {"name": self.known.name}
            ) from error
        return answer.url

    def come_back(self, request, *, at: datetime) -> "Arrival":
        """Return who came back and what for.

        :raises TripError: if they did not leave in this session, or the provider's answer does
            not hold; its ``trip`` says where they wanted to go, as far as that is known.
        """
        try:
            state = self.unstash_redirect_state(request, request.GET.get("state", ""))
        except PermissionDenied:
            raise TripError(
                _("This answer doesn't belong to a log-in that was started here, or it's too old.")
            ) from None
        trip = Trip(state["process"], state.get("next", "/"), state["data"] or {})
        try:
            return self._arrive(request, state, trip, at=at)
        except (IdTokenError, OAuth2Error, ProviderError, OSError, ValueError) as error:
            # An OAuth2Error quotes the answer, which has no place in a log.
            told = error if isinstance(error, (IdTokenError, ProviderError)) else ""
            logger.warning(
                "Single sign-on by %s refused: %s %s", self.known.key, type(error).__name__, told
            )
            raise TripError(
                _("%(name)s's answer couldn't be checked. Nothing was changed. Please try again.")
                % {"name": self.known.name},
                trip,
            ) from None

    def _arrive(self, request, state, trip, *, at):
        if request.GET.get("iss", self.known.issuer) != self.known.issuer:
            raise IdTokenError("an answer of another issuer")
        if "error" in request.GET or not request.GET.get("code"):
            raise TripError(
                _("%(name)s didn't let you through. Nothing was changed.")
                % {"name": self.known.name},
                trip,
            )
        adapter = self.get_oauth2_adapter(request)
        client = adapter.get_client(request, self.app)
        answer = client.get_access_token(
            request.GET["code"], pkce_code_verifier=state["pkce_code_verifier"]
        )
        claims = self._claims(answer.get("id_token") or "", state["nonce"])
        left_at = datetime.fromisoformat(state["left_at"])
        login = self.sociallogin_from_response(request, {"id_token": claims})
        login.state = state
        return Arrival(trip, login, claims, is_fresh(claims, since=left_at, at=at))

    def _claims(self, token, nonce):
        expected = {
            "issuer": self.known.issuer,
            "client_id": self.known.client_id,
            "nonce": nonce,
        }
        try:
            claims = read_id_token(token, keys=keys_of(self.known), **expected)
        except UnknownKeyError:
            claims = read_id_token(token, keys=keys_of(self.known, renewed=True), **expected)
        if self.known.acr_values and claims.get("acr") not in self.known.acr_values:
            raise IdTokenError("none of the acr values that were asked for")
        return claims


@dataclass(frozen=True)
class Arrival:
    """Who came back. ``is_fresh``: they proved who they are after they left."""

    trip: Trip
    login: SocialLogin
    claims: dict
    is_fresh: bool


def shown_name(claims: dict) -> str:
    """What its owner knows the account by; never looked up, it proves nothing."""
    names = (claims.get(name) for name in ("email", "preferred_username", "name"))
    return next((name[:120] for name in names if isinstance(name, str) and name), "")


def get_provider(request, issuer: str) -> Provider:
    return get_adapter(request).get_provider(request, issuer)
