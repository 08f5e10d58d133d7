"""Reviews that somebody has not signed for days: the coordinator hears of it once (P27)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.reviews.links import path_of
from assessments.reviews.models import ReviewOutcome
from assessments.reviews.notices import facts_of
from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import recipients_about, recipients_by_program
from programs.preceptorships.models import Review

UNSIGNED = "review_unsigned"

KINDS = (
    NoticeKind(
        code=UNSIGNED,
        label=_("A review is still not signed"),
        subject=_("%(review)s of %(learner)s isn't signed by everyone"),
        line=_("It took place on %(held_on)s. Open it to see whose signature is missing."),
        why=_("You get this because you coordinate the program."),
        whom=_("Coordinator, or the deputy"),
        parts=(Part.COORDINATOR,),
        act=_("Open the review"),
        is_duty=True,
        tone="red",
        icon="calendar-x",
        facts=("learner", "review", "held_on"),
        labels={"review": Review.Kind},
        ends_with=("review_complete",),
        asks=True,
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what is to be told, as it stands at ``at``: one notice for each review."""
    late = list(ReviewOutcome.objects.long_unsigned(at.date()).with_people())
    recipients = recipients_by_program(_program_of(outcome) for outcome in late)
    for outcome in late:
        for person in _but_the_learner(recipients[_program_of(outcome)], outcome):
            yield NoticeDraft(
                kind=UNSIGNED,
                recipient_id=person.pk,
                object_id=outcome.pk,
                occurs_on=outcome.review.held_on,
                data=facts_of(outcome),
                path=path_of(outcome),
            )


def stale(at: datetime) -> QuerySet:
    """Notices whose mail waits and whose review is signed by now."""
    unsigned = ReviewOutcome.objects.unsigned().filter(pk=OuterRef("object_id"))
    return Notice.objects.waiting_to_leave().filter(~Exists(unsigned), kind=UNSIGNED)


def _program_of(outcome):
    return outcome.review.preceptorship.program_id


def _but_the_learner(people, outcome) -> Iterable:
    preceptorship = outcome.review.preceptorship
    return recipients_about(preceptorship.learner.person, preceptorship.program, people)
