"""Rows of the worklist: what lapses, people who never came in, and who waits for a preceptor."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.dated import dated
from people.models import Approval, Credential, GuideRole, Invitation, Person
from programs.cohorts.models import Enrolment, Program
from programs.registry import WorklistRow

LAPSING, NEVER_IN, UNPAIRED = "lapsing", "never_in", "unpaired"
KINDS = {
    UNPAIRED: gettext_lazy("To be paired"),
    LAPSING: gettext_lazy("Credentials"),
    NEVER_IN: gettext_lazy("Never logged in"),
}
# S2 warns 60 days before.
AHEAD = timedelta(days=60)
BEHIND = timedelta(days=60)
# Whoever was enrolled has a week to come in.
PATIENCE = timedelta(days=7)
MOST = 100


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    today = timezone.localdate(at)
    yield from _unpaired(programs, today)
    yield from _lapsing(programs, today)
    yield from _never_in(programs, at, today)


def _unpaired(programs, today):
    """Who learns in an intake that has begun, and is with nobody yet: also who came later."""
    waiting = Enrolment.objects.waiting().filter(
        cohort__program__in=programs,
        cohort__program__kind=Program.Kind.PRECEPTORSHIP,
        cohort__archived_at=None,
        cohort__starts_on__lte=today,
    )
    people = waiting.select_related("learner__person", "cohort__program")
    for enrolment in people.order_by("enrolled_at", "pk")[:MOST]:
        person, cohort = enrolment.learner.person, enrolment.cohort
        page = reverse("programs:pairing-table", args=[cohort.pk])
        begun = _("%(cohort)s began on %(day)s")
        yield WorklistRow(
            kind=UNPAIRED,
            key=str(enrolment.pk),
            program=cohort.program_id,
            cohort=cohort.pk,
            unit=person.unit_id,
            person=person,
            title=_("Waits for a %(guide)s") % {"guide": cohort.program.guide_label},
            since=max(cohort.starts_on, timezone.localdate(enrolment.enrolled_at)),
            facts=((begun % {"cohort": cohort.name, "day": dated(cohort.starts_on)}, page),),
            act=_("Pair them"),
            url=page,
            urgency=0,
        )


def _lapsing(programs, today):
    """Of the programs' preceptors: the last approval, training or licence of each, if it ends."""
    near = Q(last__range=(today - BEHIND, today + AHEAD))
    of_preceptors = {"person__is_active": True, "person__preceptor__programs__in": programs}
    program = F("person__preceptor__programs")
    sources = (
        (Approval.objects.filter(role=GuideRole.PRECEPTOR), _("Approval")),
        (Credential.objects.filter(kind=Credential.Kind.LICENCE), _("Licence")),
        (Credential.objects.filter(kind=Credential.Kind.PRECEPTOR_TRAINING), _("Training")),
    )
    found = []
    for periods, what in sources:
        lasting = periods.filter(valid_to=None, **of_preceptors).values("person")
        ending = periods.filter(**of_preceptors).exclude(person__in=lasting).order_by()
        ending = ending.values("person", program=program).annotate(last=Max("valid_to"))
        near_ones = ending.filter(near, program__in=programs).order_by("last", "person")[:MOST]
        found += [(what, row) for row in near_ones]
    people = Person.objects.in_bulk({row["person"] for _what, row in found})
    for what, row in found:
        yield _lapsing_row(people[row["person"]], row["program"], what, row["last"], today)


def _lapsing_row(person, program, what, last, today):
    is_over = last < today
    words = {"what": what, "day": dated(last)}
    title = _("%(what)s expired on %(day)s") if is_over else _("%(what)s expires on %(day)s")
    page = reverse("people:person-detail", args=[person.pk])
    return WorklistRow(
        kind=LAPSING,
        key=f"{person.pk} {what}",
        program=program,
        cohort=None,
        unit=person.unit_id,
        person=person,
        title=title % words,
        since=min(last, today),
        facts=((_("Without it they can't be paired with anyone new or sign anything."), page),),
        act=_("Record what was renewed"),
        url=page,
        urgency=0 if is_over else 2,
    )


def _never_in(programs, at, today):
    """Learners with a place in a cohort who have not set a password, a week after enrolling."""
    enrolled = Enrolment.objects.filter(
        cohort__program__in=programs,
        cohort__archived_at=None,
        status__in=[Enrolment.Status.WAITING, Enrolment.Status.PAIRED],
        learner__person__in=Person.objects.active().not_activated(),
        enrolled_at__lte=at - PATIENCE,
    ).select_related("learner__person", "cohort")
    found = list(enrolled.order_by("enrolled_at", "pk")[:MOST])
    sent = _last_invitations([row.learner.person_id for row in found])
    for enrolment in found:
        person = enrolment.learner.person
        yield WorklistRow(
            kind=NEVER_IN,
            key=str(person.pk),
            program=enrolment.cohort.program_id,
            cohort=enrolment.cohort_id,
            unit=person.unit_id,
            person=person,
            title=_("Has never logged in"),
            since=timezone.localdate(enrolment.enrolled_at),
            facts=((_invited(sent.get(person.pk), at), ""),),
            act=_("Invite again"),
            url=reverse("people:person-detail", args=[person.pk]),
        )


def _last_invitations(people):
    rows = Invitation.objects.filter(person__in=people).order_by("person_id", "-created_at")
    return {row.person_id: row for row in rows.distinct("person_id")}


def _invited(invitation, at):
    if invitation is None:
        return _("Was never invited")
    days = (at - invitation.created_at).days
    ago = ngettext("Invited %(days)d day ago", "Invited %(days)d days ago", days) % {"days": days}
    is_over = invitation.expires_at and invitation.expires_at < at
    return _("%(ago)s; the invitation has expired") % {"ago": ago} if is_over else ago
