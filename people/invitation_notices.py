"""What whoever invited somebody hears of the link they sent."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Invitation
from people.notices.services.notice import tell
from people.registry import NoticeKind, Part

RENEWED = "invitation_renewed"

KINDS = (
    NoticeKind(
        code=RENEWED,
        label=_("Someone you invited asked for a new link"),
        subject=_("%(name)s asked for a new link"),
        line=_(
            "The link you sent had expired, so we've sent them a new one. You don't need to do "
            "anything."
        ),
        why=_("You get this because you invited them."),
        whom=_("The person who invited them"),
        parts=(Part.COORDINATOR,),
        act=_("See their page"),
        facts=("name",),
        icon="envelope",
    ),
)


def tell_renewed(invitation: Invitation, *, at: datetime) -> None:
    inviter = invitation.created_by
    if inviter is None or not inviter.is_active:
        return
    tell(
        kind=RENEWED,
        recipient=inviter,
        about=invitation,
        facts={"name": invitation.person.name},
        path=reverse("people:person-detail", args=[invitation.person_id]),
        at=at,
    )
