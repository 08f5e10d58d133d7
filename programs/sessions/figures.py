"""What an evidence pack says of study days and who came to them."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Sum
from django.utils.translation import gettext as _

from common.disclosure import is_small
from programs.registry import EvidenceFigure, EvidenceScope
from programs.sessions.models import Attendance, Session


def figures(scope: EvidenceScope) -> Iterable[EvidenceFigure]:
    """Sessions of the period that are over; who came, where enough people were noted."""
    figure = partial(EvidenceFigure, section=_("Sessions"), order=35)
    of_these = {"cohort__program": scope.program}
    of_these |= {"cohort": scope.cohort} if scope.cohort else {}
    held = Session.objects.standing().filter(
        **of_these, starts_at__date__range=scope.days, ends_at__lte=scope.at
    )
    yield figure(
        label=_("Held"),
        value=held.count(),
        note=_("Study days and other sessions of the period that are over and took place."),
    )
    noted = Attendance.objects.filter(session__in=held)
    if is_small(noted.order_by().values("learner").distinct().count()):
        return
    count = noted.count()
    yield figure(
        label=_("Attended"),
        value=noted.present().count(),
        denominator=count,
        note=_("Of all that was noted: present, excused or absent."),
    )
    minutes = noted.present().aggregate(sum=Sum("session__credited_minutes"))["sum"] or 0
    yield figure(
        label=_("Hours credited"),
        value=round(minutes / 60),
        unit=_("hours"),
        note=_("To those who attended, apart from the hours of shifts."),
    )
