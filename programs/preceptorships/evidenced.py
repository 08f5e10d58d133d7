"""Which preceptorships an evidence pack speaks of."""

from django.db.models import F, Q

from programs.cohorts.models import Cohort
from programs.preceptorships.models import Preceptorship
from programs.registry import EvidenceScope

Status = Preceptorship.Status


def intake_of(scope: EvidenceScope):
    """The cohorts whose people are followed: the one chosen, or those that began in the period."""
    cohorts = Cohort.objects.filter(program=scope.program)
    if scope.cohort:
        return cohorts.filter(pk=scope.cohort.pk)
    return cohorts.filter(starts_on__range=scope.days)


def begun_of(scope: EvidenceScope):
    """The preceptorships of the intake that began, the last of each learner.

    Not those that were ended before or on their first day: they were mistakes.
    """
    rows = Preceptorship.objects.filter(cohort__in=intake_of(scope).values("pk"))
    rows = _begun(rows, scope)
    one = ("cohort_id", "learner_id")
    last = rows.order_by(*one, "-created_at", "-pk").distinct(*one)
    return Preceptorship.objects.filter(pk__in=last.values("pk"))


def running_of(scope: EvidenceScope):
    """Those that ran on any day of the period, whenever they began."""
    rows = _begun(Preceptorship.objects.filter(**scope.of()), scope)
    still = Q(closed_at=None) | Q(closed_at__date__gte=scope.first)
    return rows.filter(still, starts_on__lte=scope.last)


def _begun(rows, scope):
    never = Q(status=Status.WITHDRAWN, closed_at__date__lte=F("starts_on"))
    planned = Q(status=Status.PLANNED) | Q(starts_on__gt=scope.at.date())
    return rows.exclude(never).exclude(planned)
