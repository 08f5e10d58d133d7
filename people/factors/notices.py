"""What is told of second factors: to whose account it is, by mail and at once."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.factors.models import FactorChange
from people.notices.services.notice import tell
from people.registry import NoticeKind

_WHY = _("You get this because it is about how you log in.")
_NOT_YOU = _("If that wasn't you, change your password now and tell your administrator.")
_DUTY = {
    "why": _WHY,
    "whom": _("The account's owner"),
    "act": _("See your second step"),
    "is_duty": True,
    "is_urgent": True,
    "labels": {"factor": FactorChange.Factor},
}

KINDS = (
    NoticeKind(
        code="factor_added",
        label=_("Your account has a new way to prove it's you"),
        subject=_("Added to your account: %(factor)s"),
        line=_NOT_YOU,
        icon="shield-plus",
        facts=("factor",),
        **_DUTY,
    ),
    NoticeKind(
        code="factor_removed",
        label=_("A way to prove it's you was removed"),
        subject=_("Removed from your account: %(factor)s"),
        line=_NOT_YOU,
        tone="amber",
        icon="shield-minus",
        facts=("factor",),
        **_DUTY,
    ),
    NoticeKind(
        code="factor_renewed",
        label=_("You have new recovery codes"),
        subject=_("Your account has new recovery codes"),
        line=_("The old ones no longer work. If that wasn't you, tell your administrator now."),
        icon="shield-lock",
        facts=("factor",),
        **_DUTY,
    ),
    NoticeKind(
        code="factor_reset",
        label=_("An administrator removed your second step"),
        subject=_("Your second step was removed"),
        line=_(
            "%(by)s removed your passkeys, authenticator app and recovery codes, because they "
            "were told you lost them. If you didn't ask for that, tell another administrator now."
        ),
        tone="red",
        icon="shield-x",
        facts=("factor", "by"),
        **_DUTY,
    ),
)


def tell_changed(change: FactorChange) -> None:
    facts = {"factor": change.factor}
    if change.act == FactorChange.Act.RESET:
        facts["by"] = change.changed_by.name if change.changed_by else str(_("The operator"))
    tell(
        kind=f"factor_{change.act}",
        recipient=change.person,
        about=change,
        facts=facts,
        path=reverse("mfa_index"),
        at=change.changed_at,
    )
