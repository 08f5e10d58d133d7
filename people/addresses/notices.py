"""What is told of a new address to log in with: to its owner first, at the old one."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.open_links import SignedIds
from people.addresses.models import AddressChange
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part

LINKS = SignedIds("people.address-change")
_WHY = _("You get this because it is about how you log in.")

KINDS = (
    NoticeKind(
        code="address_change_asked",
        label=_("Someone asked for a new address for your account"),
        subject=_("Is %(new_email)s your new address?"),
        line=_(
            "%(by)s asked us to use %(new_email)s for your account from %(waits_until_at)s. If "
            "that's not right, stop it now. Until then you log in with this address."
        ),
        why=_WHY,
        whom=_("The account's owner, at the old address"),
        act=_("Stop or confirm it"),
        is_duty=True,
        is_urgent=True,
        tone="amber",
        icon="envelope-exclamation",
        facts=("by", "new_email", "waits_until_at"),
        ends_with=("address_change_over",),
        asks=True,
    ),
    NoticeKind(
        code="address_changed",
        label=_("You log in with a new address"),
        subject=_("You now log in with %(new_email)s"),
        line=_("Your account used %(old_email)s before. You've been logged out everywhere."),
        why=_WHY,
        whom=_("The account's owner"),
        act=_("See your profile"),
        is_duty=True,
        is_urgent=True,
        icon="envelope-check",
        facts=("old_email", "new_email"),
    ),
    NoticeKind(
        code="address_change_stopped",
        label=_("A person stopped a new address you asked for"),
        subject=_("%(name)s stopped the new address"),
        line=_("They say they didn't ask for %(new_email)s. Please talk to them."),
        why=_("You get this because you asked for the change."),
        whom=_("The administrator who asked for it"),
        parts=(Part.COORDINATOR,),
        act=_("See their page"),
        is_duty=True,
        tone="red",
        icon="envelope-x",
        facts=("name", "new_email"),
    ),
)


def link_to(change: AddressChange) -> str:
    """The page that stops or confirms it, for whoever has the mail; a path of ours."""
    return reverse("people:address-answer", args=[LINKS.sign(change.pk)])


def find_change(token: str) -> AddressChange | None:
    """Return what a link belongs to, however it stands; None for one that is not ours."""
    changes = AddressChange.objects.select_related("person", "asked_by")
    return changes.filter(pk=LINKS.read(token)).first()


def tell_asked(change: AddressChange, *, at: datetime) -> None:
    facts = {
        "by": change.asked_by.name,
        "new_email": change.new_email,
        "waits_until_at": change.waits_until,
    }
    path = link_to(change)
    tell(
        kind="address_change_asked",
        recipient=change.person,
        about=change,
        facts=facts,
        path=path,
        at=at,
    )


def tell_changed(change: AddressChange, *, at: datetime) -> None:
    tell(
        kind="address_changed",
        recipient=change.person,
        about=change,
        facts={"old_email": change.old_email, "new_email": change.new_email},
        path=reverse("people:profile"),
        at=at,
    )


def tell_stopped(change: AddressChange, *, at: datetime) -> None:
    tell(
        kind="address_change_stopped",
        recipient=change.asked_by,
        about=change,
        facts={"name": change.person.name, "new_email": change.new_email},
        path=reverse("people:person-detail", args=[change.person_id]),
        at=at,
    )


def over(change: AddressChange, *, at: datetime) -> None:
    """What was asked is answered."""
    take_back("address_change_over", [change.pk], at=at)
