"""Who hears of a request for a sign-off, and when: facts and a link (N1, N7)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from assessments.sign_offs.models import SignOffRequest
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part

ASKED = "sign_off_asked"
NUDGED = "sign_off_nudged"
REROUTED = "sign_off_rerouted"
MOVED = "own_sign_off_rerouted"
NOT_ASSESSED = "sign_off_not_assessed"
EXPIRED = "sign_off_request_expired"
# More skills than these are not all named.
MOST_NAMED = 3

_TO_ASSESSOR = {
    "why": _("You get this because you can sign off skills of %(learner)s."),
    "act": _("Answer"),
    "whom": _("Preceptor"),
    "parts": (Part.PRECEPTOR,),
    "icon": "pen",
}
_TO_LEARNER = {
    "why": _("You get this because you asked for it."),
    "act": _("See your request"),
    "whom": _("Learner"),
    "parts": (Part.LEARNER,),
    "icon": "pen",
}

KINDS = (
    NoticeKind(
        code=ASKED,
        label=_("Someone asks you for a sign-off"),
        subject=ngettext_lazy(
            "%(learner)s asks you for a sign-off",
            "%(learner)s asks you for %(competencies)d sign-offs",
            "competencies",
        ),
        line=_("%(skills)s, which you saw on %(observed_on)s. It takes about a minute."),
        facts=("learner", "competencies", "skills", "observed_on"),
        ends_with=("requests_settled",),
        asks=True,
        **_TO_ASSESSOR,
    ),
    NoticeKind(
        code=NUDGED,
        label=_("A reminder about a sign-off you were asked for"),
        subject=_("%(learner)s is still waiting for a sign-off"),
        line=_(
            "%(competency)s, as seen on %(observed_on)s. If you couldn't assess it, answer with "
            "that."
        ),
        facts=("learner", "competency", "observed_on"),
        ends_with=("request_settled", "request_rerouted"),
        asks=True,
        **_TO_ASSESSOR,
    ),
    NoticeKind(
        code=REROUTED,
        label=_("A sign-off request is passed on to you"),
        subject=_("%(learner)s needs a sign-off that was sent to %(first)s first"),
        line=_(
            "%(competency)s, as seen on %(observed_on)s. If you didn't see it, answer with that."
        ),
        facts=("learner", "first", "competency", "observed_on"),
        ends_with=("request_settled",),
        asks=True,
        **_TO_ASSESSOR,
    ),
    NoticeKind(
        code=MOVED,
        label=_("Your request was passed on to someone else"),
        subject=_("Your request was passed on to %(assessor)s"),
        line=_("%(competency)s, which you sent to %(first)s first."),
        facts=("assessor", "first", "competency"),
        **_TO_LEARNER,
    ),
    NoticeKind(
        code=NOT_ASSESSED,
        label=_("Your request could not be assessed"),
        subject=_("%(assessor)s couldn't assess what you asked for"),
        line=_("%(competency)s: “%(obstacle)s.” It doesn't count for or against you."),
        facts=("assessor", "competency", "obstacle"),
        labels={"obstacle": SignOffRequest.Obstacle},
        **_TO_LEARNER,
    ),
    NoticeKind(
        code=EXPIRED,
        label=_("Your request has expired"),
        subject=_("Your request has expired without an answer"),
        line=_("%(competency)s, sent to %(assessor)s. Ask again, or show it again."),
        facts=("assessor", "competency"),
        tone="amber",
        **_TO_LEARNER,
    ),
)


def tell_asked(requests: list[SignOffRequest], *, at: datetime) -> None:
    """One notice for all that was asked at once; it leads straight to what it names."""
    first = requests[0]
    facts = {
        "learner": first.preceptorship.learner.person.name,
        "competencies": len(requests),
        "skills": _named([request.competency.title for request in requests]),
        "observed_on": first.observed_on,
    }
    path = _path(first) if len(requests) == 1 else _path_of_learner(first)
    _tell_of_request(ASKED, first, first.assessor, facts, at=at, path=path)


def _named(titles):
    """The skills by name, of many the first: "Dress a wound and 4 others"."""
    if len(titles) <= MOST_NAMED:
        return get_text_list(titles, _now("and"))
    others = len(titles) - 1
    words = ngettext("%(first)s and %(count)d other", "%(first)s and %(count)d others", others)
    return words % {"first": titles[0], "count": others}


def tell_nudged(request: SignOffRequest, *, at: datetime) -> None:
    _tell_of_request(
        NUDGED, request, request.assessor, _facts(request, "learner", "observed_on"), at=at
    )


def settled(requests: Iterable[SignOffRequest], *, at: datetime) -> None:
    """Take back what was asked of anybody, now that these are answered or closed.

    What was asked at once was told at once: it is taken back with the last of them.
    """
    for request in requests:
        take_back("request_settled", [request.pk], at=at)
        _take_back_asked(request, request.rerouted_from or request.assessor, at=at)


def _take_back_asked(request, asked, *, at):
    at_once = SignOffRequest.objects.filter(
        preceptorship=request.preceptorship_id, requested_at=request.requested_at
    ).filter(Q(assessor=asked, rerouted_from=None) | Q(rerouted_from=asked))
    if not at_once.open().filter(assessor=asked).exists():
        take_back("requests_settled", list(at_once.values_list("pk", flat=True)), at=at)


def tell_rerouted(request: SignOffRequest, *, at: datetime) -> None:
    take_back("request_rerouted", [request.pk], at=at)
    _take_back_asked(request, request.rerouted_from, at=at)
    told = _facts(request, "learner", "first", "observed_on")
    _tell_of_request(REROUTED, request, request.assessor, told, at=at)
    _tell_of_request(MOVED, request, _learner(request), _facts(request, "assessor", "first"), at=at)


def tell_not_assessed(request: SignOffRequest, *, at: datetime) -> None:
    told = _facts(request, "assessor", "obstacle")
    _tell_of_request(NOT_ASSESSED, request, _learner(request), told, at=at)


def tell_expired(request: SignOffRequest, *, at: datetime) -> None:
    _tell_of_request(EXPIRED, request, _learner(request), _facts(request, "assessor"), at=at)


def _facts(request, *names):
    known = {
        "learner": _learner(request).name,
        "assessor": request.assessor.name,
        "first": request.rerouted_from and request.rerouted_from.name,
        "observed_on": request.observed_on,
        "obstacle": str(request.obstacle),
    }
    return {"competency": request.competency.title, **{name: known[name] for name in names}}


def _learner(request):
    return request.preceptorship.learner.person


def _path(request):
    return reverse("assessments:sign-off-request-detail", args=[request.pk])


def _path_of_learner(request):
    return f"{reverse('assessments:sign-off-list')}?learner={request.preceptorship_id}"


def _tell_of_request(kind, request, recipient, facts, *, at, path=""):
    tell(
        kind=kind,
        recipient=recipient,
        about=request,
        facts=facts,
        path=path or _path(request),
        at=at,
    )
