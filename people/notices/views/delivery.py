from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.paging import keyset_page
from people.notices.models import Delivery
from people.notices.wording import kind_of
from people.permissions import can_see_deliveries, require
from people.registry import discreet_kinds


@require_safe
def delivery_list(request):
    """What went out, to whom, and whether it arrived (N6): its kind, never its words.

    What one of a pair is told because of the other is on it only where it did not arrive, and
    under one name for all of it: else the list says who left whom (M8).
    """
    require(can_see_deliveries(request.user))
    show = request.GET.get("show", "")
    deliveries = _shown(Delivery.objects.with_recipient(), show)
    page = keyset_page(deliveries, order=("-due_at", "-id"), cursor=request.GET.get("cursor"))

    context = {
        "page": page,
        "entries": [(delivery, _about(delivery.notice.kind)) for delivery in page],
        "show": show,
        "now": timezone.now(),
    }
    return render(request, "people/notices/delivery_list.html", context)


def _about(kind):
    return _("A mentorship") if kind in discreet_kinds else kind_of(kind).label


def _shown(deliveries, show):
    if show not in ("waiting", "all"):
        return deliveries.not_arrived()
    deliveries = deliveries.exclude(notice__kind__in=discreet_kinds)
    return deliveries.filter(status=Delivery.Status.DUE) if show == "waiting" else deliveries
