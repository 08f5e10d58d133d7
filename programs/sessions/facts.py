"""What the sessions of a cohort say elsewhere: hours, a review, the end of a preceptorship."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Person
from people.registry import Dependant
from programs.preceptorships.models import Preceptorship, Review
from programs.registry import CompletionFact, ReviewFact, Section
from programs.sessions.models import Session
from programs.sessions.standing import (
    ATTENDED,
    EXCUSED,
    MISSED,
    OPEN,
    Taken,
    months_of,
    taken_by,
)


def attended_sessions(preceptorship: Preceptorship, at: datetime) -> Iterable[CompletionFact]:
    """How many of those required by now were attended; of optional ones how many were (P28)."""
    taken = _taken(preceptorship, at)
    required = [each for each in taken if each.counts]
    if required:
        attended = sum(each.standing == ATTENDED for each in required)
        excused = sum(each.standing == EXCUSED for each in required)
        words = _("Study days: %(attended)d of %(required)d attended")
        text = words % {"attended": attended, "required": len(required)}
        if excused:
            text += _(", %(count)d excused") % {"count": excused}
        blocks = preceptorship.program.preceptorship_rules.needs_required_sessions
        is_met = not any(each.standing in (MISSED, OPEN) for each in required)
        yield CompletionFact(f"{text}.", is_met=is_met, blocks=blocks)
    if more := sum(each.standing == ATTENDED and not each.last.is_required for each in taken):
        words = ngettext(
            "%(count)d optional session attended.", "%(count)d optional sessions attended.", more
        )
        yield CompletionFact(words % {"count": more})


def missing_sessions(preceptorship: Preceptorship) -> Iterable[str]:
    """Required sessions that were neither attended nor excused, where the program needs them."""
    if not preceptorship.program.preceptorship_rules.needs_required_sessions:
        return
    # Its hook is told no time.
    for each in _taken(preceptorship, timezone.now()):
        if each.counts and each.standing in (MISSED, OPEN):
            words = (
                _("The required session “%(title)s” was missed.")
                if each.standing == MISSED
                else _("Nobody has noted yet who was at the required session “%(title)s”.")
            )
            yield words % {"title": each.last.title}


def session_facts(review: Review, reader: Person, since: date, until: date) -> Iterable[ReviewFact]:
    """Sessions attended since the last review, and required ones that are missed."""
    preceptorship = review.preceptorship
    taken = _taken(preceptorship, timezone.make_aware(datetime.combine(until, time.max)))
    if not any(each.minutes or each.counts for each in taken):
        return
    page = reverse("programs:learner-sessions", args=[preceptorship.pk])
    days = (timezone.localdate(each.last.starts_at) for each in taken if each.standing == ATTENDED)
    attended = sum(since <= day <= until for day in days)
    yield ReviewFact(label=_("Sessions since then"), value=str(attended), url=page, order=62)
    for each in taken:
        if each.standing == MISSED and each.last.is_required:
            yield ReviewFact(label=_("Session missed"), value=each.last.title, url=page, order=63)


def session_hours(preceptorship: Preceptorship, reader: Person, at: datetime) -> Iterable[Section]:
    """Hours credited for sessions, kept apart from those of shifts (P26)."""
    taken = _taken(preceptorship, at)
    if not taken:
        return
    context = {
        "preceptorship": preceptorship,
        "minutes": sum(each.minutes for each in taken),
        "attended": sum(each.standing == ATTENDED for each in taken),
        "required": [each for each in taken if each.counts],
        "missed": [each for each in taken if each.standing == MISSED and each.last.is_required],
        "session_months": months_of(taken),
    }
    yield "programs/sessions/_hours.html", context


def hosted_sessions(person: Person, today: date) -> Iterable[Dependant]:
    """What somebody hosts that is to come, named before they are deactivated."""
    begins = timezone.make_aware(datetime.combine(today, time.min))
    coming = Session.objects.to_come(begins).filter(host=person).select_related("cohort")
    for session in coming.order_by("starts_at"):
        yield Dependant(
            title=session.title,
            detail=_("A session they host, in %(cohort)s") % {"cohort": session.cohort.name},
            url=reverse("programs:session-detail", args=[session.pk]),
        )


def _taken(preceptorship, at) -> list[Taken]:
    return taken_by(preceptorship.learner, preceptorship.cohort, at=at)
