"""Rows of the worklist: what lapses, people who never came in, and who waits for a preceptor."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.dated import dated
from common.together import part
from people.models import Approval, Credential, GuideRole, Invitation, Person
from programs.cohorts.models import Enrolment, Program

LAPSING, NEVER_IN, UNPAIRED = "lapsing", "never_in", "unpaired"
KINDS = {
    UNPAIRED: gettext_lazy("To be paired"),
    LAPSING: gettext_lazy("Credentials"),
    NEVER_IN: gettext_lazy("Never logged in"),
}
APPROVAL = "approval"
WHAT = {
    APPROVAL: gettext_lazy("Approval"),
    Credential.Kind.LICENCE: gettext_lazy("Licence"),
    Credential.Kind.PRECEPTOR_TRAINING: gettext_lazy("Training"),
}
# What is told of each enrolment.
_ENROLMENT = {
    "person": "learner__person",
    "program": "cohort__program",
    "cohort": "cohort",
    "enrolled_at": "enrolled_at",
}
# S2 warns 60 days before.
AHEAD = timedelta(days=60)
BEHIND = timedelta(days=60)
# Whoever was enrolled has a week to come in.
PATIENCE = timedelta(days=7)
MOST = 100


def waiting(programs: QuerySet, at: datetime, today: date) -> Iterable[QuerySet]:
    yield _unpaired(programs, today)
    yield from _lapsing(programs, today)
    yield _never_in(programs, at)


def _unpaired(programs, today):
    """Who learns in an intake that has begun, and is with nobody yet: also who came later."""
    people = Enrolment.objects.waiting().filter(
        cohort__program__in=programs,
        cohort__program__kind=Program.Kind.PRECEPTORSHIP,
        cohort__archived_at=None,
        cohort__starts_on__lte=today,
    )
    return part(
        people.order_by("enrolled_at", "pk")[:MOST],
        UNPAIRED,
        **_ENROLMENT,
        name="cohort__name",
        starts_on="cohort__starts_on",
        guide_word="cohort__program__guide_word",
    )


def _unpaired_rows(found, at):
    for waiting in found:
        cohort, starts_on = UUID(waiting.told["cohort"]), waiting.day("starts_on")
        enrolled_on = timezone.localdate(waiting.moment("enrolled_at"))
        page = reverse("programs:pairing-table", args=[cohort])
        program = Program(kind=Program.Kind.PRECEPTORSHIP, guide_word=waiting.told["guide_word"])
        begun = _("%(cohort)s began on %(day)s")
        begun = begun % {"cohort": waiting.told["name"], "day": dated(starts_on)}
        yield waiting.row(
            program=UUID(waiting.told["program"]),
            cohort=cohort,
            title=_("Waiting for a %(guide)s") % {"guide": program.guide_label},
            since=max(starts_on, enrolled_on),
            facts=((begun, page),),
            act=_("Pair them"),
            url=page,
            urgency=0,
        )


def _lapsing(programs, today):
    """Of the programs' preceptors: the last approval, training or licence of each, if it ends."""
    near = Q(last__range=(today - BEHIND, today + AHEAD))
    of_preceptors = {"person__is_active": True, "person__preceptor__programs__in": programs}
    kinds = (Credential.Kind.LICENCE, Credential.Kind.PRECEPTOR_TRAINING)
    for periods, what in (
        (Approval.objects.filter(role=GuideRole.PRECEPTOR), Value(APPROVAL)),
        (Credential.objects.filter(kind__in=kinds), F("kind")),
    ):
        ending = periods.filter(**of_preceptors).order_by()
        ending = ending.values("person", program=F("person__preceptor__programs"), what=what)
        # One without an end covers every day.
        lasting = Count("pk", filter=Q(valid_to=None))
        ending = ending.annotate(last=Max("valid_to"), lasting=lasting).filter(near, lasting=0)
        yield part(
            ending.order_by("last", "person")[:MOST],
            LAPSING,
            key="person",
            **{name: name for name in ("person", "program", "what")},
            last=Max("valid_to"),
        )


def _lapsing_rows(found, at):
    today = timezone.localdate(at)
    for lapsing in found:
        what, last = str(WHAT[lapsing.told["what"]]), lapsing.day("last")
        is_over = last < today
        words = {"what": what, "day": dated(last)}
        title = _("%(what)s expired on %(day)s") if is_over else _("%(what)s expires on %(day)s")
        page = reverse("people:person-detail", args=[lapsing.key])
        lost = _("Without it they can't be paired with anyone new or sign anything.")
        yield lapsing.row(
            key=f"{lapsing.key} {what}",
            program=UUID(lapsing.told["program"]),
            cohort=None,
            title=title % words,
            since=min(last, today),
            facts=((lost, page),),
            act=_("Record what was renewed"),
            url=page,
            urgency=0 if is_over else 2,
        )


def _never_in(programs, at):
    """Learners with a place in a cohort who have not set a password, a week after enrolling."""
    enrolled = Enrolment.objects.filter(
        cohort__program__in=programs,
        cohort__archived_at=None,
        status__in=[Enrolment.Status.WAITING, Enrolment.Status.PAIRED],
        learner__person__in=Person.objects.active().not_activated(),
        enrolled_at__lte=at - PATIENCE,
    )
    sent = Invitation.objects.filter(person=OuterRef("learner__person")).order_by("-created_at")
    return part(
        enrolled.order_by("enrolled_at", "pk")[:MOST],
        NEVER_IN,
        **_ENROLMENT,
        invited_at=Subquery(sent.values("created_at")[:1]),
        expires_at=Subquery(sent.values("expires_at")[:1]),
    )


def _never_in_rows(found, at):
    for enrolment in found:
        yield enrolment.row(
            key=str(enrolment.person.pk),
            program=UUID(enrolment.told["program"]),
            cohort=UUID(enrolment.told["cohort"]),
            title=_("Has never logged in"),
            since=timezone.localdate(enrolment.moment("enrolled_at")),
            facts=((_invited(enrolment, at), ""),),
            act=_("Invite again"),
            url=reverse("people:person-detail", args=[enrolment.person.pk]),
        )


def _invited(enrolment, at):
    invited_at, expires_at = enrolment.moment("invited_at"), enrolment.moment("expires_at")
    if invited_at is None:
        return _("Was never invited")
    days = (at - invited_at).days
    ago = ngettext("Invited %(days)d day ago", "Invited %(days)d days ago", days) % {"days": days}
    is_over = expires_at and expires_at < at
    return _("%(ago)s; the invitation has expired") % {"ago": ago} if is_over else ago


WORDS = {UNPAIRED: _unpaired_rows, LAPSING: _lapsing_rows, NEVER_IN: _never_in_rows}
