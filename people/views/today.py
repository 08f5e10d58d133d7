from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.models import Unit
from people.today import today_of


@require_safe
def today(request):
    now = timezone.now()
    context = {
        "today": today_of(request.user, now),
        "units": _units(request.user.unit_id),
        "now": now,
    }
    return render(request, "people/today.html", context)


def _units(pk):
    """The reader's own unit, in a list that is empty where they have none."""
    if pk is None:
        return []
    # Two steps up, so that the path from the site down needs no further query.
    return Unit.objects.select_related("parent__parent").filter(pk=pk)
