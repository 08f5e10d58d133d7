"""Approvals, trainings and licences that lapse: 60, 30 and 7 days before (S2)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Approval, Credential, GuideRole
from people.notices.models import Notice
from people.notices.quiet_hours import local_day
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part

# Days before the end, the earliest first: the step of a notice is the place in here.
WARNINGS = (60, 30, 7)

KINDS = (
    NoticeKind(
        code="credential_lapsing",
        label=_("A training or licence is about to expire"),
        subject=_("%(what)s expires on %(lapses_on)s"),
        line=_("Please renew it in time. Without it, you can't be paired with anyone new."),
        why=_("You get this because it is on record for you."),
        act=_("See what is on record"),
        is_duty=True,
        tone="amber",
        icon="card-checklist",
        facts=("what", "lapses_on"),
        labels={"what": Credential.Kind},
        whom=_("Preceptors and mentors"),
        parts=(Part.PRECEPTOR, Part.MENTOR),
    ),
    NoticeKind(
        code="approval_lapsing",
        label=_("An approval is about to expire"),
        subject=_("Your approval expires on %(lapses_on)s: %(role)s"),
        line=_(
            "Please ask for a renewal in time. Without it, you can't be paired with anyone new."
        ),
        why=_("You get this because you are approved to guide others."),
        act=_("See what is on record"),
        is_duty=True,
        tone="amber",
        icon="card-checklist",
        facts=("role", "lapses_on"),
        labels={"role": GuideRole},
        whom=_("Preceptors and mentors"),
        parts=(Part.PRECEPTOR, Part.MENTOR),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield the warnings that are reached at ``at``, each person's latest of each period only."""
    path = reverse("people:profile")
    for code, fact, periods in _lapsing(at):
        columns = ("pk", fact[1], "valid_to", "person_id", "person__time_zone")
        for pk, value, lapses_on, person, zone in periods.values_list(*columns):
            left = (lapses_on - local_day(at, zone)).days
            reached = [step for step, days in enumerate(WARNINGS) if left <= days]
            if reached and left >= 0:
                facts = {fact[0]: value, "lapses_on": lapses_on}
                yield NoticeDraft(code, person, pk, lapses_on, facts, path, reached[-1])


def stale(at: datetime) -> QuerySet:
    """Warnings whose mail waits and whose period was renewed or moved."""
    ours = Q(pk=OuterRef("object_id"), valid_to=OuterRef("occurs_on"))
    credentials, approvals = _unrenewed(Credential, "kind"), _unrenewed(Approval, "role")
    return Notice.objects.waiting_to_leave().filter(
        Q(~Exists(credentials.filter(ours)), kind="credential_lapsing")
        | Q(~Exists(approvals.filter(ours)), kind="approval_lapsing")
    )


def _lapsing(at):
    """Yield (kind of notice, (fact, column), periods) of what ends within the first warning."""
    ends_soon = Q(
        person__is_active=True,
        valid_to__gte=at.date() - timedelta(days=1),
        valid_to__lte=at.date() + timedelta(days=WARNINGS[0] + 1),
    )
    yield "credential_lapsing", ("what", "kind"), _unrenewed(Credential, "kind").filter(ends_soon)
    yield "approval_lapsing", ("role", "role"), _unrenewed(Approval, "role").filter(ends_soon)


def _unrenewed(model, sort: str) -> QuerySet:
    """Periods after whose end no other of the same person and sort goes on."""
    later = model.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_to")),
        person=OuterRef("person"),
        **{sort: OuterRef(sort)},
    )
    return model.objects.filter(~Exists(later), valid_to__isnull=False)
