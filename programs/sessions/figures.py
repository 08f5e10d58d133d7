"""What an evidence pack says of study days: which took place, and who was there."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from programs.registry import EvidenceFigure, EvidenceScope
from programs.sessions.models import Attendance, Session

State = Attendance.State


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    """Of the dates in the period, by what was noted of each; nothing where none was planned."""
    planned = Session.objects.filter(
        **_within(scope), starts_at__date__range=scope.days, starts_at__lte=scope.at
    )
    if planned.exists():
        yield from _dates(planned, scope)
        yield from _attendance(planned.over(scope.at))


def _within(scope):
    if scope.cohort:
        return {"cohort": scope.cohort}
    return {"cohort__program": scope.program}


def _dates(planned, scope):
    figure = partial(EvidenceFigure, section=_("Study days"), order=35, rule="P1")
    over, count = planned.over(scope.at), planned.count()
    noted = Attendance.objects.filter(session=OuterRef("pk"))
    took_place = over.count()
    yield figure(
        label=_("Sessions that took place"),
        value=took_place,
        denominator=count,
        note=_("Of the dates in the period that have begun; others were cancelled or still go on."),
    )
    yield figure(
        label=_("With a list of who was there"),
        value=over.filter(Exists(noted)).count(),
        denominator=took_place,
        note=_("Attendance was noted for at least one person."),
    )


def _attendance(over):
    figure = partial(EvidenceFigure, section=_("Study days"), order=35, rule="P1")
    counts = Attendance.objects.filter(session__in=over.values("pk")).aggregate(
        noted=Count("pk"),
        present=Count("pk", filter=Q(state=State.PRESENT)),
        excused=Count("pk", filter=Q(state=State.EXCUSED)),
        absent=Count("pk", filter=Q(state=State.ABSENT)),
        minutes=Sum("session__credited_minutes", filter=Q(state=State.PRESENT), default=0),
    )
    noted = counts["noted"]
    labels = (
        ("present", _("Attended"), _("Places on a list: one person at one date.")),
        ("excused", _("Excused"), _("Absent with an excuse; no reason is kept.")),
        ("absent", _("Missed"), _("Absent without an excuse, whether or not made up since.")),
    )
    for name, label, note in labels:
        yield figure(label=label, value=counts[name], denominator=noted, note=note)
    yield figure(
        label=_("Hours attended"),
        value=round(counts["minutes"] / 60),
        unit=_("hours"),
        note=_("What each date credits, added up over everyone who was there."),
    )
