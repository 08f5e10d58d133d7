"""One of a pair has left: nothing is booked with somebody who will not come (M8)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Person
from programs.mentoring.mentorships import notices
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.services.mentorship import (
    MentorshipError,
    call_off,
    close_mentorship,
    lock_mentorship,
)


@transaction.atomic
def let_partners_know(person: Person, by: Person, at: datetime) -> None:
    """Call off what was booked with somebody who was deactivated, and tell who stays.

    A proposal comes to nothing; what has begun rests until a coordinator ends it, or the
    person is back.
    """
    for mentorship in Mentorship.objects.open().of(person).order_by("pk"):
        mentorship = lock_mentorship(mentorship)
        if mentorship.is_proposed:
            ending = Mentorship.Ending.NOT_BEGUN
            close_mentorship(mentorship=mentorship, ending=ending, by=None, at=at)
        elif mentorship.is_open:
            call_off(mentorship, by=None, at=at)
            notices.partner_gone(mentorship, person, at=at)


@transaction.atomic
def end_without_partner(*, mentorship: Mentorship, by: Person, at: datetime) -> None:
    """End a mentorship one of whose two has left; a mentee who stays waits with priority.

    :raises MentorshipError: if both are here, or it has ended already.
    """
    mentorship = lock_mentorship(mentorship)
    if not mentorship.lacks_partner:
        raise MentorshipError(_("Neither of them has left, so only they can end it."))
    close_mentorship(mentorship=mentorship, ending=Mentorship.Ending.LAPSED, by=by, at=at)
