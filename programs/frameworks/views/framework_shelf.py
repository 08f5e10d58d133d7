from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.permissions import require
from programs.frameworks.permissions import can_import_frameworks
from programs.frameworks.services import framework_shelf as services
from programs.frameworks.services.place import is_framework_kept_by
from programs.frameworks.visible import visible_frameworks


@require_POST
def framework_archive(request, pk):
    services.archive_framework(framework=_framework_kept(request, pk), at=timezone.now())
    messages.success(
        request,
        _("Archived. Programs that use it go on with it, and you can take it out again."),
    )
    return redirect("programs:framework-detail", pk)


@require_POST
def framework_reopen(request, pk):
    services.reopen_framework(framework=_framework_kept(request, pk))
    messages.success(request, _("Taken out of the archive. Programs can choose it again."))
    return redirect("programs:framework-detail", pk)


def _framework_kept(request, pk):
    """One of those that the person may publish a new version of."""
    framework = get_object_or_404(visible_frameworks(request.user).published(), pk=pk)
    may_keep = can_import_frameworks(request.user)
    require(may_keep and is_framework_kept_by(request.user, framework))
    return framework
