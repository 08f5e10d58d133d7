"""What Today shows of sessions: those of the day, required ones missed, lists to be filled in."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.dated import dated
from people.models import Person
from people.registry import TodayItem
from programs.cohorts.models import Enrolment, Program
from programs.sessions import codes
from programs.sessions.models import Attendance, Session
from programs.sessions.models.session import LEARNING
from programs.sessions.standing import next_dates

MOST = 5
# A list that nobody filled in is asked for so long.
ASKED_FOR = timedelta(days=14)


def _attends(person):
    """Whether the person learns in a cohort that has sessions, or hosts any."""
    # By the clock of the database, as all that a page asks about its reader.
    recent = Session.objects.standing().running().filter(ends_at__gt=Now() - timedelta(days=400))
    return Exists(recent.of_learner(person)) | Exists(recent.filter(host=person))


READER_FLAGS = {"attends_sessions": _attends}


def today(person: Person, at: datetime, flags: Mapping[str, Any]) -> Iterable[TodayItem]:
    runs = flags["runs_preceptorships"]
    if flags["attends_sessions"]:
        yield from _of_the_day(person, at)
        yield from _missed(person, at)
    if flags["attends_sessions"] or runs:
        yield from _to_run(person, at, runs=runs)


def _of_the_day(person, at):
    """Those of the learner's day in which they are not noted yet, nor were on another date."""
    last = _end_of_day(at)
    mine = Attendance.objects.filter(learner__person=person)
    noted = mine.filter(session=OuterRef("pk"))
    there = mine.present().filter(session__series=OuterRef("series"), session__called_off_at=None)
    ahead = Session.objects.standing().running().of_learner(person)
    ahead = ahead.filter(
        ~Exists(noted), ~Exists(there), starts_at__lte=last, ends_at__gt=at - codes.AFTER
    )
    for session in ahead.order_by("starts_at")[:MOST]:
        is_open = codes.is_open(session, at=at)
        yield TodayItem(
            section=_("Sessions"),
            title=session.title,
            detail=_when_and_where(session),
            url=_page("session-attend" if is_open else "session-detail", session),
            act=_("I'm here") if is_open else _("Open"),
            urgency=1,
            icon="calendar-event",
            due_at=session.starts_at,
        )


def _missed(person, at):
    """Required ones, each with its next date."""
    rows = Attendance.objects.missed().filter(learner__person=person)
    sessions = [row.session for row in rows.select_related("session")[:MOST]]
    following = next_dates(sessions, at=at)
    for session in sessions:
        again = following.get(session.series)
        yield TodayItem(
            section=_("Sessions"),
            title=_("You missed %(title)s") % {"title": session.title},
            detail=_next_words(again),
            url=reverse("programs:session-list", args=[session.cohort_id]),
            act=_("See the dates"),
            urgency=2,
            tone="amber",
            icon="calendar-x",
        )


def _to_run(person, at, *, runs):
    """The code to show, and the list to fill in: to the host, else to whoever runs the program."""
    mine = Q(host=person)
    if runs:
        own = Program.objects.filter(coordinators__person=person).values("pk")
        mine |= Q(host=None, cohort__program__in=own)
    recent = Session.objects.standing().running().filter(mine, starts_at__lte=_end_of_day(at))
    recent = recent.filter(ends_at__gt=at - ASKED_FOR).filter(
        Q(ends_at__gt=at - codes.AFTER) | ~_is_noted()
    )
    for session in recent.select_related("cohort").order_by("starts_at")[:MOST]:
        yield _item_to_run(session, at)


def _item_to_run(session, at):
    is_over = session.ends_at <= at - codes.AFTER
    is_open = codes.is_open(session, at=at)
    page = "session-attendance" if is_over else "session-code" if is_open else "session-detail"
    title = _("Who came to %(title)s?") if is_over else "%(title)s"
    acts = {
        "session-attendance": _("Note who came"),
        "session-code": _("Show the code"),
        "session-detail": _("Open"),
    }
    return TodayItem(
        section=_("Sessions"),
        title=title % {"title": session.title},
        detail=f"{session.cohort.name} · {_when_and_where(session)}",
        url=_page(page, session),
        act=acts[page],
        urgency=1,
        icon="calendar-event",
        due_at=session.starts_at,
    )


def _is_noted():
    """Whether of everybody expected it is noted whether they came."""
    noted = Attendance.objects.filter(session=OuterRef(OuterRef("pk")), learner=OuterRef("learner"))
    here = Enrolment.objects.filter(
        cohort=OuterRef("cohort"),
        status__in=LEARNING,
        learner__person__is_active=True,
        enrolled_at__lt=OuterRef("ends_at"),
    )
    return ~Exists(here.filter(~Exists(noted)))


def _when_and_where(session):
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    when = f"{dated(starts, 'l j F, H:i')}–{ends:%H:%M}"
    return " · ".join(filter(None, [when, session.place]))


def _next_words(again):
    if again is None:
        return _("It's required. No other date is planned yet; your coordinator knows.")
    when = dated(timezone.localtime(again.starts_at), "l j F, H:i")
    return _("It's required. Next date: %(when)s") % {"when": when}


def _end_of_day(at):
    day = timezone.localtime(at) + timedelta(days=1)
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def _page(name, session):
    return reverse(f"programs:{name}", args=[session.pk])
