"""What somebody hears when an account elsewhere opens theirs, or no longer does."""

from datetime import datetime
from uuid import uuid5

from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.services.notice import NoticeDraft, plan_notices
from people.registry import NoticeKind
from people.sso_providers import issued_by

CONNECTED, DISCONNECTED = "account_connected", "account_disconnected"
_ABOUT_LOG_IN = {
    "why": _("You get this because it is about how you log in."),
    "whom": _("The account's owner"),
    "act": _("See your profile"),
    "is_duty": True,
    "is_urgent": True,
    "tone": "amber",
    "icon": "key",
    "facts": ("provider", "shown"),
}

KINDS = (
    NoticeKind(
        code=CONNECTED,
        label=_("A work account was connected"),
        subject=_("You can now log in with %(provider)s"),
        line=_(
            "%(shown)s was connected to your account. If that wasn't you, disconnect it, change "
            "your password and tell your coordinator."
        ),
        **_ABOUT_LOG_IN,
    ),
    NoticeKind(
        code=DISCONNECTED,
        label=_("A work account was disconnected"),
        subject=_("You no longer log in with %(provider)s"),
        line=_(
            "%(shown)s was disconnected from your account. If that wasn't you, change your "
            "password and tell your coordinator."
        ),
        **_ABOUT_LOG_IN,
    ),
)


def tell_connected(account: SocialAccount, *, at: datetime) -> None:
    _tell(CONNECTED, account, at)


def tell_disconnected(account: SocialAccount, *, at: datetime) -> None:
    _tell(DISCONNECTED, account, at)


def _tell(kind, account, at):
    provider = issued_by(account.provider)
    facts = {
        "provider": provider.name if provider else account.provider,
        "shown": account.extra_data.get("shown") or account.uid,
    }
    draft = NoticeDraft(
        kind,
        account.user_id,
        # Its own number is none of ours, and another each time it is connected.
        uuid5(account.user_id, str(account.pk)),
        at.date(),
        facts,
        reverse("people:profile"),
    )
    plan_notices([draft], at=at)
