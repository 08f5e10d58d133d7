"""Agreements not settled, looks back and follow-ups (M9, M13), and what every nudge is made of.

All that mentoring reminds of are nudges: they offer help and never escalate. Reads facts only:
no column that holds what the two wrote is selected here (M5).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.notices.quiet_hours import local_day
from people.notices.services.notice import NoticeDraft
from people.registry import NoticeKind, Part
from programs.cohorts.schedule import add_months
from programs.mentoring.mentorships.models import Agreement, Mentorship, MentorshipReview

# A nudge that comes later than this helps nobody any more.
TOO_LATE = timedelta(days=14)
DAY = timedelta(days=1)
# M13: how it went on is asked so long after the end.
FOLLOW_UP_MONTHS = (3, 12)
PAIR = ("mentorship__mentor__person", "mentorship__learner__person")


def nudge(code, **fields):
    defaults = {
        "why": _("You get this because you and %(partner)s are mentor and mentee."),
        "act": _("Find a time"),
        "whom": _("Mentor and mentee"),
        "parts": (Part.MENTOR, Part.MENTEE),
        "tone": "plum",
        "icon": "calendar-event",
        "facts": ("partner",),
    }
    return NoticeKind(code=code, **{**defaults, **fields})


KINDS = (
    nudge(
        "mentorship_review_due",
        label=_("A look back at the mentorship"),
        subject=_("Look back with %(partner)s"),
        line=_("Around %(due_on)s is a good time to ask each other whether this is still useful."),
        act=_("Open the mentorship"),
        icon="people",
        facts=("partner", "due_on"),
        ends_with=("review_held", "pair_rests"),
        asks=True,
    ),
    nudge(
        "agreement_unsettled",
        label=_("No agreement yet"),
        subject=_("Make an agreement with %(partner)s"),
        line=_(
            "You began on %(starts_on)s and have no agreement yet. Eleven short questions, "
            "answered separately, save most misunderstandings. Three answers are a fine start."
        ),
        act=_("Open the agreement"),
        icon="file-earmark-text",
        facts=("partner", "starts_on"),
        ends_with=("agreement_made", "pair_rests"),
        asks=True,
    ),
    nudge(
        "mentorship_follow_up",
        label=_("How things are after a mentorship"),
        subject=_("How have things been since your mentorship with %(partner)s?"),
        line=_(
            "Your mentorship ended on %(ended_on)s. What stayed with you? A line for yourself is "
            "enough, and there's no deadline."
        ),
        why=_("You get this because you were in a mentorship."),
        whom=_("Mentor and mentee, 3 and 12 months after a mentorship ended"),
        parts=(Part.MENTOR, Part.MENTEE),
        act=_("Look back"),
        icon="people",
        facts=("partner", "ended_on"),
    ),
)


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what is to be told to mentors and mentees, as it stands at ``at``."""
    yield from _reviews(at)
    yield from _agreements(at)
    yield from _follow_ups(at)


def stale(at: datetime) -> Q:
    """Which of these notices are true no longer."""
    ours = OuterRef("object_id")
    running = Mentorship.objects.running()
    reviews = MentorshipReview.objects.filter(
        pk=ours, held_at=None, mentorship__in=running, due_on=OuterRef("occurs_on")
    )
    return Q(~Exists(reviews), kind="mentorship_review_due") | Q(
        ~Exists(_unsettled(running).filter(pk=ours)), kind="agreement_unsettled"
    )


def of_partners_back() -> Q:
    """Notices that somebody has left who is back, whether or not their mail has left (M8)."""
    lost = Mentorship.objects.without_partner().filter(pk=OuterRef("object_id"))
    return Q(~Exists(lost), kind__in=["mentorship_partner_gone", "pair_lost_partner"])


def _reviews(at):
    due = MentorshipReview.objects.filter(
        held_at=None,
        mentorship__in=Mentorship.objects.running(),
        due_on__gt=at.date() - TOO_LATE,
        due_on__lte=(at + DAY).date(),
    )
    for review in due.select_related(*PAIR):
        for person, partner in each_with_the_other(review.mentorship):
            if local_day(at, person.time_zone) >= review.due_on:
                facts = {"partner": partner.name, "due_on": review.due_on}
                path = reverse("programs:mentorship-detail", args=[review.mentorship_id])
                kind = "mentorship_review_due"
                yield NoticeDraft(kind, person.pk, review.pk, review.due_on, facts, path)


def _unsettled(mentorships):
    """Those without an agreement that both have accepted."""
    held = Agreement.objects.in_force().filter(mentorship=OuterRef("pk"))
    return mentorships.filter(~Exists(held))


def _agreements(at):
    """Once, to both, when the set-up has taken as long as the program allows (M9, N1)."""
    waiting = _unsettled(Mentorship.objects.running()).with_people().with_contact(at)
    for mentorship in waiting.iterator(chunk_size=2000):
        counts_from = max(filter(None, [mentorship.starts_on, mentorship.resumed_on]))
        days = mentorship.program.mentorship_rules.setup_days
        due_on = counts_from + timedelta(days=days)
        for person, partner in each_with_the_other(mentorship):
            late = local_day(at, person.time_zone) - due_on
            if timedelta(0) <= late < TOO_LATE:
                facts = {"partner": partner.name, "starts_on": mentorship.starts_on}
                path = reverse("programs:agreement-detail", args=[mentorship.pk])
                kind = "agreement_unsettled"
                yield NoticeDraft(kind, person.pk, mentorship.pk, due_on, facts, path)


def _follow_ups(at):
    """After 3 and after 12 months, where it came to a good end (M13)."""
    for months in FOLLOW_UP_MONTHS:
        day = add_months(at.date(), -months)
        ended = Mentorship.objects.came_to_an_end().filter(
            closed_at__date__gt=day - TOO_LATE, closed_at__date__lte=day
        )
        for mentorship in ended.with_people().iterator(chunk_size=2000):
            ended_on = mentorship.closed_at.date()
            path = reverse("programs:mentorship-detail", args=[mentorship.pk])
            for person, partner in each_with_the_other(mentorship):
                facts = {"partner": partner.name, "ended_on": ended_on}
                occurs_on = add_months(ended_on, months)
                kind = "mentorship_follow_up"
                yield NoticeDraft(kind, person.pk, mentorship.pk, occurs_on, facts, path)


def each_with_the_other(mentorship: Mentorship) -> Iterator[tuple[Person, Person]]:
    """Each of the two with the other."""
    mentor, mentee = mentorship.mentor.person, mentorship.learner.person
    yield mentee, mentor
    yield mentor, mentee
