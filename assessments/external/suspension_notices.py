"""Who hears that a signature was disowned, and how that ended: facts and a link (N7, P11)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.sign_offs.models import SignOff
from people.models import Person
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part

DISOWNED = "sign_off_disowned"
OWN_DISOWNED = "own_sign_off_disowned"
REINSTATED = "sign_off_reinstated"

KINDS = (
    NoticeKind(
        code=DISOWNED,
        label=_("Someone says they didn't sign something"),
        subject=_("%(signer)s says they didn't sign this"),
        line=_(
            "%(competency)s for %(learner)s, seen on %(observed_on)s. It is on hold and doesn't "
            "count."
        ),
        why=_("You get this because you coordinate the program."),
        act=_("Check it"),
        is_duty=True,
        facts=("signer", "learner", "competency", "observed_on"),
        whom=_("Coordinator"),
        parts=(Part.COORDINATOR,),
        tone="red",
        icon="exclamation-octagon",
        ends_with=("signature_looked_into", "sign_off_revoked"),
        asks=True,
    ),
    NoticeKind(
        code=OWN_DISOWNED,
        label=_("A signature in your record is on hold"),
        subject=_("A signature in your record is on hold"),
        line=_("%(competency)s, seen on %(observed_on)s. Your coordinator is looking into it."),
        why=_("You get this because it changes your record."),
        act=_("See it"),
        is_duty=True,
        facts=("competency", "observed_on"),
        whom=_("the learner"),
        parts=(Part.LEARNER,),
        tone="amber",
        icon="exclamation-triangle",
        ends_with=("signature_looked_into", "sign_off_revoked"),
    ),
    NoticeKind(
        code=REINSTATED,
        label=_("A signature in your record counts again"),
        subject=_("A signature in your record counts again"),
        line=_("%(by)s checked the signature for %(competency)s, seen on %(observed_on)s."),
        why=_("You get this because it changes your record."),
        act=_("See it"),
        facts=("by", "competency", "observed_on"),
        whom=_("the learner"),
        parts=(Part.LEARNER,),
        icon="check2",
    ),
)


def tell_disowned(sign_off: SignOff, *, at: datetime) -> None:
    """The learner, and every coordinator of the program."""
    learner = sign_off.preceptorship.learner.person
    facts = _facts(sign_off)
    _tell_of_sign_off(OWN_DISOWNED, sign_off, learner, facts, at=at)
    told = facts | {"signer": sign_off.signer.name, "learner": learner.name}
    for coordinator in sign_off.preceptorship.program.coordinators.select_related("person"):
        _tell_of_sign_off(DISOWNED, sign_off, coordinator.person, told, at=at)


def tell_reinstated(sign_off: SignOff, *, by: Person, at: datetime) -> None:
    take_back("signature_looked_into", [sign_off.pk], at=at)
    learner = sign_off.preceptorship.learner.person
    _tell_of_sign_off(REINSTATED, sign_off, learner, _facts(sign_off) | {"by": by.name}, at=at)


def _facts(sign_off):
    return {"competency": sign_off.competency.title, "observed_on": sign_off.observed_on}


def _tell_of_sign_off(kind, sign_off, recipient, facts, *, at):
    tell(
        kind=kind,
        recipient=recipient,
        about=sign_off,
        facts=facts,
        path=reverse("assessments:sign-off-detail", args=[sign_off.pk]),
        at=at,
    )
