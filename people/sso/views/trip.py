"""The way to a provider and back."""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.redirects import next_path
from people.services.invitation import InvitationError, find_invitation
from people.services.reauthentication import confirm_elsewhere
from people.sso.trip import (
    CONFIRM,
    CONNECT,
    INVITED,
    LOG_IN,
    Trip,
    TripError,
    WaitingAccount,
    let_wait,
)
from people.sso_providers import (
    forget_leaving,
    has_left,
    is_vouched,
    provider_of,
    remember_vouching,
)


@login_not_required
@require_POST
def sso_start(request, key):
    """To log in there."""
    trip = Trip(LOG_IN, next_path(request), {"has_left": has_left(request)})
    return _leave(request, key, trip)


@require_POST
def sso_connect_start(request, key):
    """To connect an account there to one's own."""
    trip = Trip(CONNECT, reverse("people:profile"), {"person": str(request.user.pk)})
    return _leave(request, key, trip)


@require_POST
def sso_confirm(request, key):
    """To prove there that it is they, with a form half filled in; nothing of it is read."""
    back = next_path(request, reverse("people:sso-confirmed"), field="back_to")
    return _leave(request, key, Trip(CONFIRM, back, {"person": str(request.user.pk)}))


@login_not_required
@require_POST
def sso_invited_start(request, key, token):
    """To log in there from now on, instead of choosing a password."""
    try:
        invitation = find_invitation(token=token, at=timezone.now())
    except InvitationError as error:
        return render(
            request, "people/invitation_accept_failed.html", {"reason": error}, status=404
        )
    back = reverse("people:invitation-accept", args=[token])
    return _leave(request, key, Trip(INVITED, back, {"invitation": str(invitation.pk)}))


@require_safe
def sso_confirmed(request):
    """In a tab of its own: the form waits in the other."""
    return render(request, "people/sso/sso_confirmed.html")


@login_not_required
@never_cache
@require_safe
def sso_callback(request, key):
    """Where the provider sends people back to, with an answer for this session alone."""
    provider, now = _provider(request, key), timezone.now()
    try:
        arrival = provider.come_back(request, at=now)
        return ARRIVALS[arrival.trip.purpose](request, provider.known, arrival, now)
    except TripError as error:
        return _failed(request, error)


def _provider(request, key):
    known = provider_of(key)
    if known is None:
        raise Http404
    return get_adapter(request).get_provider(request, known.issuer)


def _leave(request, key, trip):
    """Lead on by a page: a form that is redirected may lead nowhere but here (CSP form-action)."""
    provider = _provider(request, key)
    try:
        address = provider.leave(request, trip, at=timezone.now())
    except TripError as error:
        return _failed(request, error)
    context = {"address": address, "provider": provider.known}
    response = render(request, "people/sso/sso_start.html", context)
    # What was typed into the form that led here still waits (people/middleware.py).
    response.leads_elsewhere = True
    return response


def _failed(request, error):
    back = error.trip.back if error.trip else "/"
    context = {"reason": error, "back": back}
    return render(request, "people/sso/sso_callback_failed.html", context, status=403)


def _log_in(request, known, arrival, now):
    if arrival.trip.is_fresh:
        _require_fresh(known, arrival)
    account = _account(arrival)
    if account is None:
        let_wait(request.session, _waiting(known, arrival, now))
        messages.info(request, _unknown(known, arrival))
        return redirect_to_login(reverse("people:sso-connect"))
    if request.user.is_authenticated:
        get_account_adapter(request).logout(request)
    vouched = is_vouched(known, arrival.claims)
    remember_vouching(request.session, account.user, vouched=vouched)
    return _finish(request, arrival)


def _finish(request, arrival):
    # Not above: it brings in what requirements-extra.txt has.
    from allauth.socialaccount.helpers import complete_social_login

    response = complete_social_login(request, arrival.login)
    forget_leaving(response)
    return response


def _connect(request, known, arrival, now):
    _require_same_person(request, known, arrival)
    let_wait(request.session, _waiting(known, arrival, now))
    return redirect("people:sso-connect")


def _confirm(request, known, arrival, now):
    _require_same_person(request, known, arrival)
    account = _account(arrival)
    if not known.confirms or account is None or account.user_id != request.user.pk:
        raise TripError(
            _("That's not the %(name)s account you log in with.") % {"name": known.name},
            arrival.trip,
        )
    confirm_elsewhere(request, at=now)
    return redirect(arrival.trip.back)


def _invited(request, known, arrival, now):
    _require_fresh(known, arrival)
    invitation = arrival.trip.data["invitation"]
    let_wait(request.session, _waiting(known, arrival, now, invitation=invitation))
    return redirect("people:sso-invited")


def _require_same_person(request, known, arrival):
    """Whoever left is still logged in, and has just proved at the provider who they are."""
    if arrival.trip.data.get("person") != str(request.user.pk):
        raise TripError(_("You've been logged out. Please log in, then try again."))
    _require_fresh(known, arrival)


def _require_fresh(known, arrival):
    if known.confirms and not arrival.is_fresh:
        raise TripError(
            _("%(name)s didn't ask you again, or doesn't say when it did. Nothing was changed.")
            % {"name": known.name},
            arrival.trip,
        )


def _account(arrival):
    known = SocialAccount.objects.select_related("user")
    account = arrival.login.account
    return known.filter(provider=account.provider, uid=account.uid).first()


def _waiting(known, arrival, now, **more):
    account = arrival.login.account
    return WaitingAccount(
        issuer=account.provider,
        subject=account.uid,
        shown=account.extra_data["shown"],
        since=now,
        is_vouched=is_vouched(known, arrival.claims),
        **more,
    )


def _unknown(known, arrival):
    shown = arrival.login.account.extra_data["shown"]
    told = _("Your account at %(provider)s isn't connected to one here yet.")
    if shown:
        told = _("%(shown)s at %(provider)s isn't connected to an account here yet.")
    advice = _(
        "Log in once with your password to connect it. New here? Open the link in your invitation."
    )
    return f"{told % {'shown': shown, 'provider': known.name}} {advice}"


ARRIVALS = {LOG_IN: _log_in, CONNECT: _connect, CONFIRM: _confirm, INVITED: _invited}
