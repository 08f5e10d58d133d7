"""What people are told about the wall itself: facts, and never what stands behind it (N7)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse

from people.models import Person
from people.notices.services.notice import take_back, tell
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.wall.models import BreakGlass
from programs.mentoring.wall.seconds import is_involved


def break_glass_asked(asked: BreakGlass, people: Iterable[Person], *, at: datetime) -> None:
    facts = {
        "coordinator": asked.asked_by.name,
        "program": asked.mentorship.program.name,
        "ground": asked.ground,
        "expires_at": asked.expires_at,
    }
    path = reverse("programs:break-glass-decide", args=[asked.pk])
    for person in people:
        tell(kind="break_glass_asked", recipient=person, about=asked, facts=facts, path=path, at=at)


def break_glass_known(
    asked: BreakGlass,
    people: Iterable[Person],
    seconds: Iterable[Person],
    *,
    at: datetime,
    today: date,
) -> None:
    """Tell all others who run the program, so that no request is between two people alone.

    Whoever manages one of the pair hears no more than who asked whom, and on what ground (M7).
    """
    facts = {
        "coordinator": asked.asked_by.name,
        "seconds": ", ".join(person.name for person in seconds),
        "program": asked.mentorship.program.name,
        "ground": asked.ground,
    }
    page = reverse("programs:break-glass-decide", args=[asked.pk])
    elsewhere = reverse("programs:program-coordinators", args=[asked.mentorship.program_id])
    for person in people:
        path = elsewhere if is_involved(person, asked.mentorship, today=today) else page
        tell(kind="break_glass_known", recipient=person, about=asked, facts=facts, path=path, at=at)


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
        tell(
            kind="break_glass_opened", recipient=person, about=opened, facts=facts, path=path, at=at
        )


def break_glass_decided(decided: BreakGlass, *, at: datetime) -> None:
    take_back("break_glass_decided", [decided.pk], at=at)
    facts = {"second": decided.decided_by.name, "program": decided.mentorship.program.name}
    path = reverse("programs:break-glass-read", args=[decided.pk])
    asker = decided.asked_by
    kind = "break_glass_decided"
    tell(kind=kind, recipient=asker, about=decided, facts=facts, path=path, at=at)


def notes_asked(mentorship: Mentorship, *, at: datetime) -> None:
    take_back("notes_asked", [mentorship.pk], at=at)
    _tell_of_notes(mentorship, mentorship.mentor.person, "notes_asked", at)


def notes_answered(mentorship: Mentorship, *, at: datetime) -> None:
    take_back("notes_answered", [mentorship.pk], at=at)
    _tell_of_notes(mentorship, mentorship.learner.person, "notes_answered", at)


def _tell_of_notes(mentorship, recipient, kind, at):
    path = reverse("programs:notes-request", args=[mentorship.pk])
    facts = {"partner": mentorship.partner_of(recipient).name}
    tell(kind=kind, recipient=recipient, about=mentorship, facts=facts, path=path, at=at)
