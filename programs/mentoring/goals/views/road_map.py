from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from common.timeline import timeline
from programs.mentoring.goals.road_map import road_map_of


@require_GET
def road_map(request):
    """One's own goals and the turns of one's mentorships, on one line over the years."""
    today = timezone.localdate()
    stretches, is_cut = road_map_of(request.user)
    context = {"timeline": timeline(stretches, today=today), "is_cut": is_cut}
    return render(request, "programs/mentoring/goals/road_map.html", context)
