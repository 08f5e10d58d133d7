from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on
from programs.forms.preceptor_assignment import PreceptorForm
from programs.forms.preceptorship import ConfirmForm
from programs.models import PreceptorAssignment, Preceptorship
from programs.pairing_options import preceptor_options
from programs.permissions import can_run_preceptorship, require
from programs.services import preceptor_assignment as services
from programs.services.eligibility import guides_of
from programs.views.preceptorship import visible_preceptorship

Role = PreceptorAssignment.Role


@require_http_methods(["GET", "POST"])
def preceptor_add(request, pk):
    preceptorship = _to_run(request, pk)
    label = _("Name them as backup")
    form, guides = _form(request, preceptorship, Role.BACKUP, label)
    if form.is_valid() and _assign(request, services.add_backup, preceptorship, form, guides):
        messages.success(request, _("They stand in from today and have been told."))
        return redirect("programs:preceptorship-plan", pk)

    context = {"preceptorship": preceptorship, "form": form, "has_guides": bool(guides)}
    return render(request, "programs/preceptor_add.html", context)


@require_http_methods(["GET", "POST"])
def preceptor_change(request, pk):
    preceptorship = _to_run(request, pk)
    label = _("Hand the learner over")
    form, guides = _form(request, preceptorship, Role.PRIMARY, label)
    if form.is_valid() and _assign(request, services.change_primary, preceptorship, form, guides):
        messages.success(request, _("Handed over. All three have been told."))
        return redirect("programs:preceptorship-plan", pk)

    context = {
        "preceptorship": preceptorship,
        "form": form,
        "has_guides": bool(guides),
        "primary": preceptorship.primary_on(timezone.localdate()),
    }
    return render(request, "programs/preceptor_change.html", context)


@require_http_methods(["GET", "POST"])
def preceptor_end(request, pk):
    """``pk`` is the assignment of a backup."""
    assignment = _visible_backup(request, pk)
    preceptorship = assignment.preceptorship
    require(can_run_preceptorship(request.user, preceptorship))

    form = ConfirmForm(_posted(request), label=_("End their standing in"))
    if form.is_valid():
        at = timezone.now()
        with refusals_on(form):
            services.end_backup(assignment=assignment, at=at, today=timezone.localdate(at))
            messages.success(request, _("They stand in no longer. What they signed stays valid."))
            return redirect("programs:preceptorship-plan", preceptorship.pk)

    context = {"assignment": assignment, "preceptorship": preceptorship, "form": form}
    return render(request, "programs/preceptor_end.html", context)


def _to_run(request, pk):
    preceptorship = visible_preceptorship(request, pk)
    require(can_run_preceptorship(request.user, preceptorship))
    return preceptorship


def _posted(request):
    return request.POST if request.method == "POST" else None


def _form(request, preceptorship, role, label):
    """Return the form and the guides by id that it offers: the pool less who precepts so."""
    today = timezone.localdate()
    holding = preceptorship.assignments.filter(valid_to=None)
    if role == Role.PRIMARY:
        holding = holding.filter(role=Role.PRIMARY)
    pool = guides_of(preceptorship.program, on=today)
    guides = list(pool.exclude(pk__in=holding.values("preceptor")))
    options = preceptor_options(preceptorship, guides, role, today=today)
    form = PreceptorForm(_posted(request), options=options, label=label)
    return form, {guide.pk: guide for guide in guides}


def _assign(request, service, preceptorship, form, guides) -> bool:
    at = timezone.now()
    with refusals_on(form):
        service(
            preceptorship=preceptorship,
            preceptor=guides[form.cleaned_data["preceptor"]],
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=at,
            today=timezone.localdate(at),
        )
        return True
    return False


def _visible_backup(request, pk):
    visible = Preceptorship.objects.visible_to(request.user, on=timezone.localdate())
    backups = PreceptorAssignment.objects.filter(
        preceptorship__in=visible, role=Role.BACKUP, valid_to=None
    ).select_related(
        "preceptor__person", "preceptorship__program", "preceptorship__learner__person"
    )
    return get_object_or_404(backups, pk=pk)
