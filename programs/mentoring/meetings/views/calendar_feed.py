from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from programs.mentoring.meetings.check_in_calendar import feed_of, file_of
from programs.mentoring.meetings.models import CalendarFeed, CheckIn
from programs.mentoring.meetings.services import calendar_feed as services

CALENDAR = "text/calendar; charset=utf-8"


@never_cache
@require_http_methods(["GET", "POST"])
def calendar_feed(request):
    """One's own address: made or reset by a POST, and shown in its answer alone."""
    address = ""
    if request.method == "POST":
        token = services.make_calendar_feed(person=request.user, at=timezone.now())
        address = settings.SITE_URL + reverse("programs:calendar-feed-file", args=[token])
    feed = CalendarFeed.objects.filter(person=request.user).first()
    return render(
        request,
        "programs/mentoring/meetings/calendar_feed.html",
        {"feed": feed, "address": address},
    )


@require_POST
def calendar_feed_remove(request):
    services.remove_calendar_feed(person=request.user)
    return redirect("programs:calendar-feed")


# Calendar programs do not log in; whoever holds the address reads times, and nothing else.
@never_cache
@login_not_required
@require_GET
def calendar_feed_file(request, token):
    at = timezone.now()
    person = services.open_calendar_feed(token=token, at=at)
    if person is None:
        raise Http404
    with translation.override(person.language):
        return HttpResponse(feed_of(person, at=at), content_type=CALENDAR)


@require_GET
def check_in_file(request, pk):
    """One check-in to put into a calendar by hand."""
    check_in = get_object_or_404(CheckIn.objects.of(request.user), pk=pk)
    headers = {"Content-Disposition": 'attachment; filename="check-in.ics"'}
    return HttpResponse(file_of(check_in), content_type=CALENDAR, headers=headers)
