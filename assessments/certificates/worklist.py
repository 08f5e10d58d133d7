"""The worklist rows of completion: what to decide, and what follows (P21, P22, P28)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.certificates.models import Certificate, MentorshipOffer, Revalidation
from assessments.certificates.reminders import AHEAD
from assessments.sign_offs.models import Progress
from programs.preceptorships.models import Preceptorship, Review
from programs.registry import WorklistRow

KINDS = {
    "completion_to_decide": gettext_lazy("To decide"),
    "certificate_in_doubt": gettext_lazy("Certificates in doubt"),
    "mentor_wanted": gettext_lazy("Mentor wanted"),
    "skills_due_again": gettext_lazy("Due again"),
}


def rows(programs: QuerySet, at: datetime) -> Iterable[WorklistRow]:
    """Yield what waits for whoever runs these programs. Queries: four."""
    ids = programs.order_by().values("pk")
    yield from _to_decide(ids)
    yield from _in_doubt(ids)
    yield from _mentors_wanted(ids)
    yield from _due_again(ids, at)


def _to_decide(programs) -> Iterator[WorklistRow]:
    """Met by the rules, and not decided by a person (P28)."""
    final = Review.objects.final().held().filter(preceptorship=OuterRef("pk"))
    ready = Progress.objects.filter(
        Q(critical_achieved=F("critical_total")), preceptorship=OuterRef("pk")
    )
    running = Preceptorship.objects.running().filter(program__in=programs)
    running = running.filter(Exists(final), Exists(ready)).select_related("progress")
    running = running.annotate(
        held_on=Max("reviews__held_on", filter=Q(reviews__kind=Review.Kind.FINAL))
    )
    for preceptorship in running.select_related("learner__person"):
        progress = preceptorship.progress
        words = {"met": progress.achieved, "asked": progress.total}
        counted = ngettext(
            "%(met)s of %(asked)s skill met", "%(met)s of %(asked)s skills met", progress.total
        )
        yield _row(
            "completion_to_decide",
            preceptorship,
            key=preceptorship.pk,
            title=_("Met by the rules, and not decided yet"),
            since=preceptorship.held_on,
            act=_("Decide"),
            url=reverse("programs:preceptorship-complete", args=[preceptorship.pk]),
            facts=(
                (counted % words, reverse("assessments:checklist", args=[preceptorship.pk])),
                (
                    _("Final review on %(day)s")
                    % {"day": date_format(preceptorship.held_on, "j M Y")},
                    reverse("programs:preceptorship-plan", args=[preceptorship.pk]),
                ),
            ),
        )


def _in_doubt(programs) -> Iterator[WorklistRow]:
    doubtful = Certificate.objects.in_doubt().filter(preceptorship__program__in=programs)
    for certificate in doubtful.select_related("preceptorship__learner__person"):
        preceptorship = certificate.preceptorship
        yield _row(
            "certificate_in_doubt",
            preceptorship,
            key=certificate.pk,
            title=_("A signature on the certificate no longer counts"),
            since=timezone.localdate(certificate.doubted_at),
            act=_("Decide"),
            url=reverse("assessments:certificate-detail", args=[preceptorship.pk]),
            urgency=0,
        )


def _mentors_wanted(programs) -> Iterator[WorklistRow]:
    wanted = MentorshipOffer.objects.wanted().filter(preceptorship__program__in=programs)
    for offer in wanted.select_related("preceptorship__learner__person"):
        yield _row(
            "mentor_wanted",
            offer.preceptorship,
            key=offer.pk,
            title=_("Would like a mentor"),
            since=timezone.localdate(offer.answered_at),
            act=_("Find a mentor"),
            url=reverse("assessments:mentor-find", args=[offer.pk]),
            urgency=2,
        )


def _due_again(programs, at) -> Iterator[WorklistRow]:
    today = timezone.localdate(at)
    due = Revalidation.objects.due_by(today + AHEAD)
    due = due.filter(certificate__preceptorship__program__in=programs)
    for row in due.select_related("certificate__preceptorship__learner__person"):
        preceptorship = row.certificate.preceptorship
        words = {"skills": row.skills, "day": date_format(row.due_on, "j M Y")}
        said = ngettext(
            "%(skills)s skill has to be shown again by %(day)s",
            "%(skills)s skills have to be shown again by %(day)s",
            row.skills,
        )
        yield _row(
            "skills_due_again",
            preceptorship,
            key=row.pk,
            title=said % words,
            since=row.due_on - AHEAD,
            act=_("See which"),
            url=reverse("assessments:certificate-detail", args=[preceptorship.pk]),
            urgency=1 if row.due_on < today else 2,
        )


def _row(kind, preceptorship, *, key, **said):
    person = preceptorship.learner.person
    return WorklistRow(
        kind=kind,
        key=str(key),
        program=preceptorship.program_id,
        cohort=preceptorship.cohort_id,
        unit=person.unit_id,
        person=person,
        **said,
    )
