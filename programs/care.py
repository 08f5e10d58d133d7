"""Which pairs may need a hand, from facts alone: how long, how often, booked or not (M5, M9)."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from programs.models import CareStep, CheckIn, Mentorship
from programs.models.mentorship import days_of


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
    """Return those of ``pairs`` that show a signal, with ``signal`` and ``counts_from``.

    Only what runs is looked at, and no clock runs in a pause, an absence or a break (M12).
    Whoever was to meet in these days is not asked about yet.
    """
    not_met, unbooked = Q(last_met_at=None), Q(next_check_in_at=None)
    rules = [
        (Signal.VERY_QUIET, _after_rhythms(f"{_RULES}very_quiet_rhythms")),
        (Signal.MISSED, Q(missed__gte=F(f"{_RULES}missed_in_a_row"))),
        (Signal.QUIET, _after_rhythms(f"{_RULES}quiet_rhythms")),
        (Signal.NOT_MET, not_met & _after(1, f"{_RULES}setup_days")),
        (Signal.FIRST_UNBOOKED, not_met & unbooked & _after(1, f"{_RULES}first_meeting_days")),
        (Signal.NEXT_UNBOOKED, ~not_met & unbooked & _after(1, f"{_RULES}nothing_booked_days")),
    ]
    signal = Case(
        *(When(condition, then=Value(signal.value)) for signal, condition in rules),
        default=None,
        output_field=models.PositiveSmallIntegerField(),
    )
    untold = CheckIn.objects.lately_untold(at).filter(mentorship=OuterRef("pk"))
    running = pairs.running().filter(~Exists(untold)).with_quiet_for(at).filter(~_in_touch(at))
    return running.annotate(missed=_missed()).annotate(signal=signal).exclude(signal=None)


def _in_touch(at):
    """Pairs that can show no signal, told by three looks into an index: most of a program.

    They met within their rhythm, with a day to spare for UTC's days, the next meeting is
    booked, and none fell through.
    """
    day = Value(timedelta(days=1), models.DurationField())
    rhythms = OuterRef(f"{_RULES}quiet_rhythms") * OuterRef("cadence_days") * day
    length = ExpressionWrapper(rhythms, output_field=models.DurationField())
    since = ExpressionWrapper(
        Value(at + timedelta(days=1)) - length, output_field=models.DateTimeField()
    )
    check_ins = CheckIn.objects.filter(mentorship=OuterRef("pk"))
    return (
        _has(check_ins.held().filter(held_at__gt=since))
        & _has(check_ins.upcoming(at))
        & ~_has(check_ins.filter(missed_at__isnull=False))
    )


def _has(check_ins):
    """Asked pair by pair: for an ``Exists`` PostgreSQL may gather those of the whole site first."""
    return Q(IsNull(Subquery(check_ins.order_by().values("mentorship")[:1]), rhs=False))


def awake(pairs, *, today):
    """Those that nobody wrote to or left alone until a later day."""
    return pairs.filter(~Exists(_resting(today)))


def asleep(pairs, *, today):
    """The others, with ``rests_until``."""
    until = _resting(today).order_by("-rests_until").values("rests_until")[:1]
    return pairs.annotate(rests_until=Subquery(until)).exclude(rests_until=None)


def facts_in_care(program, *, at: datetime):
    """A program's pairs in need of care with names and addresses, and no column beside (M5)."""
    pairs = in_need_of_care(Mentorship.objects.filter(program=program), at=at)
    person = {
        f"{side}_{fact}": F(f"{path}__person__{fact}")
        for side, path in (("mentee", "learner"), ("mentor", "mentor"))
        for fact in ("name", "email")
    }
    return pairs.annotate(**person).only("id", "starts_on", "cadence_days", "status")


def _resting(today):
    return CareStep.objects.filter(mentorship=OuterRef("pk"), rests_until__gt=today)


def _after(times, field):
    """Silent for so many times the days in a column."""
    return Q(quiet_for__gte=days_of(field, times))


def _after_rhythms(factor):
    """Silent for so many times the pair's own rhythm (M9)."""
    day = Value(timedelta(days=1), models.DurationField())
    length = ExpressionWrapper(
        F(factor) * F("cadence_days") * day, output_field=models.DurationField()
    )
    return Q(quiet_for__gte=length)


def _missed():
    """How many planned meetings in a row did not take place. By whose doing is not asked."""
    missed = CheckIn.objects.filter(
        mentorship=OuterRef("pk"), missed_at__isnull=False, starts_at__gt=OuterRef("counts_from")
    )
    counted = missed.order_by().values("mentorship").annotate(rows=Count("pk")).values("rows")
    return Coalesce(Subquery(counted), 0)
