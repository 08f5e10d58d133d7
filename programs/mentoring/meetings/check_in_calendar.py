"""Check-ins as entries of a calendar, for mails and for feeds (N7)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Person
from people.notices.models import Notice
from people.registry import Attachment
from programs.mentoring.meetings.calendar_files import (
    DayEntry,
    Entry,
    feed,
    invitation,
)
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.mentorships.models import Mentorship, MentorshipReview
from programs.preceptorships.models import Preceptorship, Review
from programs.sessions.models import Session
from programs.shifts.models import Shift

# How far a feed reaches back, and ahead for days to remember; no check-in is years away.
BACK = timedelta(days=90)
AHEAD = timedelta(days=365)
# What no calendar program shows anyway.
MOST = 500


# Which notices bring an entry for one's own calendar, and which take entries out of it.
INVITATIONS = (
    "check_in_planned",
    "check_in_moved",
    "check_in_cancelled",
    "check_in_yours",
    "check_in_yours_cancelled",
)
CANCELLATIONS = ("mentorship_ended", "mentorship_paused", "mentorship_partner_gone")


def attach_invitation(notice: Notice) -> Iterable[Attachment]:
    """The check-in a notice tells of, as it stands when the mail leaves."""
    for check_in in _with_people(CheckIn.objects.filter(pk=notice.object_id)):
        yield _invitation(check_in, notice.recipient)


def attach_cancellations(notice: Notice) -> Iterable[Attachment]:
    """Every check-in that was called off by what the notice tells of: an end, a pause.

    One file each, because a file speaks of one meeting (RFC 5546).
    """
    called_off = CheckIn.objects.filter(mentorship=notice.object_id, cancelled_at=notice.created_at)
    for check_in in _with_people(called_off.order_by("starts_at")):
        yield _invitation(check_in, notice.recipient)


def _with_people(check_ins):
    return check_ins.select_related("mentorship__mentor__person", "mentorship__learner__person")


def file_of(check_in: CheckIn) -> bytes:
    """One check-in for one's own calendar."""
    return feed([entry_of(check_in)], title=_("Check-in"))


def feed_of(person: Person, *, at: datetime) -> bytes:
    """The person's check-ins, shifts and sessions, without those called off.

    A feed is read as a whole.
    """
    mine = CheckIn.objects.of(person).filter(cancelled_at=None, starts_at__gt=at - BACK)
    open_or_met = Q(mentorship__closed_at=None) | Q(held_at__isnull=False)
    check_ins = mine.filter(open_or_met).order_by("-starts_at")[:MOST]
    days = [*_looks_back(person, at), *_reviews(person, at)]
    entries = [*map(entry_of, check_ins), *_shifts(person, at), *_sessions(person, at)]
    return feed(entries, title=_("Check-ins"), days=days)


def _looks_back(person, at):
    """When a pair looks at how it goes (M1)."""
    mine = Mentorship.objects.of(person).running()
    due = MentorshipReview.objects.filter(mentorship__in=mine, held_at=None)
    for review in due.filter(due_on__range=_days(at)).order_by("due_on")[:MOST]:
        yield DayEntry(
            uid=review.pk,
            day=review.due_on,
            title=_("Look back"),
            url=_address("programs:mentorship-detail", review.mentorship_id),
            changed_at=at,
        )


def _reviews(person, at):
    """Competency reviews of preceptorships in which the person learns or precepts (P1)."""
    mine = Preceptorship.objects.ids_of(person, on=at.date())
    due = Review.objects.waiting().filter(preceptorship__in=mine)
    for review in due.filter(due_on__range=_days(at)).order_by("due_on")[:MOST]:
        yield DayEntry(
            uid=review.pk,
            day=review.due_on,
            title=_("Review"),
            url=_address("programs:preceptorship-plan", review.preceptorship_id),
            changed_at=at,
        )


def _shifts(person, at):
    """Shifts in which the person learns or precepts, without those called off (P24)."""
    mine = Shift.objects.standing().filter(pk__in=Shift.objects.ids_of(person))
    for shift in mine.filter(starts_at__gt=at - BACK).order_by("-starts_at")[:MOST]:
        yield Entry(
            uid=shift.pk,
            sequence=0,
            starts_at=shift.starts_at,
            minutes=int((shift.ends_at - shift.starts_at).total_seconds()) // 60,
            title=_("Shift"),
            url=_address("programs:shift-detail", shift.pk),
            changed_at=at,
        )


def _sessions(person, at):
    """Study days of the cohorts in which the person learns, and those they host."""
    mine = Session.objects.standing().filter(starts_at__gt=at - BACK)
    learning, hosting = mine.of_learner(person).order_by(), mine.filter(host=person).order_by()
    ids = learning.values("pk").union(hosting.values("pk"))
    for session in Session.objects.filter(pk__in=ids).order_by("-starts_at")[:MOST]:
        yield Entry(
            uid=session.pk,
            sequence=session.version,
            starts_at=session.starts_at,
            minutes=int((session.ends_at - session.starts_at).total_seconds()) // 60,
            title=session.title,
            url=_address("programs:session-detail", session.pk),
            changed_at=at,
        )


def _days(at):
    """The first and the last day of which a feed speaks."""
    return (at - BACK).date() + timedelta(days=1), (at + AHEAD).date()


def _address(name, key):
    return settings.SITE_URL + reverse(name, args=[key])


def entry_of(check_in: CheckIn, *, partner: str = "") -> Entry:
    """``partner`` is the first name to show, where one may."""
    named = _("Check-in with %(name)s") % {"name": partner}
    return Entry(
        uid=check_in.calendar_id,
        sequence=check_in.sequence,
        starts_at=check_in.starts_at,
        minutes=check_in.minutes,
        medium=check_in.get_medium_display(),
        title=named if partner else _("Check-in"),
        url=settings.SITE_URL + reverse("programs:check-in-detail", args=[check_in.pk]),
        changed_at=check_in.cancelled_at or check_in.planned_at,
        is_cancelled=check_in.cancelled_at is not None,
    )


def _invitation(check_in, recipient) -> Attachment:
    file = invitation(
        entry_of(check_in, partner=_partner_shown(check_in, recipient)),
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        recipient=recipient.email,
        has_accepted=check_in.planned_by_id == recipient.pk,
    )
    method = "CANCEL" if check_in.cancelled_at else "REQUEST"
    return "check-in.ics", file, f"text/calendar; method={method}"


def _partner_shown(check_in, recipient) -> str:
    """The partner's first name, if both of the two let theirs stand in invitations."""
    partner = check_in.mentorship.partner_of(recipient)
    agree = recipient.is_named_in_invitations and partner.is_named_in_invitations
    return partner.get_short_name() if agree else ""
