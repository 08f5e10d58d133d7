"""What a learner hears of a link they handed out: facts and a link (N7)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.external.models import ExternalRequest
from people.notices.services.notice import tell
from people.registry import NoticeKind

NOT_ASSESSED = "external_not_assessed"

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
        icon="pen",
    ),
)


def tell_not_assessed(request: ExternalRequest, *, at: datetime) -> None:
    tell(
        kind=NOT_ASSESSED,
        recipient=request.preceptorship.learner.person,
        about=request,
        facts={"competency": request.competency.title, "observed_on": request.observed_on},
        path=reverse("assessments:external-request-detail", args=[request.pk]),
        at=at,
    )
