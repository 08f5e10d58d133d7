"""Nobody is stranded in silence: a learner whose preceptor is gone or may not sign (P18, N2)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import recipients_by_program
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.stranded import Cause, stranded

ENDS_WITH = ("preceptor_changed", "preceptorship_over")

KINDS = (
    NoticeKind(
        code="learner_stranded",
        label=_("A learner's preceptor can't sign"),
        subject=_("%(learner)s needs another %(guide)s"),
        line=_(
            "%(preceptor)s %(cause)s and can't sign %(learner)s off in %(program)s. %(who_can)s "
            "Name someone else, or record what was renewed."
        ),
        why=_("You get this because you coordinate %(program)s."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        act=_("Name someone else"),
        is_duty=True,
        tone="red",
        icon="person-exclamation",
        facts=("learner", "guide", "program", "preceptor", "cause", "who_can"),
        labels={"cause": Cause},
        ends_with=ENDS_WITH,
        asks=True,
    ),
    NoticeKind(
        code="own_preceptor_away",
        label=_("Your preceptor can't sign you off at the moment"),
        subject=_("The person who signs you off will change"),
        line=_(
            "%(preceptor)s can't sign you off at the moment. %(who_can)s Your coordinator knows "
            "and will name someone. Your record and your dates stay the same."
        ),
        why=_("You get this because it is about you."),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
        act=_("Open the plan"),
        is_duty=True,
        icon="person",
        facts=("preceptor", "who_can"),
        ends_with=ENDS_WITH,
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what coordinators and learners are told of each, once for each preceptor and cause."""
    today = at.date()
    rows = Preceptorship.objects.without_preceptor(on=today).with_people().order_by("pk")
    found = stranded(rows, today=today)
    coordinators = recipients_by_program(row.preceptorship.program_id for row in found)
    for row in found:
        yield from _drafts_of(row, coordinators[row.preceptorship.program_id])


def stale(at: datetime) -> QuerySet:
    """Notices whose mail waits, of learners who have a preceptor again."""
    still = Preceptorship.objects.without_preceptor(on=at.date())
    waiting = Notice.objects.waiting_to_leave().filter(kind__in=[kind.code for kind in KINDS])
    return waiting.filter(~Exists(still.filter(pk=OuterRef("object_id"))))


def _drafts_of(row, coordinators):
    preceptorship, since = row.preceptorship, row.preceptorship.starts_on
    if row.assignment:
        since = row.assignment.valid_from
    learner = preceptorship.learner.person
    name = {"preceptor": row.preceptor_name, "who_can": row.who_can}
    facts = {
        "learner": learner.name,
        "guide": str(preceptorship.program.guide_label),
        "program": preceptorship.program.name,
        "cause": row.cause.value,
        **name,
    }
    # Told anew once the backup can't sign either.
    step = 2 * list(Cause).index(row.cause) + (row.stand_in is None)

    def draft(kind, person, told, url_name):
        path = reverse(url_name, args=[preceptorship.pk])
        return NoticeDraft(kind, person.pk, preceptorship.pk, since, told, path, step)

    # Nobody names who signs for themselves.
    for coordinator in (each for each in coordinators if each.pk != learner.pk):
        yield draft("learner_stranded", coordinator, facts, "programs:preceptor-change")
    if row.assignment:
        yield draft("own_preceptor_away", learner, name, "programs:preceptorship-plan")
