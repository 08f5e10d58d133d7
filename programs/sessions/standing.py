"""How learners stand in the sessions of their cohort: attended, excused, missed, still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Learner
from programs.cohorts.models import Cohort, Enrolment
from programs.preceptorships.models import Preceptorship
from programs.sessions.models import Attendance, Session
from programs.sessions.models.session import LEARNING

ATTENDED, EXCUSED, MISSED = "attended", "excused", "missed"
# Took place, and nobody has noted who was there; ahead; before the learner came.
OPEN, COMING, EARLIER = "open", "coming", "earlier"
WORDS = {
    ATTENDED: _("attended"),
    EXCUSED: _("excused"),
    MISSED: _("missed"),
    OPEN: _("not noted yet"),
    COMING: _("coming up"),
    EARLIER: _("before your time"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """One session of a learner with all its dates: to attend one of them is enough.

    ``last`` is the date that says how it stands, ``following`` the next one to come.
    """

    last: Session
    standing: str
    following: Session | None

    @property
    def counts(self) -> bool:
        """Whether it is among those that the learner had to come to by now."""
        return self.last.is_required and self.standing in (ATTENDED, EXCUSED, MISSED, OPEN)

    @property
    def minutes(self) -> int:
        return self.last.credited_minutes if self.standing == ATTENDED else 0

    @property
    def word(self) -> str:
        return WORDS[self.standing]


@dataclass(frozen=True, slots=True)
class MonthOfSessions:
    first: date
    minutes: int
    sessions: int


def taken_by(learner: Learner, cohort: Cohort, *, at: datetime) -> list[Taken]:
    """Every session of the cohort as it stands for the learner, by date. Queries: one."""
    marks = Attendance.objects.filter(learner=learner, session=OuterRef("pk"))
    joined = Enrolment.objects.filter(learner=learner, cohort=OuterRef("cohort"))
    rows = (
        Session.objects.standing()
        .filter(cohort=cohort)
        .annotate(
            state=Subquery(marks.values("state")), joined_at=Subquery(joined.values("enrolled_at"))
        )
    )
    sessions = sorted(rows.order_by("starts_at", "pk"), key=lambda session: session.series)
    taken = [
        _taken(list(dates), at)
        for _series, dates in groupby(sessions, key=lambda session: session.series)
    ]
    return sorted(taken, key=lambda each: (each.last.starts_at, each.last.pk))


def months_of(taken: Iterable[Taken]) -> list[MonthOfSessions]:
    """The hours credited and the sessions attended, month by month, the latest first."""
    months: dict[date, list[int]] = {}
    for each in taken:
        if each.standing == ATTENDED:
            day = timezone.localdate(each.last.starts_at)
            months.setdefault(day.replace(day=1), []).append(each.minutes)
    ordered = sorted(months.items(), reverse=True)
    return [MonthOfSessions(first, sum(minutes), len(minutes)) for first, minutes in ordered]


def expected_at(session: Session) -> QuerySet:
    """The enrolments of whoever was in its cohort by its end and still is, or is noted."""
    here = Q(status__in=LEARNING, learner__person__is_active=True, enrolled_at__lt=session.ends_at)
    noted = Attendance.objects.filter(session=session).values("learner")
    return Enrolment.objects.filter(here | Q(learner__in=noted), cohort=session.cohort_id)


def called_to(session: Session) -> QuerySet:
    """The enrolments of whoever is to come.

    Not who is excused or was at another date of it, nor who pauses (P15).
    """
    there = Attendance.objects.at_other_dates(session).filter(learner=OuterRef("learner"))
    excused = Attendance.objects.excused().filter(session=session, learner=OuterRef("learner"))
    paused = Preceptorship.objects.filter(
        cohort=OuterRef("cohort"),
        learner=OuterRef("learner"),
        status=Preceptorship.Status.PAUSED,
    )
    learning = Enrolment.objects.filter(cohort=session.cohort_id, status__in=LEARNING)
    learning = learning.filter(
        ~Exists(excused), ~Exists(there), ~Exists(paused), learner__person__is_active=True
    )
    return learning.select_related("learner__person")


def next_dates(sessions: Iterable[Session], *, at: datetime) -> dict:
    """The next date of each session's series, by series; nothing where there is none."""
    series = {session.series for session in sessions}
    coming = Session.objects.standing().filter(series__in=series, starts_at__gt=at)
    # The first one last, so that it stays.
    return {session.series: session for session in coming.order_by("-starts_at")}


def _taken(dates, at):
    following = next((session for session in dates if session.starts_at > at), None)
    present = Attendance.State.PRESENT
    if attended := [session for session in dates if session.state == present]:
        return Taken(attended[0], ATTENDED, following)
    noted = [session for session in dates if session.state]
    if noted:
        is_excused = noted[-1].state == Attendance.State.EXCUSED
        return Taken(noted[-1], EXCUSED if is_excused else MISSED, following)
    over = [session for session in dates if session.ends_at <= at]
    mine = [each for each in over if not each.joined_at or each.ends_at > each.joined_at]
    if mine:
        return Taken(mine[-1], OPEN, following)
    ahead = [session for session in dates if session.ends_at > at]
    return Taken(ahead[0], COMING, following) if ahead else Taken(over[-1], EARLIER, following)
