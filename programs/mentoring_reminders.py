"""Check-ins ahead, due or not booked, mentorship reviews and goal targets (N1, M9, M12).

All of these are nudges: they offer help and never escalate. Reads facts only: no column
that holds what the two wrote is selected here (M5).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Notice, Person
from people.quiet_hours import local_day
from people.registry import NoticeKind
from people.services.notice import NoticeDraft
from programs.models import (
    Agreement,
    CheckIn,
    Goal,
    Mentorship,
    MentorshipReview,
    PulseAsk,
)
from programs.models.check_in import UNTOLD
from programs.schedule import add_months

# A nudge that comes later than this helps nobody any more.
TOO_LATE = timedelta(days=14)
GOAL_IS_NEAR = timedelta(days=7)
DAY = timedelta(days=1)
# M13: how it went on is asked so long after the end.
FOLLOW_UP_MONTHS = (3, 12)


def _kind(code, **fields):
    defaults = {
        "is_reminder": True,
        "why": _("You get this because you and %(partner)s walk together as mentor and mentee."),
        "act": _("Find a time"),
        "whom": _("Mentor and mentee"),
        "tone": "plum",
        "icon": "calendar-event",
        "facts": ("partner",),
    }
    return NoticeKind(code=code, **{**defaults, **fields})


KINDS = (
    _kind(
        "check_in_upcoming",
        label=_("A check-in comes up"),
        subject=_("You meet %(partner)s: %(starts_at)s"),
        line=_("Your check-in with %(partner)s is on %(starts_at)s. Does the time still suit?"),
        act=_("Open the check-in"),
        facts=("partner", "starts_at"),
    ),
    _kind(
        "check_in_untold",
        label=_("Did you meet?"),
        subject=_("Did you and %(partner)s meet?"),
        line=_("You had planned %(starts_at)s. One tap says how it went, whatever the answer."),
        act=_("Say how it went"),
        facts=("partner", "starts_at"),
    ),
    _kind(
        "first_check_in_unbooked",
        label=_("No first check-in yet"),
        subject=_("Find a first time with %(partner)s"),
        line=_(
            "You were paired on %(starts_on)s and no check-in is booked. The first one is the "
            "hardest to find: propose a time, half an hour is enough."
        ),
        facts=("partner", "starts_on"),
    ),
    _kind(
        "next_check_in_unbooked",
        label=_("No next check-in booked"),
        subject=_("Book the next check-in with %(partner)s"),
        line=_("You were last in touch on %(last_on)s, and nothing is booked."),
        facts=("partner", "last_on"),
    ),
    _kind(
        "check_in_due",
        label=_("A check-in is due"),
        subject=_("Time to talk with %(partner)s again"),
        line=_(
            "You were last in touch on %(last_on)s and meant to meet every %(days)s days. "
            "A call or a few lines count too."
        ),
        facts=("partner", "last_on", "days"),
    ),
    _kind(
        "mentorship_review_due",
        label=_("A look back at the mentorship"),
        subject=_("Look back with %(partner)s"),
        line=_("Around %(due_on)s is a good time to ask each other: is this still useful?"),
        act=_("Open the mentorship"),
        icon="people",
        facts=("partner", "due_on"),
    ),
    _kind(
        "agreement_unsettled",
        label=_("No agreement yet"),
        subject=_("Settle a few things with %(partner)s"),
        line=_(
            "You began on %(starts_on)s and have no agreement yet. Eleven short questions, each "
            "answered alone, spare most misunderstandings; three answers are a fine start."
        ),
        act=_("Open the agreement"),
        icon="file-earmark-text",
        facts=("partner", "starts_on"),
    ),
    _kind(
        "pulse_asked",
        label=_("How does it go?"),
        subject=_("How does it go with %(partner)s?"),
        line=_(
            "Four taps, for nobody to read: your answers are kept without your name and counted "
            "with others. Nothing waits for them."
        ),
        act=_("Answer"),
        icon="heart-pulse",
    ),
    _kind(
        "mentorship_follow_up",
        label=_("How it went on after a mentorship"),
        subject=_("How did it go on after %(partner)s?"),
        line=_(
            "Your mentorship ended on %(ended_on)s. What stayed with you? A line for yourself "
            "is enough, and nobody waits for it."
        ),
        why=_("You get this because you were in a mentorship."),
        whom=_("Mentor and mentee, 3 and 12 months after a mentorship came to its end"),
        act=_("Look back"),
        icon="people",
        facts=("partner", "ended_on"),
    ),
    _kind(
        "goal_target_near",
        label=_("A goal's date comes near"),
        subject=_("One of your goals is planned for %(target_on)s"),
        line=_("See how far along you are, or give it more time."),
        why=_("You get this because you gave a goal a target date."),
        act=_("Open the goal"),
        whom=_("Whose goal it is, and nobody else"),
        icon="bullseye",
        facts=("target_on",),
    ),
    _kind(
        "goal_target_past",
        label=_("A goal's date has passed"),
        subject=_("The date of one of your goals has passed"),
        line=_("It was planned for %(target_on)s. Achieved, still on the way, or let go?"),
        why=_("You get this because you gave a goal a target date."),
        act=_("Open the goal"),
        whom=_("Whose goal it is, and nobody else"),
        icon="bullseye",
        facts=("target_on",),
    ),
)

_PAIR = ("mentorship__mentor__person", "mentorship__learner__person")

_OF_CHECK_IN = ["check_in_upcoming", "check_in_untold"]
_OF_BOOKING = ["first_check_in_unbooked", "next_check_in_unbooked", "check_in_due"]
_OF_GOAL = ["goal_target_near", "goal_target_past"]


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what is to be told to mentors and mentees, as it stands at ``at``."""
    yield from _check_ins(at)
    yield from _bookings(at)
    yield from _reviews(at)
    yield from _agreements(at)
    yield from _pulses(at)
    yield from _follow_ups(at)
    yield from _goals(at)


def stale(at: datetime) -> QuerySet:
    """Notices whose mail waits and which are true no longer."""
    ours = OuterRef("object_id")
    running = Mentorship.objects.running()
    planned = CheckIn.objects.planned().filter(pk=ours, mentorship__in=running)
    booked = CheckIn.objects.upcoming(at).filter(mentorship=ours)
    reviews = MentorshipReview.objects.filter(pk=ours, held_at=None, mentorship__in=running)
    goals = Goal.objects.current().filter(pk=ours, target_on=OuterRef("occurs_on"))
    asked = PulseAsk.objects.filter(
        is_answered=False, asked_on__gt=at.date() - PulseAsk.OPEN_FOR, mentorship__in=running
    )
    return Notice.objects.waiting_to_leave().filter(
        Q(~Exists(planned), kind__in=_OF_CHECK_IN)
        | Q(Exists(booked) | ~Exists(running.filter(pk=ours)), kind__in=_OF_BOOKING)
        | Q(
            ~Exists(reviews.filter(due_on=OuterRef("occurs_on"))),
            kind="mentorship_review_due",
        )
        | Q(~Exists(goals), kind__in=_OF_GOAL)
        | Q(~Exists(_unsettled(running).filter(pk=ours)), kind="agreement_unsettled")
        | Q(~Exists(asked.filter(pk=ours)), kind="pulse_asked")
    )


def _check_ins(at):
    """The day before or on the day itself; and on the day after, whether it took place."""
    near = CheckIn.objects.planned().filter(
        mentorship__in=Mentorship.objects.running(),
        starts_at__gt=at - UNTOLD,
        starts_at__lt=at + 3 * DAY,
    )
    for check_in in near.select_related(
        "mentorship__mentor__person", "mentorship__learner__person"
    ):
        for person, partner in _both(check_in.mentorship):
            starts_on = local_day(check_in.starts_at, person.time_zone)
            days = (starts_on - local_day(at, person.time_zone)).days
            kind = _kind_of_check_in(check_in, days, at)
            if kind:
                facts = {"partner": partner.name, "starts_at": check_in.starts_at}
                path = reverse("programs:check-in-detail", args=[check_in.pk])
                yield NoticeDraft(kind, person.pk, check_in.pk, starts_on, facts, path)


def _kind_of_check_in(check_in, days, at):
    if days <= 1 and check_in.starts_at > at:
        return "check_in_upcoming"
    return "check_in_untold" if days < 0 else None


def _bookings(at):
    """Pairs with nothing ahead: no first meeting, none after the last, the cadence over (M9).

    The clock starts anew when a pause ends (M12), and stands still while a meeting that
    was planned is not yet told of.
    """
    untold = CheckIn.objects.lately_untold(at).filter(mentorship=OuterRef("pk"))
    idle = Mentorship.objects.running().with_people().with_contact(at)
    for mentorship in idle.filter(~Exists(untold), next_check_in_at=None).iterator(chunk_size=2000):
        for person, partner in _both(mentorship):
            yield from _booking(mentorship, person, partner, at)


def _booking(mentorship, person, partner, at):
    met_at, rules = mentorship.last_met_at, mentorship.program.mentorship_rules
    met_on = met_at and local_day(met_at, person.time_zone)
    counts_from = max(filter(None, [mentorship.starts_on, met_on, mentorship.resumed_on]))
    days = (local_day(at, person.time_zone) - counts_from).days
    reached = [
        (after, kind, facts)
        for after, kind, facts in _steps(mentorship, rules, met_on)
        if days >= after
    ]
    if reached:
        after, kind, facts = max(reached, key=lambda step: step[0])
        path = reverse("programs:mentorship-detail", args=[mentorship.pk])
        occurs_on = counts_from + timedelta(days=after)
        facts = {"partner": partner.name, **facts}
        yield NoticeDraft(kind, person.pk, mentorship.pk, occurs_on, facts, path)


def _steps(mentorship, rules, met_on: date | None):
    """Return (after how many days, kind, facts) of what may be said; the latest reached counts."""
    if met_on is None:
        facts = {"starts_on": mentorship.starts_on}
        return [(rules.first_meeting_days, "first_check_in_unbooked", facts)]
    last = {"last_on": met_on}
    cadence = mentorship.cadence_days
    return [
        (rules.nothing_booked_days, "next_check_in_unbooked", last),
        (cadence, "check_in_due", {**last, "days": cadence}),
    ]


def _reviews(at):
    due = MentorshipReview.objects.filter(
        held_at=None,
        mentorship__in=Mentorship.objects.running(),
        due_on__gt=at.date() - TOO_LATE,
        due_on__lte=(at + DAY).date(),
    )
    for review in due.select_related(*_PAIR):
        for person, partner in _both(review.mentorship):
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
        for person, partner in _both(mentorship):
            late = local_day(at, person.time_zone) - due_on
            if timedelta(0) <= late < TOO_LATE:
                facts = {"partner": partner.name, "starts_on": mentorship.starts_on}
                path = reverse("programs:agreement-detail", args=[mentorship.pk])
                kind = "agreement_unsettled"
                yield NoticeDraft(kind, person.pk, mentorship.pk, due_on, facts, path)


def _pulses(at):
    """Once to each who was asked; what they answer is in no notice (M10)."""
    asks = PulseAsk.objects.filter(
        is_answered=False,
        asked_on__gt=at.date() - PulseAsk.OPEN_FOR,
        mentorship__in=Mentorship.objects.running(),
    )
    for ask in asks.select_related("person", *_PAIR).iterator(chunk_size=2000):
        facts = {"partner": ask.mentorship.partner_of(ask.person).name}
        path = reverse("programs:pulse-answer", args=[ask.pk])
        yield NoticeDraft("pulse_asked", ask.person_id, ask.pk, ask.asked_on, facts, path)


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
            for person, partner in _both(mentorship):
                facts = {"partner": partner.name, "ended_on": ended_on}
                occurs_on = add_months(ended_on, months)
                kind = "mentorship_follow_up"
                yield NoticeDraft(kind, person.pk, mentorship.pk, occurs_on, facts, path)


def _goals(at):
    """To whose goal it is, and nobody else; the goal's own words are not even fetched (N7)."""
    near = Goal.objects.current().filter(
        target_on__gt=at.date() - TOO_LATE, target_on__lte=(at + GOAL_IS_NEAR + DAY).date()
    )
    rows = near.values_list("pk", "target_on", "owner_id", "owner__time_zone")
    for goal, target_on, owner, zone in rows.iterator(chunk_size=2000):
        left = target_on - local_day(at, zone)
        if left <= GOAL_IS_NEAR:
            kind, step = (
                ("goal_target_near", 0) if left >= timedelta(0) else ("goal_target_past", 1)
            )
            path = reverse("programs:goal-detail", args=[goal])
            yield NoticeDraft(kind, owner, goal, target_on, {"target_on": target_on}, path, step)


def _both(mentorship: Mentorship) -> Iterator[tuple[Person, Person]]:
    """Each of the two with the other."""
    mentor, mentee = mentorship.mentor.person, mentorship.learner.person
    yield mentee, mentor
    yield mentor, mentee
