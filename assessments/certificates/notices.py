"""Who hears of a certificate and of the mentor that may follow: facts and a link (N7)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.certificates.models import Certificate, MentorshipOffer
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part
from programs.preceptorships.models import Preceptorship

ISSUED = "certificate_issued"
REPLACED = "certificate_replaced"
WITHDRAWN = "certificate_withdrawn"
IN_DOUBT = "certificate_in_doubt"
WANTED = "mentor_wanted"
WAITING = "mentor_being_found"
NOT_FOUND = "mentor_not_found"

_WHY_LEARNER = _("You get this because it is about you.")
_WHY_COORDINATOR = _("You get this because you coordinate the program.")


def _kind(code, **fields):
    learner = {
        "why": _WHY_LEARNER,
        "whom": _("Learner"),
        "parts": (Part.LEARNER,),
        "act": _("Open"),
        "icon": "award",
    }
    return NoticeKind(code=code, **{**learner, **fields})


_FOR_COORDINATORS = {
    "why": _WHY_COORDINATOR,
    "whom": _("Coordinator"),
    "parts": (Part.COORDINATOR,),
    "asks": True,
}

KINDS = (
    _kind(
        ISSUED,
        label=_("Your certificate is ready"),
        subject=_("You've completed %(program)s: your certificate is ready"),
        line=_(
            "The record is closed, and everything signed is kept. Download your certificate, and "
            "tell us whether you would like a mentor."
        ),
        act=_("Open your certificate"),
        is_duty=True,
        facts=("program",),
        ends_with=("certificate_ended",),
    ),
    _kind(
        REPLACED,
        label=_("Your certificate was replaced"),
        subject=_("Your certificate for %(program)s was replaced"),
        line=_("Please use the new one from now on. The reason is on its page."),
        act=_("Open your certificate"),
        is_duty=True,
        facts=("program",),
        ends_with=("certificate_ended",),
    ),
    _kind(
        WITHDRAWN,
        label=_("Your certificate was withdrawn"),
        subject=_("Your certificate for %(program)s was withdrawn"),
        line=_("Anyone who checks it is told so. The reason is on its page."),
        act=_("See why"),
        is_duty=True,
        tone="amber",
        icon="exclamation-triangle",
        facts=("program",),
    ),
    _kind(
        IN_DOUBT,
        label=_("A signature on a certificate no longer counts"),
        subject=_("A signature on %(learner)s's certificate no longer counts"),
        line=_(
            "Anyone who checks the certificate is told so from now on. Please reissue it or "
            "withdraw it."
        ),
        act=_("Decide"),
        is_duty=True,
        tone="red",
        icon="exclamation-octagon",
        facts=("learner",),
        ends_with=("certificate_ended", "certificate_holds"),
        **_FOR_COORDINATORS,
    ),
    _kind(
        WANTED,
        label=_("Someone would like a mentor"),
        subject=_("%(learner)s would like a mentor"),
        line=_("They completed %(program)s. Choose a list on which they can wait for one."),
        act=_("Find a mentor"),
        icon="people",
        tone="plum",
        facts=("learner", "program"),
        ends_with=("mentor_looked_for",),
        **_FOR_COORDINATORS,
    ),
    _kind(
        WAITING,
        label=_("A mentor is being found for you"),
        subject=_("A mentor is being found for you"),
        line=_("You are on the list of %(program)s. We'll write once someone is found."),
        act=_("Open"),
        icon="people",
        tone="plum",
        facts=("program",),
        ends_with=("mentor_looked_for",),
    ),
    _kind(
        NOT_FOUND,
        label=_("No mentor could be found for you"),
        subject=_("No mentor could be found for you yet"),
        line=_("You can ask your coordinator about it, or ask again later."),
        act=_("Open"),
        icon="people",
        tone="plum",
        facts=(),
        ends_with=("mentor_looked_for",),
    ),
)


def tell_issued(certificate: Certificate, *, at: datetime) -> None:
    """Tell the learner, instead of what they would hear of the same completion."""
    preceptorship = certificate.preceptorship
    learner = preceptorship.learner.person
    take_back("certificate_issued", [preceptorship.pk], at=at, recipient=learner)
    _tell_learner(ISSUED, certificate, at=at)


def tell_replaced(certificate: Certificate, *, at: datetime) -> None:
    _tell_learner(REPLACED, certificate, at=at)


def tell_withdrawn(certificate: Certificate, *, at: datetime) -> None:
    _tell_learner(WITHDRAWN, certificate, at=at)


def forget_ended(certificate: Certificate, *, at: datetime) -> None:
    """Take back what was told of it, and of what falls due again for it."""
    due_again = certificate.revalidations.values_list("pk", flat=True)
    take_back("certificate_ended", [certificate.pk, *due_again], at=at)


def tell_in_doubt(certificate: Certificate, *, at: datetime) -> None:
    """Tell every coordinator that it prints a signature that no longer counts."""
    preceptorship = certificate.preceptorship
    facts = {"learner": preceptorship.learner.person.name}
    path = certificate_path(preceptorship)
    _tell_coordinators(IN_DOUBT, preceptorship, certificate, facts, path, at=at)


def forget_doubt(certificate: Certificate, *, at: datetime) -> None:
    take_back("certificate_holds", [certificate.pk], at=at)


def tell_wanted(offer: MentorshipOffer, *, at: datetime) -> None:
    preceptorship = offer.preceptorship
    facts = {"learner": preceptorship.learner.person.name, "program": preceptorship.program.name}
    path = reverse("assessments:mentor-find", args=[offer.pk])
    _tell_coordinators(WANTED, preceptorship, offer, facts, path, at=at)


def forget_wanted(offer: MentorshipOffer, *, at: datetime) -> None:
    take_back("mentor_looked_for", [offer.pk], at=at)


def tell_decided(offer: MentorshipOffer, *, at: datetime) -> None:
    """Tell the learner where they wait for a mentor, or that none could be found."""
    is_waiting = offer.status == MentorshipOffer.Status.WAITING
    facts = {"program": offer.enrolment.cohort.program.name} if is_waiting else {}
    tell(
        kind=WAITING if is_waiting else NOT_FOUND,
        recipient=offer.preceptorship.learner.person,
        about=offer,
        facts=facts,
        path=reverse("assessments:mentorship-offer", args=[offer.preceptorship_id]),
        at=at,
    )


def certificate_path(preceptorship: Preceptorship) -> str:
    return reverse("assessments:certificate-detail", args=[preceptorship.pk])


def _tell_learner(kind, certificate, *, at):
    preceptorship = certificate.preceptorship
    tell(
        kind=kind,
        recipient=preceptorship.learner.person,
        about=certificate,
        facts={"program": preceptorship.program.name},
        path=certificate_path(preceptorship),
        at=at,
    )


def _tell_coordinators(kind, preceptorship, about, facts, path, *, at):
    """Those who may decide about it: nobody does about themselves."""
    learner = preceptorship.learner.person_id
    coordinators = preceptorship.program.coordinators.exclude(person=learner)
    for coordinator in coordinators.select_related("person"):
        tell(kind=kind, recipient=coordinator.person, about=about, facts=facts, path=path, at=at)
