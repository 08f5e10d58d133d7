"""Who hears of a decision "not achieved", and when: the learner from a person first (P14, N7)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.concerns.models import NotAchieved
from people.models import Person
from people.notices.services.notice import take_back, tell
from people.registry import NoticeKind, Part
from programs.preceptorships.models import Preceptorship

PROPOSED = "not_achieved_proposed"
AGREED = "not_achieved_agreed"
TAKEN_BACK = "not_achieved_taken_back"
TOLD = "own_not_achieved"
ENDED = "preceptorship_not_achieved"


def _kind(code, **fields):
    defaults = {
        "act": _("Open"),
        "why": _("You get this because you coordinate %(program)s, or proposed it."),
        "is_duty": True,
        "icon": "person-lines-fill",
        "facts": ("learner", "program"),
    }
    return NoticeKind(code=code, **{**defaults, **fields})


KINDS = (
    _kind(
        PROPOSED,
        label=_("A decision needs a second person"),
        subject=_("A decision about %(learner)s needs a second person"),
        line=_("In %(program)s. Please read what was proposed and the action plan it rests on."),
        whom=_("Coordinators and deputies, else administrators; not the person who proposed it"),
        parts=(Part.COORDINATOR,),
        asks=True,
        tone="amber",
        ends_with=("not_achieved_answered",),
    ),
    _kind(
        AGREED,
        label=_("A decision is to be told in person"),
        subject=_("Please talk to %(learner)s"),
        line=_(
            "In %(program)s, two people have decided. They should hear it in person first: meet "
            "them, then note the meeting."
        ),
        whom=_("Coordinators and deputies, else administrators"),
        parts=(Part.COORDINATOR,),
        asks=True,
        tone="amber",
        ends_with=("not_achieved_told",),
    ),
    _kind(
        TAKEN_BACK,
        label=_("A proposed decision was taken back"),
        subject=_("The proposal about %(learner)s was taken back"),
        line=_("In %(program)s. Nothing has changed for them, and they weren't told."),
        whom=_("The person who proposed it"),
        parts=(Part.PRECEPTOR, Part.COORDINATOR),
    ),
    _kind(
        TOLD,
        label=_("Your program has ended as not completed"),
        subject=_("The decision about %(program)s"),
        line=_("You talked about it on %(told_on)s. Read the reason, and how to appeal."),
        why=_("You get this because it is about you."),
        act=_("Read it"),
        whom=_("Learner, once the meeting with them is noted"),
        parts=(Part.LEARNER,),
        facts=("program", "told_on"),
    ),
    _kind(
        ENDED,
        label=_("Someone's program has ended as not completed"),
        subject=_("%(program)s has ended for %(learner)s"),
        line=_("The record is closed. Everything signed is kept."),
        why=_("You get this because you take part in it."),
        act=_("Open the plan"),
        whom=_("Preceptors, except the one who noted the meeting"),
        parts=(Part.PRECEPTOR,),
        icon="x-circle",
    ),
)


def tell_proposed(decision: NotAchieved, *, at: datetime) -> None:
    people = [each for each in _runners(decision) if each.pk != decision.proposed_by_id]
    _tell(PROPOSED, decision, people or _administrators(decision), at=at)


def tell_agreed(decision: NotAchieved, *, at: datetime) -> None:
    take_back("not_achieved_answered", [decision.pk], at=at)
    _tell(AGREED, decision, _runners(decision) or _administrators(decision), at=at)


def tell_taken_back(decision: NotAchieved, *, by: Person, at: datetime) -> None:
    take_back("not_achieved_answered", [decision.pk], at=at)
    take_back("not_achieved_told", [decision.pk], at=at)
    if decision.proposed_by_id != by.pk:
        _tell(TAKEN_BACK, decision, [decision.proposed_by], at=at)


def tell_told(decision: NotAchieved, preceptors: list[Person], *, at: datetime) -> None:
    """Give the learner the decision in writing, now that a person told them; and the preceptors."""
    take_back("not_achieved_told", [decision.pk], at=at)
    preceptorship = decision.preceptorship
    tell(
        kind=TOLD,
        recipient=preceptorship.learner.person,
        about=decision,
        facts={"program": preceptorship.program.name, "told_on": decision.told_on},
        path=_path(decision),
        at=at,
    )
    plan = reverse("programs:preceptorship-plan", args=[preceptorship.pk])
    _tell(ENDED, decision, preceptors, at=at, path=plan)


def preceptorship_over(preceptorship: Preceptorship, at: datetime) -> None:
    """Nothing is asked of anybody any more where it ended otherwise."""
    decisions = list(preceptorship.not_achieved_decisions.values_list("pk", flat=True))
    take_back("not_achieved_answered", decisions, at=at)
    take_back("not_achieved_told", decisions, at=at)


def _runners(decision) -> list[Person]:
    """The active coordinators and deputies, without the learner."""
    named = decision.preceptorship.program.coordinators.filter(person__is_active=True)
    people = [row.person for row in named.select_related("person").order_by("pk")]
    return [each for each in people if each.pk != decision.preceptorship.learner.person_id]


def _administrators(decision) -> list[Person]:
    aside = {decision.proposed_by_id, decision.preceptorship.learner.person_id}
    administrators = Person.objects.active().filter(is_administrator=True)
    return list(administrators.exclude(pk__in=aside).order_by("pk"))


def _tell(kind, decision, people: Iterable[Person], *, at, path=""):
    preceptorship = decision.preceptorship
    for person in people:
        tell(
            kind=kind,
            recipient=person,
            about=decision,
            facts={
                "learner": preceptorship.learner.person.name,
                "program": preceptorship.program.name,
            },
            path=path or _path(decision),
            at=at,
        )


def _path(decision):
    return reverse("assessments:not-achieved-detail", args=[decision.pk])
