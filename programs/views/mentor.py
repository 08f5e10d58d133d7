from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from people.models import Mentor
from people.paging import keyset_page
from programs.hours import hours_given
from programs.models import ClosingWords, Mentorship


@require_GET
def mentor_page(request):
    """What a mentor gives and got back: mentees, hours, thanks. For their own eyes."""
    mentor = Mentor.objects.filter(person=request.user).first()
    if mentor is None:
        raise Http404
    pairs = Mentorship.objects.guided_by(request.user).begun()
    thanks = ClosingWords.objects.thanks_to(request.user).filter(mentorship__mentor=mentor)
    walking = pairs.open().with_people().with_contact(timezone.now())
    context = {
        "mentor": mentor,
        "walking": list(walking.order_by("created_at", "id")[:50]),
        "ended": pairs.exclude(closed_at=None).count(),
        "years": hours_given(request.user),
        "page": keyset_page(
            thanks.select_related("author"),
            order=("-written_at", "-id"),
            cursor=request.GET.get("cursor"),
            size=10,
        ),
        "now": timezone.now(),
    }
    return render(request, "programs/mentor_page.html", context)
