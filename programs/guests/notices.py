"""What is told of a guest: to their own side, to who asked, and to themselves."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part
from programs.guests.models import GuestRequest

_ASKED = _("You get this because you asked for a guest in %(program)s.")
_ABOUT_YOU = _("You get this because someone asked for you as a guest.")

KINDS = (
    NoticeKind(
        code="guest_asked",
        label=_("Another organisation asks for one of your people as a guest"),
        subject=_("%(by)s asks for %(name)s as a guest"),
        line=_(
            "%(by)s would like %(name)s to take part in %(program)s. You can read why, and agree "
            "or decline by %(expires_at)s. Nobody there can find %(name)s unless you agree."
        ),
        why=_("You get this because you look after %(name)s's organisation or this site."),
        whom=_("The guest's own coordinators, or administrators if there are none"),
        parts=(Part.COORDINATOR,),
        act=_("Read why"),
        is_duty=True,
        tone="amber",
        icon="person-plus",
        facts=("by", "name", "program", "expires_at"),
        ends_with=("guest_request_over",),
        asks=True,
    ),
    NoticeKind(
        code="guest_granted",
        label=_("You can add a guest you asked for"),
        subject=_("You can add %(name)s to %(program)s"),
        line=_(
            "%(by)s has agreed. Until %(ends_on)s you can find %(name)s and add them to "
            "%(program)s."
        ),
        why=_ASKED,
        whom=_("The coordinator who asked"),
        parts=(Part.COORDINATOR,),
        act=_("See the request"),
        is_duty=True,
        icon="person-check",
        facts=("by", "name", "program", "ends_on"),
        ends_with=("guest_ended",),
    ),
    NoticeKind(
        code="guest_ended",
        label=_("A guest you asked for: ended early"),
        subject=_("You can no longer add %(name)s to %(program)s"),
        line=_("%(by)s ended it before the agreed day. If you've added %(name)s, they stay."),
        why=_ASKED,
        whom=_("The coordinator who asked"),
        parts=(Part.COORDINATOR,),
        act=_("See the request"),
        is_duty=True,
        tone="amber",
        icon="person-x",
        facts=("by", "name", "program"),
    ),
    NoticeKind(
        code="guest_declined",
        label=_("A guest you asked for was declined"),
        subject=_("Your guest request for %(program)s was declined"),
        line=_("You asked for %(email)s. The page shows the reason."),
        why=_ASKED,
        whom=_("The coordinator who asked"),
        parts=(Part.COORDINATOR,),
        act=_("Read the reason"),
        is_duty=True,
        tone="amber",
        icon="person-x",
        facts=("email", "program"),
    ),
    NoticeKind(
        code="guest_unanswered",
        label=_("A guest you asked for: no answer"),
        subject=_("No answer to your guest request for %(program)s"),
        line=_(
            "You asked for %(email)s 14 days ago. Either nobody here has this address, or nobody "
            "has answered. You can ask again."
        ),
        why=_ASKED,
        whom=_("The coordinator who asked"),
        parts=(Part.COORDINATOR,),
        act=_("See the request"),
        is_duty=True,
        icon="hourglass",
        facts=("email", "program"),
    ),
    NoticeKind(
        code="guest_of",
        label=_("You can be added to another organisation's program"),
        subject=_("You can be added to %(program)s as a guest"),
        line=_(
            "%(asker)s asked for you, and %(by)s agreed. Until %(ends_on)s the coordinators of "
            "%(program)s can find you and add you."
        ),
        why=_ABOUT_YOU,
        whom=_("The person asked for"),
        act=_("See who asked and why"),
        is_duty=True,
        icon="person-check",
        facts=("asker", "by", "program", "ends_on"),
        ends_with=("guest_ended",),
    ),
    NoticeKind(
        code="guest_of_no_longer",
        label=_("You can no longer be added to another organisation's program"),
        subject=_("You can no longer be added to %(program)s"),
        line=_("%(by)s ended it before the agreed day. If you've been added, you stay."),
        why=_ABOUT_YOU,
        whom=_("The person asked for"),
        act=_("See who asked and why"),
        is_duty=True,
        tone="amber",
        icon="person-x",
        facts=("by", "program"),
    ),
    NoticeKind(
        code="guest_not_of",
        label=_("A request for you as a guest was declined"),
        subject=_("You won't be added to %(program)s as a guest"),
        line=_("%(asker)s asked for you, and %(by)s declined. The page shows the reasons."),
        why=_ABOUT_YOU,
        whom=_("The person asked for"),
        act=_("Read the reasons"),
        is_duty=True,
        tone="amber",
        icon="person-x",
        facts=("asker", "by", "program"),
    ),
)


def tell_asked(request: GuestRequest, deciders: Iterable[Person], *, at: datetime) -> None:
    facts = {
        "by": request.asked_by.name,
        "name": request.person.name,
        "program": request.program.name,
        "expires_at": request.expires_at,
    }
    for decider in deciders:
        _tell("guest_asked", decider, request, facts, at)


def tell_granted(request: GuestRequest, *, at: datetime) -> None:
    """Tell who asked, and the guest."""
    facts = {
        "by": request.answered_by.name,
        "program": request.program.name,
        "ends_on": request.ends_on,
    }
    _tell("guest_granted", request.asked_by, request, facts | {"name": request.person.name}, at)
    _tell("guest_of", request.person, request, facts | {"asker": request.asked_by.name}, at)


def tell_ended(request: GuestRequest, *, by: Person, at: datetime) -> None:
    """Tell who asked, and who was a guest."""
    take_back("guest_ended", [request.pk], at=at)
    facts = {"by": by.name, "program": request.program.name}
    _tell("guest_ended", request.asked_by, request, facts | {"name": request.person.name}, at)
    _tell("guest_of_no_longer", request.person, request, facts, at)


def tell_declined(request: GuestRequest, *, at: datetime) -> None:
    """Tell who asked, by the address they typed and by no name; and who was asked for."""
    program = request.program.name
    _tell(
        "guest_declined",
        request.asked_by,
        request,
        {"email": request.email, "program": program},
        at,
    )
    facts = {"asker": request.asked_by.name, "by": request.answered_by.name, "program": program}
    _tell("guest_not_of", request.person, request, facts, at)


def tell_unanswered(request: GuestRequest, *, at: datetime) -> None:
    """The same, whether somebody has the address or not."""
    facts = {"email": request.email, "program": request.program.name}
    _tell("guest_unanswered", request.asked_by, request, facts, at)


def over(request: GuestRequest, *, at: datetime) -> None:
    """Nobody is to answer it any more."""
    take_back("guest_request_over", [request.pk], at=at)


def _tell(kind, recipient, request, facts, at):
    path = reverse("programs:guest-request", args=[request.pk])
    tell(kind=kind, recipient=recipient, about=request, facts=facts, path=path, at=at)
