from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common import file_store
from common.downloads import (
    json_file,
    json_text,
    pdf_file,
    zip_file,
)
from common.pdf import drawn
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.portfolio.contents import portfolio_of
from programs.mentoring.portfolio.forms import PortfolioForm
from programs.mentoring.portfolio.story import story_of

# In a PDF; the others are named there, and the ZIP has all.
MOST_PICTURES = 200


@never_cache
@require_http_methods(["GET", "POST"])
def portfolio(request):
    """What one takes along from mentorships: asked for here, and made for its owner alone."""
    form = PortfolioForm(
        request.POST if request.method == "POST" else None,
        mentorships=_mentorships_of(request.user),
        person=request.user,
        initial={"mentorship": request.GET.get("mentorship", "")},
    )
    if not form.is_valid():
        return render(request, "programs/mentoring/portfolio/portfolio.html", {"form": form})

    at = timezone.now()
    portfolio = portfolio_of(request.user, form.choice, at=at)
    match request.POST.get("as"):
        case "json":
            return json_file("portfolio.json", portfolio.contents)
        case "zip":
            return zip_file("portfolio.zip", _members(portfolio))
    story = story_of(portfolio.contents, _pictures(portfolio))
    return pdf_file("portfolio.pdf", "story", story, at=at)


def _mentorships_of(person):
    return Mentorship.objects.of(person).begun().with_both().order_by("-began_at", "-id")


def _members(portfolio):
    yield "portfolio.json", json_text(portfolio.contents).encode()
    for name, file in portfolio.files.items():
        if content := file_store.read(file.stored_as):
            yield f"files/{name}", content


def _pictures(portfolio):
    """The first so many pictures, small as they stand beside the words."""
    shown = [(name, file) for name, file in portfolio.files.items() if file.preview_as]
    read = [(name, file_store.read(file.preview_as)) for name, file in shown[:MOST_PICTURES]]
    return {name: drawn(content) for name, content in read if content}
