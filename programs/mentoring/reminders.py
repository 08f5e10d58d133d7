"""What the calendar says in mentoring, put together from its rooms (N1)."""

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from itertools import chain
from operator import or_

from django.db.models import QuerySet

from people.notices.models import Notice
from people.notices.services.notice import NoticeDraft
from programs.mentoring.goals import reminders as goals
from programs.mentoring.meetings import reminders as meetings
from programs.mentoring.mentorships import reminders as mentorships
from programs.mentoring.reflection import reminders as reflection

ROOMS = (meetings, mentorships, reflection, goals)
KINDS = tuple(chain.from_iterable(room.KINDS for room in ROOMS))


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what is to be told to mentors and mentees, as it stands at ``at``."""
    return chain.from_iterable(room.drafts(at) for room in ROOMS)


def stale(at: datetime) -> QuerySet:
    """Notices whose mail waits and which are true no longer, and those of partners who are back."""
    conditions = reduce(or_, (room.stale(at) for room in ROOMS))
    waiting = Notice.objects.waiting_to_leave().filter(conditions)
    back = Notice.objects.filter(mentorships.of_partners_back(), superseded_at=None)
    return Notice.objects.filter(pk__in=waiting.values("pk").union(back.values("pk")))
