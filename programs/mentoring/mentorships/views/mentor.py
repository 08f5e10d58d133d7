from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.paging import keyset_page
from people.models import Mentor
from programs.mentoring.meetings.hours import hours_given
from programs.mentoring.mentorships.models import ClosingWords, Mentorship


@require_GET
def mentor_page(request):
    """What a mentor gives and got back: mentees, hours, thanks. For their own eyes."""
    mentor, now = get_object_or_404(_mentors(), person=request.user), timezone.now()
    context = {
        "mentor": mentor,
        "walking": _walking_with(request.user, now),
        "ended": mentor.ended,
        "years": hours_given(request.user),
        "page": _thanks_to(request.user, cursor=request.GET.get("cursor")),
        "now": now,
    }
    return render(request, "programs/mentoring/mentorships/mentor_page.html", context)


def _mentors():
    """With ``ended``, how many mentorships of each are over."""
    over = Q(mentorships__began_at__isnull=False, mentorships__closed_at__isnull=False)
    return Mentor.objects.annotate(ended=Count("mentorships", filter=over))


def _walking_with(mentor, at):
    walking = Mentorship.objects.guided_by(mentor).begun().open()
    walking = walking.select_related("learner__person").with_next_check_in(at)
    return walking.order_by("created_at", "id")[:50]


def _thanks_to(mentor, *, cursor):
    thanks = ClosingWords.objects.thanks_to_mentor(mentor).select_related("author")
    return keyset_page(thanks, order=("-written_at", "-id"), cursor=cursor, size=10)
