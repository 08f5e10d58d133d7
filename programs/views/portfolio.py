from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.downloads import json_file, pdf_file
from programs.forms.portfolio import PortfolioForm
from programs.models import Mentorship
from programs.portfolio import portfolio_of
from programs.portfolio_story import story_of


@never_cache
@require_http_methods(["GET", "POST"])
def portfolio(request):
    """What one takes along from mentorships: asked for here, and made for its owner alone."""
    mine = Mentorship.objects.of(request.user).begun().with_people().order_by("-began_at")
    form = PortfolioForm(
        request.POST if request.method == "POST" else None,
        mentorships=mine,
        person=request.user,
        initial={"mentorship": request.GET.get("mentorship", "")},
    )
    if not form.is_valid():
        return render(request, "programs/portfolio.html", {"form": form})

    at = timezone.now()
    contents = portfolio_of(request.user, form.choice, at=at)
    if request.POST.get("as") == "json":
        return json_file("portfolio.json", contents)
    return pdf_file("portfolio.pdf", "story", story_of(contents), at=at)
