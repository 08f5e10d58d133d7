from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.paging import keyset_page
from people.notices.models import Delivery
from people.notices.wording import kind_of
from people.permissions import can_see_deliveries, require


@require_safe
def delivery_list(request):
    """What went out, to whom, and whether it arrived (N6): its kind, never its words."""
    require(can_see_deliveries(request.user))
    show = request.GET.get("show", "")
    deliveries = _shown(Delivery.objects.with_recipient(), show)
    page = keyset_page(deliveries, order=("-due_at", "-id"), cursor=request.GET.get("cursor"))

    context = {
        "page": page,
        "entries": [(delivery, kind_of(delivery.notice.kind).label) for delivery in page],
        "show": show,
        "now": timezone.now(),
    }
    return render(request, "people/notices/delivery_list.html", context)


def _shown(deliveries, show):
    if show == "waiting":
        return deliveries.filter(status=Delivery.Status.DUE)
    return deliveries if show == "all" else deliveries.not_arrived()
