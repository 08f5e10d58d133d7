"""Before anything else, whoever has to have a second factor sets one up."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from people.second_factors import lacks_factor
from people.sso_providers import provider_vouches

# Beside what needs no log-in: how one logs out, confirms that it is oneself, and sets one up.
OPEN_TO_ALL = {
    "account_change_password",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_index",
    "people:factors-required",
    "people:passkey-confirm",
    "people:sso-confirm",
    "people:sso-confirmed",
    "people:theme-update",
}


class FactorsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if request.resolver_match.view_name in OPEN_TO_ALL or not lacks_factor(request.user):
            return None
        if provider_vouches(request, request.user):
            return None
        url = reverse("people:factors-required")
        return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)
