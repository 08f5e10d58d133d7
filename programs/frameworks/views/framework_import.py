from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.show_refusal import refusals_told
from people.permissions import require
from programs.frameworks.forms import FrameworkChoiceForm, FrameworkImportForm
from programs.frameworks.models import FrameworkImport
from programs.frameworks.outline import outline
from programs.frameworks.permissions import can_import_frameworks
from programs.frameworks.report import difference_report, finding_groups
from programs.frameworks.services import framework_import as services
from programs.frameworks.services.framework import difference_to_newest
from programs.frameworks.views.framework import OPEN_UP_TO


@require_http_methods(["GET", "POST"])
def framework_import(request):
    require(can_import_frameworks(request.user))

    form = FrameworkImportForm(request.POST or None, request.FILES or None, by=request.user.pk)
    if form.is_valid():
        staged = services.stage_framework_import(
            filename=form.cleaned_data["file"].name,
            content=form.cleaned_data["content"],
            title=form.cleaned_data["title"],
            by=request.user,
            at=timezone.now(),
        )
        return redirect("programs:framework-import-preview", staged.pk)

    return render(request, "programs/frameworks/framework_import.html", {"form": form})


@require_safe
def framework_import_preview(request, pk):
    """What the staged file holds and what publishing it would do. Writes nothing."""
    staged = _waiting(request, pk)
    reading = services.read_framework_import(staged)
    context = {
        "staged": staged,
        "reading": reading,
    }
    if not reading.choices:
        context["findings"] = finding_groups(reading.findings, reading.counts)
    if reading.framework:
        place, difference = difference_to_newest(reading.framework, by=request.user)
        latest = place.latest
        is_unchanged = latest and latest.content_hash == reading.framework.content_hash()
        context |= {
            "latest": latest,
            "namesake": place.namesake,
            "difference": difference_report(difference),
            "is_unchanged": is_unchanged,
            "can_publish": not is_unchanged,
            "outline": outline(reading.framework.items),
            "is_open": reading.counts["items"] <= OPEN_UP_TO,
        }
    return render(request, "programs/frameworks/framework_import_preview.html", context)


@require_POST
def framework_import_choose(request, pk):
    """Pick one of several frameworks in the file, or none to choose again."""
    staged = _waiting(request, pk)
    form = FrameworkChoiceForm(request.POST)
    chosen = form.cleaned_data if form.is_valid() else None
    where = {chosen["column"]: chosen["value"]} if chosen else {}
    with refusals_told(request):
        services.choose_framework(framework_import=staged, where=where)
    return redirect("programs:framework-import-preview", pk)


@require_POST
def framework_import_publish(request, pk):
    staged = _waiting(request, pk)
    with refusals_told(request):
        publication = services.publish_framework_import(
            framework_import=staged, by=request.user, at=timezone.now()
        )
        version = publication.version
        if publication.is_new:
            messages.success(
                request, _("Published as version %(number)d.") % {"number": version.number}
            )
        else:
            messages.info(request, _("Nothing had changed, so no new version was made."))
        return redirect("programs:framework-version", version.framework_id, version.number)
    return redirect("programs:framework-list")


@require_POST
def framework_import_discard(request, pk):
    staged = _waiting(request, pk)
    with refusals_told(request):
        services.discard_framework_import(framework_import=staged, at=timezone.now())
        messages.success(request, _("The file was discarded. No framework was changed."))
    return redirect("programs:framework-list")


def _waiting(request, pk):
    require(can_import_frameworks(request.user))
    imports = FrameworkImport.objects.visible_to(request.user).waiting()
    return get_object_or_404(imports, pk=pk)
