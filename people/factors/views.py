"""Second factors: one's own, why they are asked for, and lost ones of somebody else.

What allauth does itself (the app, passkeys, recovery codes, the second step at log-in) is among
the addresses in config/account_urls.py, behind ``confirmed`` where it changes anything.
"""

from functools import wraps
from urllib.parse import urlencode

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.redirects import next_path
from common.show_refusal import refusals_on
from people.factors import services
from people.factors.forms import FactorsResetForm, PasskeyConfirmForm, ReauthenticateForm
from people.models import Person
from people.permissions import can_reset_factors, require
from people.reader_flags import reader_flags
from people.second_factors import factors_of, lacks_factor
from people.services.reauthentication import is_confirmed


def confirmed(view):
    """Ask for the password, as for a signature, before how somebody logs in is changed."""

    @wraps(view)
    def ask_first(request, *arguments, **keywords):
        if is_confirmed(request.session, at=timezone.now()):
            return view(request, *arguments, **keywords)
        path = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('account_reauthenticate')}?{path}")

    return ask_first


@require_http_methods(["GET", "POST"])
def reauthenticate(request):
    """Confirm that it is oneself, then go on to where one was going."""
    now = timezone.now()
    form = ReauthenticateForm(
        request.POST if request.method == "POST" else None, request=request, at=now
    )
    if form.is_valid():
        return redirect(next_path(request))
    going = request.POST.get("next") or request.GET.get("next", "")
    return render(request, "account/reauthenticate.html", {"form": form, "going": going})


@require_safe
def factor_list(request):
    return render(request, "people/factors/factor_list.html", {"factors": factors_of(request.user)})


@require_safe
def factors_required(request):
    """Where whoever lacks a factor that their role needs is led, before anything else."""
    if not lacks_factor(request.user):
        return redirect("people:today")
    return render(request, "people/factors/factors_required.html")


class ShowsRecoveryCodes:
    """Answers the form that made recovery codes with them: nothing that is merely opened does.

    A browser that fetches pages ahead, or goes back, could else use up their one showing.
    """

    def form_valid(self, form):
        with transaction.atomic():
            response = super().form_valid(form)
            codes = services.take_recovery_codes(self.request.user) if self.made_codes() else []
        if not codes:
            return response
        return render(self.request, "mfa/recovery_codes/made.html", {"codes": codes})

    def get_success_url(self):
        return reverse("mfa_index")

    def made_codes(self):
        """Whether they came with what was added: they do with the first factor."""
        return self.did_generate_recovery_codes


class RecoveryCodesNewView(ShowsRecoveryCodes, GenerateRecoveryCodesView):
    def made_codes(self):
        return True


class AppAddView(ShowsRecoveryCodes, ActivateTOTPView):
    pass


class PasskeyAddView(ShowsRecoveryCodes, AddWebAuthnView):
    def get_context_data(self, **keywords):
        """Ask the device to keep it, so that one can log in by it without an address."""
        context = super().get_context_data(**keywords)
        options = context["js_data"]["creation_options"]
        wishes = dict(options["publicKey"]["authenticatorSelection"])
        wishes |= {"residentKey": "preferred", "requireResidentKey": False}
        options["publicKey"] = dict(options["publicKey"]) | {"authenticatorSelection": wishes}
        return context


@require_http_methods(["GET", "POST"])
def passkey_confirm(request):
    """A passkey in place of the password: what the device is to sign, and what it signed."""
    if not reader_flags(request.user)["has_passkey"]:
        raise Http404
    if request.method == "GET":
        return JsonResponse({"request_options": begin_authentication(request.user)})
    form = PasskeyConfirmForm(request.POST, user=request.user)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors["credential"]}, status=422)
    services.use_passkey(request, form.cleaned_data["credential"], at=timezone.now())
    return JsonResponse({})


@require_http_methods(["GET", "POST"])
def factors_reset(request, pk):
    """Remove the factors of somebody who lost them, with the administrator's own password."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    require(can_reset_factors(request.user, person))
    now = timezone.now()
    form = FactorsResetForm(
        request.POST if request.method == "POST" else None, request=request, at=now
    )
    if form.is_valid():
        with refusals_on(form):
            services.reset_factors(
                person=person, reason=form.cleaned_data["reason"], by=request.user, at=now
            )
            messages.success(request, _("Removed. We've told %(name)s.") % {"name": person})
            return redirect("people:person-detail", pk)

    return render(request, "people/factors/factors_reset.html", {"form": form, "person": person})
