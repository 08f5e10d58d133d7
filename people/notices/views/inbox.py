from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common.paging import keyset_page
from common.redirects import next_path
from people.notices.models import Notice
from people.notices.services import inbox as services
from people.notices.wording import word


@require_safe
def inbox(request):
    is_unread_only = request.GET.get("show") == "unread"
    now = timezone.now()
    notices = Notice.objects.inbox_of(request.user).told_by(now)
    if is_unread_only:
        notices = notices.unread()
    page = keyset_page(notices, order=("-created_at", "-id"), cursor=request.GET.get("cursor"))

    context = {
        "page": page,
        "entries": [(notice, word(notice, zone=request.user.time_zone)) for notice in page],
        "is_unread_only": is_unread_only,
        "now": now,
    }
    return render(request, "people/notices/inbox.html", context)


@require_POST
def notice_open(request, pk):
    """Count the notice as read and go where it leads, in one tap."""
    notice = _mine(request, pk)
    services.read_notice(notice=notice, at=timezone.now())
    return redirect(notice.path or "people:inbox")


@require_POST
def notice_read(request, pk):
    services.read_notice(notice=_mine(request, pk), at=timezone.now())
    return redirect(next_path(request, "people:inbox"))


@require_POST
def notice_unread(request, pk):
    services.unread_notice(notice=_mine(request, pk))
    return redirect(next_path(request, "people:inbox"))


@require_POST
def notice_read_all(request):
    count = services.read_all_notices(by=request.user, at=timezone.now())
    text = ngettext("%(count)d notice is now read.", "%(count)d notices are now read.", count)
    messages.success(request, text % {"count": count})
    return redirect("people:inbox")


def _mine(request, pk):
    return get_object_or_404(Notice.objects.inbox_of(request.user).told_by(timezone.now()), pk=pk)
