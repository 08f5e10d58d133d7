"""Check-ins ahead, to be told of, due or not booked (N1, M9, M12). Reads facts only (M5)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.notices.quiet_hours import local_day
from people.notices.services.notice import NoticeDraft
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.meetings.models.check_in import UNTOLD
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.reminders import DAY, each_with_the_other, nudge

KINDS = (
    nudge(
        "check_in_upcoming",
        label=_("A check-in is coming up"),
        subject=_("You're meeting %(partner)s: %(starts_at)s"),
        line=_(
            "Your check-in with %(partner)s is on %(starts_at)s. Does the time still work for you?"
        ),
        act=_("Open the check-in"),
        facts=("partner", "starts_at"),
        ends_with=("check_in_off", "check_in_told"),
    ),
    nudge(
        "check_in_untold",
        label=_("Did you meet?"),
        subject=_("Did you and %(partner)s meet?"),
        line=_("It was planned for %(starts_at)s. One tap tells us; either answer is fine."),
        act=_("Tell us if you met"),
        facts=("partner", "starts_at"),
        ends_with=("check_in_off", "check_in_told", "mentorship_over"),
        asks=True,
    ),
    nudge(
        "first_check_in_unbooked",
        label=_("No first check-in yet"),
        subject=_("Find a first time with %(partner)s"),
        line=_(
            "You were paired on %(starts_on)s and no check-in is booked yet. The first one is the "
            "hardest to find. Suggest some times; half an hour is enough."
        ),
        facts=("partner", "starts_on"),
        ends_with=("contact_made", "pair_rests"),
        asks=True,
    ),
    nudge(
        "next_check_in_unbooked",
        label=_("No next check-in booked"),
        subject=_("Book the next check-in with %(partner)s"),
        line=_("You were last in touch on %(last_on)s, and nothing is booked yet."),
        facts=("partner", "last_on"),
        ends_with=("contact_made", "pair_rests"),
        asks=True,
    ),
    nudge(
        "check_in_due",
        label=_("A check-in is due"),
        subject=_("Time to talk with %(partner)s again"),
        line=_(
            "You were last in touch on %(last_on)s; your program suggests every %(days)s days. A "
            "call or a few lines count too."
        ),
        facts=("partner", "last_on", "days"),
        ends_with=("contact_made", "pair_rests"),
        asks=True,
    ),
)

_OF_CHECK_IN = ["check_in_upcoming", "check_in_untold"]
_OF_BOOKING = ["first_check_in_unbooked", "next_check_in_unbooked", "check_in_due"]


def drafts(at: datetime) -> Iterator[NoticeDraft]:
    """Yield what is to be told to mentors and mentees, as it stands at ``at``."""
    yield from _check_ins(at)
    yield from _bookings(at)


def stale(at: datetime) -> Q:
    """Which of these notices are true no longer."""
    ours = OuterRef("object_id")
    running = Mentorship.objects.running()
    planned = CheckIn.objects.planned().filter(pk=ours, mentorship__in=running)
    booked = CheckIn.objects.upcoming(at).filter(mentorship=ours)
    return Q(~Exists(planned), kind__in=_OF_CHECK_IN) | Q(
        Exists(booked) | ~Exists(running.filter(pk=ours)), kind__in=_OF_BOOKING
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
        for person, partner in each_with_the_other(check_in.mentorship):
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
        for person, partner in each_with_the_other(mentorship):
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
