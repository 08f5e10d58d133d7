"""What a learner hears of a link they handed out, and of what was signed by it (N7)."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.external.models import ExternalRequest
from assessments.permissions import can_sign_off
from assessments.sign_offs.models import SignOff
from assessments.sign_offs.notices import tell_signed
from people.models import Person
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part

NOT_ASSESSED = "external_not_assessed"
LOG_IN = "external_log_in"
HAS_ACCOUNT = "external_has_account"
AWAITING = "external_sign_off_awaiting"
UNCONFIRMED = "external_sign_off_unconfirmed"

KINDS = (
    NoticeKind(
        code=NOT_ASSESSED,
        label=_("Someone without an account could not assess"),
        subject=_("The person you sent a link to could not assess you"),
        line=_("%(competency)s, seen on %(observed_on)s. It doesn't count for or against you."),
        why=_("You get this because you asked for it."),
        act=_("See your request"),
        facts=("competency", "observed_on"),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        icon="pen",
    ),
    NoticeKind(
        code=LOG_IN,
        label=_("Someone gave your address to sign by link"),
        subject=_("Please log in to sign"),
        line=_(
            "Your e-mail address was given to sign by link. You have an account, so nothing was "
            "signed. If that was you, please log in and sign there. If it wasn't, there's nothing "
            "to do."
        ),
        why=_("You get this because your e-mail address was given."),
        act=_("Log in"),
        facts=(),
        whom=_("The account's owner"),
        icon="pen",
    ),
    NoticeKind(
        code=HAS_ACCOUNT,
        label=_("Someone you sent a link to has an account"),
        subject=_("The person you sent a link to has an account"),
        line=_(
            "%(competency)s, seen on %(observed_on)s. Nothing was signed. We've asked them to log "
            "in."
        ),
        why=_("You get this because you asked for it."),
        act=_("See your request"),
        facts=("competency", "observed_on"),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        icon="pen",
    ),
    NoticeKind(
        code=AWAITING,
        label=_("Someone signed a skill of yours by link"),
        subject=_("%(by)s signed a skill of yours by link"),
        line=_(
            "%(competency)s, seen on %(observed_on)s. It counts once they confirm it from the "
            "e-mail we sent them."
        ),
        why=_("You get this because you asked for it."),
        act=_("See what was signed"),
        facts=("by", "competency", "observed_on"),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        icon="hourglass",
        ends_with=("sign_off_confirmed", "sign_off_revoked"),
    ),
    NoticeKind(
        code=UNCONFIRMED,
        label=_("A signature by link wasn't confirmed"),
        subject=_("%(by)s didn't confirm a signature"),
        line=_(
            "%(competency)s, seen on %(observed_on)s. They had 14 days, so it can't count any "
            "more. You can ask again."
        ),
        why=_("You get this because you asked for it."),
        act=_("See the signature"),
        facts=("by", "competency", "observed_on"),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        tone="amber",
        icon="clock-history",
        ends_with=("sign_off_revoked",),
    ),
)


def tell_not_assessed(request: ExternalRequest, *, at: datetime) -> None:
    _tell_of_request(NOT_ASSESSED, request, at=at)


def tell_has_account(
    request: ExternalRequest, holder: Person, *, at: datetime, today: date
) -> None:
    """Ask who has the account to log in, in words that say nothing of the learner (N7).

    Who cannot log in, since they are deactivated or never came, is not told.
    """
    _tell_of_request(HAS_ACCOUNT, request, at=at)
    if not (holder.is_active and holder.is_activated):
        return
    place = [request.preceptorship_id, request.competency_id]
    may_sign = can_sign_off(holder, request.preceptorship, on=today)
    tell(
        kind=LOG_IN,
        recipient=holder,
        about=request,
        facts={},
        path=reverse("assessments:sign-off-create", args=place)
        if may_sign
        else reverse("people:today"),
        at=at,
    )


def _tell_of_request(kind, request, *, at):
    tell(
        kind=kind,
        recipient=request.preceptorship.learner.person,
        about=request,
        facts={"competency": request.competency.title, "observed_on": request.observed_on},
        path=reverse("assessments:external-request-detail", args=[request.pk]),
        at=at,
    )


def tell_awaiting(sign_off: SignOff, *, at: datetime) -> None:
    """Signed, and waiting for whoever holds the mailbox (P11)."""
    _tell_of_signature(AWAITING, sign_off, at=at)


def tell_confirmed(sign_off: SignOff, *, at: datetime) -> None:
    """It counts: the learner hears of it as of any other signature."""
    take_back("sign_off_confirmed", [sign_off.pk], at=at)
    tell_signed(sign_off, at=at)


def tell_unconfirmed(sign_off: SignOff, *, at: datetime) -> None:
    take_back("sign_off_confirmed", [sign_off.pk], at=at)
    _tell_of_signature(UNCONFIRMED, sign_off, at=at)


def _tell_of_signature(kind, sign_off, *, at):
    tell(
        kind=kind,
        recipient=sign_off.preceptorship.learner.person,
        about=sign_off,
        facts={
            "by": sign_off.external.name,
            "competency": sign_off.competency.title,
            "observed_on": sign_off.observed_on,
        },
        path=reverse("assessments:sign-off-detail", args=[sign_off.pk]),
        at=at,
    )
