from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.paging import keyset_page
from programs.frameworks.files.sample import SAMPLE
from programs.frameworks.models import FrameworkImport, FrameworkVersion
from programs.frameworks.outline import outline
from programs.frameworks.permissions import can_import_frameworks
from programs.frameworks.report import difference_report
from programs.frameworks.services.framework import difference_between
from programs.frameworks.services.place import is_framework_kept_by
from programs.frameworks.visible import visible_frameworks

# A version with as many groups and competencies at most is shown with every group open.
OPEN_UP_TO = 60


@require_safe
def framework_list(request):
    is_archive = request.GET.get("show") == "archived"
    published = visible_frameworks(request.user).published()
    frameworks = published.archived() if is_archive else published.open()
    context = {
        "page": keyset_page(
            frameworks.with_latest(), order=("sort_name", "id"), cursor=request.GET.get("cursor")
        ),
        "is_archive": is_archive,
        "has_archive": is_archive or published.archived().exists(),
        "can_import": can_import_frameworks(request.user),
        "imports": FrameworkImport.objects.visible_to(request.user)
        .waiting()
        .defer("content")
        .select_related("created_by")[:10],
    }
    return render(request, "programs/frameworks/framework_list.html", context)


@require_safe
def framework_detail(request, pk):
    """The newest version; an older one has an address of its own."""
    return _version_page(request, pk)


@require_safe
def framework_version(request, pk, number):
    return _version_page(request, pk, number)


def _version_page(request, pk, number=None):
    framework = get_object_or_404(visible_frameworks(request.user), pk=pk)
    versions = list(framework.versions.published().order_by("-number"))
    version = next((found for found in versions if number in (None, found.number)), None)
    if version is None:
        raise Http404

    search = request.GET.get("search", "").replace("\x00", "").strip()[:200]
    competencies = list(version.competencies.in_order())
    tree = outline(competencies, search=search)
    is_small = len(competencies) <= OPEN_UP_TO
    is_opened = "open" in request.GET
    context = {
        "framework": framework,
        "version": version,
        "versions": versions,
        "outline": tree,
        "total": sum(not competency.is_group for competency in competencies),
        "search": search,
        "is_open": bool(search) or is_opened or is_small,
        "can_open_all": not (search or is_opened or is_small),
        "can_close_all": is_opened and not (search or is_small),
        "can_import": can_import_frameworks(request.user),
    }
    context["can_archive"] = context["can_import"] and is_framework_kept_by(request.user, framework)
    return render(request, "programs/frameworks/framework_version.html", context)


@require_safe
def framework_compare(request, pk, number):
    """What a version changed, against the one before it or the one in ``?with=``."""
    versions = FrameworkVersion.objects.published().select_related("framework")
    versions = versions.filter(framework__in=visible_frameworks(request.user).values("pk"))
    version = get_object_or_404(versions, framework=pk, number=number)
    earlier = list(versions.before(version))
    wanted = request.GET.get("with", "")
    older = next((found for found in earlier if str(found.number) == wanted), None)
    older = older or next(iter(earlier), None)
    context = {
        "framework": version.framework,
        "version": version,
        "older": older,
        "earlier": earlier,
        "difference": difference_report(difference_between(older, version)) if older else None,
    }
    return render(request, "programs/frameworks/framework_compare.html", context)


@require_safe
def framework_sample(request):
    response = HttpResponse(SAMPLE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="framework-sample.csv"'
    return response
