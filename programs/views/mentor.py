from datetime import datetime

from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from people.models import Mentor, Person
from people.paging import keyset_pages
from people.prepared import found, prepared
from programs.hours import hours_given
from programs.models import ClosingWords, Mentorship


@require_GET
def mentor_page(request):
    """What a mentor gives and got back: mentees, hours, thanks. For their own eyes."""
    mentor, now = found(_mentors(request.user)), timezone.now()
    context = {
        "mentor": mentor,
        "walking": _walking_with(request.user, now),
        "ended": mentor.ended,
        "years": hours_given(request.user),
        "page": _thanks_to(request.user, cursor=request.GET.get("cursor")),
        "now": now,
    }
    return render(request, "programs/mentor_page.html", context)


@prepared
def _mentors(person: Person):
    """The one or none that they are, with ``ended``, how many mentorships of it are over."""
    over = Q(mentorships__began_at__isnull=False, mentorships__closed_at__isnull=False)
    mentors = Mentor.objects.filter(person=person)
    return mentors.annotate(ended=Count("mentorships", filter=over))


@prepared
def _walking_with(mentor: Person, at: datetime):
    walking = Mentorship.objects.guided_by(mentor).begun().open().with_both().with_contact(at)
    return walking.order_by("created_at", "id")[:50]


@keyset_pages(order=("-written_at", "-id"), size=10)
def _thanks_to(mentor: Person):
    thanks = ClosingWords.objects.thanks_to(mentor).filter(mentorship__mentor__person=mentor)
    return thanks.select_related("author")
