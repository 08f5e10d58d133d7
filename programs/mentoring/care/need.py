"""Which pairs may need a hand, from facts alone: how long, how often, booked or not (M5, M9)."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import (
    Case,
    Count,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Least
from django.db.models.lookups import GreaterThanOrEqual, IsNull
from django.utils.translation import gettext_lazy as _

from programs.mentoring.care.models import CareStep
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.models.mentorship import days_of


class Signal(models.IntegerChoices):
    """What is to be seen from outside, the most pressing first. A pair shows one of them."""

    VERY_QUIET = 1, _("very quiet")
    MISSED = 2, _("meetings fell through")
    QUIET = 3, _("quiet")
    NOT_MET = 4, _("not met yet")
    FIRST_UNBOOKED = 5, _("no first check-in booked")
    NEXT_UNBOOKED = 6, _("nothing booked")

    @property
    def tone(self):
        if self is Signal.VERY_QUIET:
            return "red"
        return "amber" if self <= Signal.NOT_MET else "neutral"

    @property
    def icon(self):
        if self is Signal.VERY_QUIET:
            return "exclamation-octagon"
        return "exclamation-triangle" if self <= Signal.NOT_MET else "calendar-event"


_RULES = "program__mentorship_rules__"


def in_need_of_care(pairs, *, at: datetime):
    """Return those of ``pairs`` that show a signal, with ``counts_from``.

    Only what runs is looked at, and no clock runs in a pause, an absence or a break (M12).
    Whoever was to meet in these days is not asked about yet.
    """
    untold = CheckIn.objects.lately_untold(at).filter(mentorship=OuterRef("pk"))
    running = pairs.running().exclude(_has(untold)).with_quiet_for(at)
    # Asks once how long the silence is, not for each signal; what does not apply is null.
    patience = Least(*(Case(When(applies, then=length)) for _signal, applies, length in _limits()))
    return running.filter(Q(quiet_for__gte=patience) | _fell_through())


def with_signal(in_need):
    """Add ``signal``, the most pressing one that each shows, to pairs in need of care."""
    shown = {
        signal: applies & Q(quiet_for__gte=length) for signal, applies, length in _limits()
    } | {Signal.MISSED: _fell_through()}
    cases = [When(shown[signal], then=Value(signal.value)) for signal in Signal]
    return in_need.annotate(signal=Case(*cases, output_field=models.PositiveSmallIntegerField()))


def _limits():
    """Each signal that silence shows: when it applies, and after how long (M9)."""
    not_met, unbooked = Q(last_met_at=None), Q(next_check_in_at=None)
    always = Q(Value(True))
    return [
        (Signal.VERY_QUIET, always, _rhythms("very_quiet_rhythms")),
        (Signal.QUIET, always, _rhythms("quiet_rhythms")),
        (Signal.NOT_MET, not_met, days_of(f"{_RULES}setup_days")),
        (Signal.FIRST_UNBOOKED, not_met & unbooked, days_of(f"{_RULES}first_meeting_days")),
        (Signal.NEXT_UNBOOKED, ~not_met & unbooked, days_of(f"{_RULES}nothing_booked_days")),
    ]


def _has(rows):
    """Asked pair by pair: an ``Exists`` is one table more to join, in an order to be found."""
    return Q(IsNull(Subquery(rows.order_by().values("mentorship")[:1]), rhs=False))


def awake(pairs, *, today):
    """Those that nobody wrote to or left alone until a later day."""
    return pairs.exclude(_has(_resting(today)))


def asleep(pairs, *, today):
    """The others, with ``rests_until``."""
    until = _resting(today).order_by("-rests_until").values("rests_until")[:1]
    return pairs.annotate(rests_until=Subquery(until)).exclude(rests_until=None)


def queued_in(program):
    """A program's pairs that showed a signal when the sweep last looked: few, whatever its size."""
    return Mentorship.objects.filter(queue_entry__program=program)


def facts_in_care(program, *, at: datetime):
    """The pairs of a care queue that still need a hand, by facts alone (M5).

    Each with names and addresses, and with the ``signal`` it was queued for and ``since`` when.
    """
    facts = {
        f"{side}_{fact}": F(f"{profile}__person__{fact}")
        for side, profile in (("mentee", "learner"), ("mentor", "mentor"))
        for fact in ("name", "email", "pk")
    }
    facts |= {"signal": F("queue_entry__signal"), "since": F("queue_entry__counts_from")}
    pairs = in_need_of_care(queued_in(program), at=at).annotate(**facts)
    return pairs.values_list("id", *facts, named=True)


def _resting(today):
    return CareStep.objects.filter(mentorship=OuterRef("pk"), rests_until__gt=today)


def _rhythms(rule):
    """So many times the pair's own rhythm (M9)."""
    day = Value(timedelta(days=1), models.DurationField())
    return ExpressionWrapper(
        F(f"{_RULES}{rule}") * F("cadence_days") * day, output_field=models.DurationField()
    )


def _fell_through():
    """So many planned meetings in a row did not take place. By whose doing is not asked."""
    missed = CheckIn.objects.filter(
        mentorship=OuterRef("pk"), missed_at__isnull=False, starts_at__gt=OuterRef("counts_from")
    )
    counted = missed.order_by().values("mentorship").annotate(rows=Count("pk")).values("rows")
    return GreaterThanOrEqual(Coalesce(Subquery(counted), 0), F(f"{_RULES}missed_in_a_row"))
