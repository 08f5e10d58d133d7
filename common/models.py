from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, Q

from common.ids import uuid7


class Identified(models.Model):
    """A row whose primary key is a UUIDv7, safe to show in a URL or a QR code."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class PeriodQuerySet(models.QuerySet):
    def on(self, day):
        """Periods that hold on ``day``; both ends belong to the period."""
        return self.filter(valid_on(day))

    def open_ended(self):
        return self.filter(valid_to=None)


class Period(Identified):
    """A fact that holds from a day to a day (inclusive), never rewritten.

    Ending it sets ``valid_to``; a change is an end and a new period, so that
    "was that so on that date?" can be answered for ever.
    """

    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_on(self, day):
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def state_on(self, day):
        """``current``, ``future`` or ``past``, seen from ``day``."""
        if self.is_on(day):
            return "current"
        return "past" if self.is_over_on(day) else "future"

    def is_over_on(self, day):
        return self.valid_to is not None and self.valid_to < day


def valid_on(day, *, prefix: str = "") -> Q:
    """Return the condition that a period (reached by ``prefix``) holds on ``day``.

    ``day`` may be a date or an expression such as ``OuterRef("observed_on")``.
    """
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    )


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """Return the constraint that a period does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name
    )


def is_one_of(field: str, ids: models.QuerySet) -> models.Func:
    """Whether a field is among the ids of a queryset, which is asked once and before all else.

    Of ``IN`` PostgreSQL guesses how many there will be, and where another condition of the query
    is dear it looks at every row sooner than at those named.
    """
    return models.Func(
        models.F(field),
        ArraySubquery(ids),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=models.BooleanField(),
    )
