"""What Django and allauth tell the security log of: log-ins, passwords, factors, accounts."""

from allauth.account import signals as account
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.apps import apps
from django.contrib.auth import signals as auth
from django.dispatch import receiver

from people.models import Person, SecurityEvent
from people.services.security_log import record

Kind = SecurityEvent.Kind


@receiver(auth.user_logged_in)
def logged_in(user, request=None, **kwargs):
    record(Kind.LOG_IN, by=user, about=user, what=_how(request))


def _how(request):
    """By what: "password", "password totp", "socialaccount"; nothing by an invitation."""
    session = getattr(request, "session", {})
    methods = session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return " ".join(str(method.get("type") or method.get("method")) for method in methods)


@receiver(auth.user_login_failed)
def login_failed(credentials, **kwargs):
    """Whose account was tried, where it is somebody's; what was typed is kept nowhere."""
    typed = str(credentials.get("email") or credentials.get("username") or "")
    person = Person.objects.filter(email=typed.strip().lower()).only("pk").first()
    record(Kind.LOG_IN_FAILED, about=person)


@receiver(auth.user_logged_out)
def logged_out(user, **kwargs):
    if user is not None:
        record(Kind.LOG_OUT, by=user, about=user)


@receiver([account.password_set, account.password_changed, account.password_reset])
def password_set(user, signal, **kwargs):
    names = {
        account.password_set: "first",
        account.password_changed: "changed",
        account.password_reset: "by a mailed link",
    }
    record(Kind.PASSWORD_SET, about=user, what=names[signal])


def listen() -> None:
    """Hear of factors and of accounts elsewhere too, where these are installed."""
    if apps.is_installed("allauth.mfa"):
        from allauth.mfa import signals as mfa

        mfa.authenticator_added.connect(factor_added)
        mfa.authenticator_removed.connect(factor_removed)
        mfa.authenticator_reset.connect(factor_added)
        mfa.authentication_failed.connect(factor_failed)
    if apps.is_installed("allauth.socialaccount"):
        from allauth.socialaccount import signals as social

        social.social_account_added.connect(account_joined)
        social.social_account_removed.connect(account_parted)


def factor_added(user, authenticator, **kwargs):
    record(Kind.FACTOR_ADDED, about=user, what=str(authenticator.type))


def factor_removed(user, authenticator, **kwargs):
    record(Kind.FACTOR_REMOVED, about=user, what=str(authenticator.type))


def factor_failed(user, **kwargs):
    record(Kind.LOG_IN_FAILED, about=user, what="second factor")


def account_joined(sociallogin, **kwargs):
    record(Kind.ACCOUNT_JOINED, about=sociallogin.user, what=str(sociallogin.account.provider))


def account_parted(socialaccount, **kwargs):
    record(Kind.ACCOUNT_PARTED, about=socialaccount.user, what=str(socialaccount.provider))
