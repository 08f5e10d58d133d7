from django.shortcuts import render
from django.views.decorators.http import require_safe

from programs.frameworks.models import RatingScale


@require_safe
def scale_list(request):
    scales = RatingScale.objects.order_by("sort_name", "pk").prefetch_related("levels")
    return render(request, "programs/frameworks/scale_list.html", {"scales": scales})
