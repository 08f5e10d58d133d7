"""Accounts elsewhere: connected by their owner, and parted from."""

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on
from people.models import Invitation
from people.sso import services
from people.sso.forms import AccountConnectForm, AccountDisconnectForm
from people.sso.trip import forget_waiting, has_typed_password_since, waiting_account
from people.sso_providers import accounts_of, is_last_way_in, issued_by, remember_vouching


@require_http_methods(["GET", "POST"])
def sso_connect(request):
    """Which account will open theirs, and the password that proves whose theirs is."""
    now = timezone.now()
    account = waiting_account(request.session, at=now)
    if account is None or account.invitation:
        messages.info(request, _("To connect an account, start from here."))
        return redirect("people:profile")
    form = AccountConnectForm(
        request.POST if request.method == "POST" else None,
        request=request,
        at=now,
        is_proved=has_typed_password_since(request, account.since),
    )
    if form.is_valid():
        with refusals_on(form):
            services.connect_account(person=request.user, account=account, at=now)
            forget_waiting(request.session)
            messages.success(request, _("Connected. You can log in with it from now on."))
            return redirect("people:profile")

    context = {"form": form, "account": account, "provider": issued_by(account.issuer)}
    return render(request, "people/sso/sso_connect.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sso_invited(request):
    """Whoever was invited sees with which account they will log in, and does."""
    now = timezone.now()
    account = waiting_account(request.session, at=now)
    if account is None or account.invitation is None:
        return _lapsed(request, _("That took too long. Open the link in your invitation again."))
    if request.method == "POST":
        try:
            person = services.accept_invitation_elsewhere(account=account, at=now)
        except services.SsoError as error:
            return _lapsed(request, error)
        return _enter(request, person, account)

    invited = Invitation.objects.select_related("person").filter(pk=account.invitation).first()
    context = {"account": account, "provider": issued_by(account.issuer), "invitation": invited}
    return render(request, "people/sso/sso_invited.html", context)


def _lapsed(request, reason):
    context = {"reason": reason, "back": "/"}
    return render(request, "people/sso/sso_callback_failed.html", context, status=403)


def _enter(request, person, account):
    forget_waiting(request.session)
    if request.user.is_authenticated:
        get_account_adapter(request).logout(request)
    remember_vouching(request.session, person, vouched=account.is_vouched)
    record_authentication(
        request, person, "socialaccount", provider=account.issuer, uid=account.subject
    )
    return perform_login(request, person)


@require_http_methods(["GET", "POST"])
def sso_disconnect(request, pk):
    """Asks who it is once more, and says what is lost."""
    account = get_object_or_404(accounts_of(request.user), pk=pk)
    now = timezone.now()
    form = AccountDisconnectForm(
        request.POST if request.method == "POST" else None, request=request, at=now
    )
    if form.is_valid():
        with refusals_on(form):
            services.disconnect_account(account=account, person=request.user, at=now)
            messages.success(request, _("Disconnected."))
            return redirect("people:profile")

    context = {"form": form, "account": account, "is_last": is_last_way_in(request.user, account)}
    return render(request, "people/sso/sso_disconnect.html", context)
