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
    untold = CheckIn.objects.lately_untold(at).filter(mentorship=OuterRef("pk"))
    running = pairs.running().exclude(_has(untold)).with_quiet_for(at)
    signal = Case(
        *(When(condition, then=Value(signal.value)) for signal, condition in _conditions()),
        default=None,
        output_field=models.PositiveSmallIntegerField(),
    )
    return running.filter(_shows_a_signal()).annotate(signal=signal)


_NOT_MET, _UNBOOKED = Q(last_met_at=None), Q(next_check_in_at=None)


def _conditions():
    """When a pair shows which signal: the first of these that holds."""
    return [
        (Signal.VERY_QUIET, _after(_rhythms(f"{_RULES}very_quiet_rhythms"))),
        (Signal.MISSED, _fell_through()),
        (Signal.QUIET, _after(_rhythms(f"{_RULES}quiet_rhythms"))),
        (Signal.NOT_MET, _NOT_MET & _after(days_of(f"{_RULES}setup_days"))),
        (
            Signal.FIRST_UNBOOKED,
            _NOT_MET & _UNBOOKED & _after(days_of(f"{_RULES}first_meeting_days")),
        ),
        (
            Signal.NEXT_UNBOOKED,
            ~_NOT_MET & _UNBOOKED & _after(days_of(f"{_RULES}nothing_booked_days")),
        ),
    ]


def _shows_a_signal():
    """Whether any condition holds, in a form that asks how long the silence is only once."""
    quiet, setup = _rhythms(f"{_RULES}quiet_rhythms"), days_of(f"{_RULES}setup_days")
    patience = Case(
        When(_NOT_MET & _UNBOOKED, then=Least(setup, days_of(f"{_RULES}first_meeting_days"))),
        When(_NOT_MET, then=setup),
        When(_UNBOOKED, then=days_of(f"{_RULES}nothing_booked_days")),
        default=quiet,
        output_field=models.DurationField(),
    )
    return _after(Least(quiet, patience)) | _fell_through()


def perhaps_silent(pairs, *, at: datetime):
    """Leave out pairs that can show no signal, told by three looks into an index: most.

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
    return pairs.exclude(
        _has(check_ins.held().filter(held_at__gt=since))
        & _has(check_ins.upcoming(at))
        & ~_has(check_ins.filter(missed_at__isnull=False))
    )


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

    Each with its names and addresses, and the ``signal`` and ``since`` it was queued for.
    """
    facts = {
        f"{side}_{fact}": F(f"{path}__person__{fact}")
        for side, path in (("mentee", "learner"), ("mentor", "mentor"))
        for fact in ("name", "email")
    }
    facts |= {"listed_signal": F("queue_entry__signal"), "since": F("queue_entry__counts_from")}
    pairs = in_need_of_care(queued_in(program), at=at).annotate(**facts)
    return pairs.values_list("id", *facts, named=True)


def _resting(today):
    return CareStep.objects.filter(mentorship=OuterRef("pk"), rests_until__gt=today)


def _after(length):
    """Silent for so long."""
    return Q(quiet_for__gte=length)


def _rhythms(factor):
    """So many times the pair's own rhythm (M9)."""
    day = Value(timedelta(days=1), models.DurationField())
    return ExpressionWrapper(
        F(factor) * F("cadence_days") * day, output_field=models.DurationField()
    )


def _fell_through():
    """So many planned meetings in a row did not take place. By whose doing is not asked."""
    missed = CheckIn.objects.filter(
        mentorship=OuterRef("pk"), missed_at__isnull=False, starts_at__gt=OuterRef("counts_from")
    )
    counted = missed.order_by().values("mentorship").annotate(rows=Count("pk")).values("rows")
    return GreaterThanOrEqual(Coalesce(Subquery(counted), 0), F(f"{_RULES}missed_in_a_row"))
