from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.permissions import can_override_rules, require
from assessments.progress.record import readers_of
from assessments.progress.views.checklist import people_of, visible_preceptorship
from assessments.sign_offs.forms.assessor import AllowAssessorForm
from assessments.sign_offs.services import assessor as services
from common.show_refusal import refusals_on
from people.models import Person
from programs.preceptorships.models import PreceptorAssignment
from programs.preceptorships.permissions import can_run_preceptorship


@require_safe
def assessor_list(request, pk):
    """Who can sign for this learner today, and what stands in the way of the others."""
    preceptorship = visible_preceptorship(request, pk)

    can_run = preceptorship.is_open and can_run_preceptorship(request.user, preceptorship)
    context = {
        "assessors": services.assessors_of(preceptorship, on=timezone.localdate()),
        "can_override": can_run,
        **people_of(preceptorship),
    }
    return render(request, "assessments/sign_offs/assessor_list.html", context)


@require_http_methods(["GET", "POST"])
def assessor_allow(request, pk, person):
    preceptorship = visible_preceptorship(request, pk)
    assigned = PreceptorAssignment.objects.on(timezone.localdate()).filter(
        preceptorship=preceptorship
    )
    assessor = get_object_or_404(
        Person.objects.filter(preceptor__in=assigned.values("preceptor")), pk=person
    )
    require(preceptorship.is_open and can_override_rules(request.user, preceptorship, assessor))

    data = request.POST if request.method == "POST" else None
    form = AllowAssessorForm(data, readers=readers_of(preceptorship, reader=request.user))
    if form.is_valid():
        act = {"preceptorship": preceptorship, "assessor": assessor, **form.cleaned_data}
        with refusals_on(form):
            services.allow_assessor(by=request.user, at=timezone.now(), **act)
            messages.success(request, _("%(name)s can sign now.") % {"name": assessor})
            return redirect("assessments:assessor-list", preceptorship.pk)

    context = {"form": form, "assessor": assessor, **people_of(preceptorship)}
    return render(request, "assessments/sign_offs/assessor_allow.html", context)
