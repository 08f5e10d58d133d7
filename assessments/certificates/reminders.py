"""Skills that fall due to be shown again: told once, two months before (P22)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.certificates.models import Revalidation
from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import recipients_by_program

AHEAD = timedelta(days=60)
OWN, OF_LEARNER = "own_skills_due_again", "skills_due_again"

KINDS = (
    NoticeKind(
        code=OWN,
        label=_("Skills to show again"),
        subject=ngettext_lazy(
            "%(skills)d skill has to be shown again by %(due_on)s",
            "%(skills)d skills have to be shown again by %(due_on)s",
            "skills",
        ),
        line=ngettext_lazy(
            "It was signed off in %(program)s. Your coordinator will arrange it with you.",
            "They were signed off in %(program)s. Your coordinator will arrange it with you.",
            "skills",
        ),
        why=_("You get this because it is about you."),
        act=_("See which"),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        tone="amber",
        icon="arrow-repeat",
        facts=("skills", "due_on", "program"),
        ends_with=("certificate_ended",),
    ),
    NoticeKind(
        code=OF_LEARNER,
        label=_("Skills that someone has to show again"),
        subject=_("%(learner)s has skills to show again by %(due_on)s"),
        line=ngettext_lazy(
            "%(skills)d skill from %(program)s. A short program of its own can cover it.",
            "%(skills)d skills from %(program)s. A short program of its own can cover them.",
            "skills",
        ),
        why=_("You get this because you coordinate the program."),
        act=_("See which"),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        tone="amber",
        icon="arrow-repeat",
        facts=("learner", "skills", "due_on", "program"),
        ends_with=("certificate_ended",),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what learners and coordinators are told of each month in which something is due."""
    due = Revalidation.objects.due_by(at.date() + AHEAD).filter(due_on__gte=at.date())
    rows = list(due.with_people().order_by("pk"))
    coordinators = recipients_by_program(row.certificate.preceptorship.program_id for row in rows)
    for row in rows:
        preceptorship = row.certificate.preceptorship
        learner = preceptorship.learner.person
        program = preceptorship.program
        facts = {"skills": row.skills, "due_on": row.due_on, "program": program.name}
        path = reverse("assessments:certificate-detail", args=[preceptorship.pk])
        yield NoticeDraft(OWN, learner.pk, row.pk, row.due_on, facts, path)
        for person in coordinators[program.pk]:
            if person.pk != learner.pk:
                told = facts | {"learner": learner.name}
                yield NoticeDraft(OF_LEARNER, person.pk, row.pk, row.due_on, told, path)


def stale(at: datetime) -> QuerySet:
    """Those whose mail waits, of certificates that ended or for which something has begun."""
    still = Revalidation.objects.due_by(at.date() + AHEAD).filter(pk=OuterRef("object_id"))
    return Notice.objects.waiting_to_leave().filter(~Exists(still), kind__in=[OWN, OF_LEARNER])
