"""A preceptor hears when somebody keeps trying their PIN."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.sign_offs.models import SigningPin
from people.notices.services.notice import tell
from people.registry import NoticeKind, Part

TRIED = "signing_pin_tried"

KINDS = (
    NoticeKind(
        code=TRIED,
        label=_("Someone tried your PIN"),
        subject=_("Someone entered a wrong PIN in your name"),
        line=_(
            "%(failures)d times, so the PIN is blocked for 15 minutes. If that wasn't you, set a "
            "new one."
        ),
        why=_("You get this because your PIN signs with your name."),
        act=_("Set a new PIN"),
        is_duty=True,
        facts=("failures",),
        whom=_("Preceptor"),
        parts=(Part.PRECEPTOR,),
        tone="red",
        icon="exclamation-octagon",
    ),
)


def tell_tried(pin: SigningPin, *, at: datetime) -> None:
    tell(
        kind=TRIED,
        recipient=pin.person,
        about=pin.person,
        facts={"failures": pin.failures},
        path=reverse("assessments:signing-pin-update"),
        at=at,
        step=pin.failures,
    )
