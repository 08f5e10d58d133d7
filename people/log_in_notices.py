"""What somebody hears whose account others try to get into."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.notices.services.notice import tell
from people.registry import NoticeKind

TRIED = "log_in_tried"

KINDS = (
    NoticeKind(
        code=TRIED,
        label=_("Someone tried to log in to your account"),
        subject=_("Wrong passwords were entered for your account"),
        line=_(
            "Someone tried several times to log in as you, from a device you haven't used before. "
            "They didn't get in that way, and we're slowing them down. You can still log in as "
            "usual on a device you've used before. If it wasn't you, check where you're logged in."
        ),
        why=_("You get this because it is about how you log in."),
        whom=_("The account's owner, at most once a day"),
        act=_("See where you're logged in"),
        is_duty=True,
        tone="amber",
        icon="shield-exclamation",
    ),
)


def tell_tried(person: Person, *, at: datetime) -> int:
    return tell(
        kind=TRIED,
        recipient=person,
        about=person,
        facts={},
        path=reverse("people:profile"),
        at=at,
    )
