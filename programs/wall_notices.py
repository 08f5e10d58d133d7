"""What people are told about the wall itself: facts, and never what stands behind it (N7)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from people.models import Person
from people.services.notice import notify
from programs.models import BreakGlass, Mentorship


def break_glass_asked(asked: BreakGlass, people: Iterable[Person], *, at: datetime) -> None:
    facts = {
        "coordinator": asked.asked_by.name,
        "program": asked.mentorship.program.name,
        "ground": asked.ground,
        "expires_at": asked.expires_at,
    }
    path = reverse("programs:break-glass-decide", args=[asked.pk])
    for person in people:
        _tell(person, "break_glass_asked", asked.pk, facts, path, at)


def break_glass_opened(opened: BreakGlass, *, at: datetime) -> None:
    """Tell both of the pair at once, whatever they have switched off."""
    mentorship = opened.mentorship
    path = reverse("programs:reading-list", args=[mentorship.pk])
    for person in mentorship.both:
        facts = {
            "coordinator": opened.asked_by.name,
            "second": opened.decided_by.name,
            "partner": mentorship.partner_of(person).name,
            "ground": opened.ground,
            "ends_at": opened.ends_at,
        }
        _tell(person, "break_glass_opened", opened.pk, facts, path, at)


def break_glass_decided(decided: BreakGlass, *, at: datetime) -> None:
    facts = {"second": decided.decided_by.name, "program": decided.mentorship.program.name}
    path = reverse("programs:break-glass-read", args=[decided.pk])
    _tell(decided.asked_by, "break_glass_decided", decided.pk, facts, path, at)


def notes_asked(mentorship: Mentorship, *, at: datetime) -> None:
    _tell_partner(mentorship, mentorship.mentor.person, "notes_asked", at)


def notes_answered(mentorship: Mentorship, *, at: datetime) -> None:
    _tell_partner(mentorship, mentorship.learner.person, "notes_answered", at)


def _tell_partner(mentorship, recipient, kind, at):
    path = reverse("programs:notes-request", args=[mentorship.pk])
    facts = {"partner": mentorship.partner_of(recipient).name}
    _tell(recipient, kind, mentorship.pk, facts, path, at)


def _tell(recipient, kind, object_id, facts, path, at):
    notify(
        kind=kind,
        recipient=recipient,
        object_id=object_id,
        occurs_on=at.date(),
        data=facts,
        path=path,
        at=at,
    )
