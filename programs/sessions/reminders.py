"""What the calendar says of sessions: that one is on tomorrow. Reads; writes nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.sessions.models import Attendance, Session
from programs.sessions.notices import MISSED, TOMORROW
from programs.sessions.standing import called_to

AHEAD = timedelta(hours=24)

KINDS = (
    NoticeKind(
        code=TOMORROW,
        label=_("A session is coming up"),
        subject=_("Coming up: %(title)s"),
        line=_("It starts on %(starts_at)s."),
        act=_("Open the session"),
        why=_("You get this because this session is for you or run by you."),
        whom=_("Learners of the cohort, and the host"),
        parts=(Part.LEARNER, Part.PRECEPTOR, Part.COORDINATOR),
        is_duty=True,
        icon="calendar-event",
        facts=("title", "starts_at"),
        ends_with=("session_moved", "session_called_off", "session_excused"),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """The day before, to the host and to whoever is to come: not to who is excused or pauses."""
    coming = Session.objects.standing().running().with_cohort()
    for session in coming.filter(starts_at__gt=at, starts_at__lte=at + AHEAD):
        people = {enrolment.learner.person_id for enrolment in called_to(session)}
        if session.host and session.host.is_active:
            people.add(session.host_id)
        for person in people:
            yield _draft(session, person)


def stale(at: datetime) -> QuerySet:
    """The reminder of a session that has begun; an absence that asks for nothing any more."""
    begun = Session.objects.filter(pk=OuterRef("object_id"), starts_at__lte=at)
    missed = Attendance.objects.missed().filter(
        session=OuterRef("object_id"), learner__person=OuterRef("recipient")
    )
    return Notice.objects.filter(superseded_at=None).filter(
        Q(Exists(begun), kind=TOMORROW) | Q(~Exists(missed), kind=MISSED)
    )


def _draft(session, person):
    return NoticeDraft(
        kind=TOMORROW,
        recipient_id=person,
        object_id=session.pk,
        occurs_on=session.starts_at.date(),
        data={"title": session.title, "starts_at": session.starts_at},
        path=reverse("programs:session-detail", args=[session.pk]),
    )
