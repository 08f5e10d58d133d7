"""Who hears that a concern was raised, answered, dealt with: facts, never a word of it (N7)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.concerns.models import Concern, ConcernAnswer
from people.models import Person
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part
from programs.cohorts.escalation import escalation_recipients

RAISED = "concern_raised"
UNREAD = "concern_without_reader"
ANSWERED = "concern_answered"
DEALT_WITH = "concern_dealt_with"
RELEASED = "concern_released"
_FACTS = ("learner", "program")

KINDS = (
    NoticeKind(
        code=RAISED,
        label=_("Someone raised a concern"),
        # It may light up on a phone that lies beside the learner.
        subject=_("A confidential message about %(learner)s"),
        line=_("In %(program)s. Only its coordinators and the person who wrote it can read it."),
        why=_("You get this because you coordinate %(program)s."),
        act=_("Read it"),
        is_duty=True,
        asks=True,
        tone="amber",
        icon="chat-left-text",
        facts=_FACTS,
        whom=_("Coordinators, or the deputies"),
        parts=(Part.COORDINATOR,),
        ends_with=("concern_dealt_with",),
    ),
    NoticeKind(
        code=UNREAD,
        label=_("A concern that nobody can read"),
        subject=_("%(program)s needs a coordinator now"),
        line=_("Someone wrote to its coordinators, and it has none. Name someone who can read it."),
        why=_("You get this because you look after this site."),
        act=_("Open"),
        is_duty=True,
        asks=True,
        tone="red",
        icon="chat-left-text",
        facts=("program",),
        whom=_("Administrators, where a program has no coordinator"),
        parts=(Part.COORDINATOR,),
        ends_with=("concern_dealt_with",),
    ),
    NoticeKind(
        code=ANSWERED,
        label=_("Someone answered about a concern"),
        subject=_("An answer to a message about %(learner)s"),
        line=_("In %(program)s. Only its coordinators and the person who raised it can read it."),
        why=_("You get this because you are part of the conversation."),
        act=_("Read it"),
        is_duty=True,
        icon="chat-left-text",
        facts=_FACTS,
        whom=_("The person who raised it, or the coordinators"),
        parts=(Part.PRECEPTOR, Part.COORDINATOR),
    ),
    NoticeKind(
        code=DEALT_WITH,
        label=_("A concern you raised was dealt with"),
        subject=_("Your message about %(learner)s was dealt with"),
        line=_("The coordinator of %(program)s has read it and acted. How stays confidential."),
        why=_("You get this because you wrote it."),
        act=_("Open"),
        is_duty=True,
        icon="check2-circle",
        facts=_FACTS,
        whom=_("The person who raised it"),
        parts=(Part.PRECEPTOR, Part.COORDINATOR),
    ),
    NoticeKind(
        code=RELEASED,
        label=_("The coordinator shared a concern with you"),
        subject=_("The coordinator shared something with you"),
        line=_("It's about your training in %(program)s. You can talk about it with them."),
        why=_("You get this because it is about you."),
        act=_("Read it"),
        is_duty=True,
        icon="chat-left-text",
        facts=("program",),
        whom=_("Learner"),
        parts=(Part.LEARNER,),
    ),
)


def tell_raised(concern: Concern, *, at: datetime) -> None:
    """Tell those who run the program; not who raised it, and never whom it is about.

    Where there is nobody, an administrator has to name somebody: they learn that, and no more.
    """
    _tell(RAISED, concern, _handlers(concern, but=concern.raised_by), at=at)
    if type(concern).objects.without_reader().filter(pk=concern.pk).exists():
        administrators = Person.objects.active().filter(is_administrator=True)
        for person in administrators.exclude(pk=concern.preceptorship.learner.person_id):
            _tell_administrator(concern, person, at=at)


def tell_answered(answer: ConcernAnswer, *, at: datetime) -> None:
    """Tell the other side once a day, however much is said."""
    concern = answer.concern
    if answer.author_id == concern.raised_by_id:
        _tell(ANSWERED, concern, _handlers(concern, but=answer.author), at=at)
    else:
        _tell(ANSWERED, concern, [concern.raised_by], at=at)


def tell_dealt_with(concern: Concern, *, by: Person, at: datetime) -> None:
    """Tell whoever raised it that it was dealt with, not how (P29)."""
    take_back("concern_dealt_with", [concern.pk], at=at)
    if concern.raised_by_id != by.pk:
        _tell(DEALT_WITH, concern, [concern.raised_by], at=at)


def tell_released(concern: Concern, *, at: datetime) -> None:
    preceptorship = concern.preceptorship
    tell(
        kind=RELEASED,
        recipient=preceptorship.learner.person,
        about=concern,
        facts={"program": preceptorship.program.name},
        path=reverse("assessments:concern-list", args=[preceptorship.pk]),
        at=at,
    )


def _tell_administrator(concern, person, *, at):
    preceptorship = concern.preceptorship
    tell(
        kind=UNREAD,
        recipient=person,
        about=concern,
        facts={"program": preceptorship.program.name},
        path=reverse("programs:program-coordinators", args=[preceptorship.program_id]),
        at=at,
    )


def _handlers(concern, *, but) -> list[Person]:
    preceptorship = concern.preceptorship
    people = escalation_recipients(preceptorship.program, about=preceptorship.learner.person)
    return [person for person in people if person != but]


def _tell(kind, concern, people: Iterable[Person], *, at):
    preceptorship = concern.preceptorship
    for person in people:
        tell(
            kind=kind,
            recipient=person,
            about=concern,
            facts={
                "learner": preceptorship.learner.person.name,
                "program": preceptorship.program.name,
            },
            path=reverse("assessments:concern-detail", args=[concern.pk]),
            at=at,
        )
