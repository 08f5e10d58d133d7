"""What a learner is told about their record: facts and a link, never a comment (N7)."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.sign_offs.models import SignOff
from people.models import Person
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part

RECORDED = "sign_off_recorded"
REVOKED = "sign_off_revoked"

KINDS = (
    NoticeKind(
        code=RECORDED,
        label=_("Someone signed a skill of yours"),
        subject=_("You have a new signature"),
        line=_("%(by)s signed %(competency)s, seen on %(observed_on)s."),
        why=_("You get this because someone signed in your record."),
        act=_("See what was signed"),
        facts=("by", "competency", "observed_on"),
        whom=_("the learner"),
        parts=(Part.LEARNER,),
        icon="check2",
        ends_with=("sign_off_revoked",),
    ),
    NoticeKind(
        code=REVOKED,
        label=_("A signature in your record was revoked"),
        subject=_("A signature in your record was revoked"),
        line=_("%(by)s revoked a signature for %(competency)s, seen on %(observed_on)s."),
        why=_("You get this because it changes your record."),
        act=_("See why"),
        is_duty=True,
        facts=("by", "competency", "observed_on"),
        whom=_("the learner"),
        parts=(Part.LEARNER,),
        tone="amber",
        icon="arrow-counterclockwise",
    ),
)


def tell_signed(sign_off: SignOff, *, at: datetime) -> None:
    """Tell the learner once it can no longer be undone (N10); a link's at once, confirmed."""
    after = SignOff.UNDO_FOR if sign_off.assessor_id else timedelta(0)
    _tell_learner(RECORDED, sign_off, by=sign_off.signer, at=at, after=after)


def tell_revoked(sign_off: SignOff, *, by: Person, at: datetime) -> None:
    """Tell the learner, unless they never heard of the signature: then of neither (N10)."""
    unaware = take_back("sign_off_revoked", [sign_off.pk], at=at)
    if sign_off.is_fresh(at) and sign_off.preceptorship.learner.person_id in unaware:
        return
    _tell_learner(REVOKED, sign_off, by=by, at=at)


def _tell_learner(kind, sign_off, *, by, at, after=timedelta(0)):
    tell(
        kind=kind,
        recipient=sign_off.preceptorship.learner.person,
        about=sign_off,
        facts={
            "by": by.name,
            "competency": sign_off.competency.title,
            "observed_on": sign_off.observed_on,
        },
        path=reverse("assessments:sign-off-detail", args=[sign_off.pk]),
        at=at,
        after=after,
    )
