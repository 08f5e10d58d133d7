from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on
from people.models import Person
from people.permissions import require
from programs.cohorts.eligibility import guides_of
from programs.preceptorships.forms.preceptor_assignment import ChangeForm, ChosenForm, PreceptorForm
from programs.preceptorships.forms.preceptorship import ConfirmForm
from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.preceptorships.permissions import can_run_preceptorship
from programs.preceptorships.preceptor_options import preceptor_options
from programs.preceptorships.services import preceptor_assignment as services
from programs.preceptorships.views.preceptorship import visible_preceptorship

Role = PreceptorAssignment.Role
# Of a larger pool one looks for somebody by name.
MOST_OFFERED = 50


@require_http_methods(["GET", "POST"])
def preceptor_add(request, pk):
    preceptorship = _to_run(request, pk)
    label = _("Add as backup")
    form, guides, search = _form(request, preceptorship, Role.BACKUP, PreceptorForm, label=label)
    if form.is_valid() and _assign(request, services.add_backup, preceptorship, form, guides):
        messages.success(request, _("Added as backup from today. We've told them."))
        return redirect("programs:preceptorship-plan", pk)

    context = {"preceptorship": preceptorship, "form": form, **search}
    return render(request, "programs/preceptorships/preceptor_add.html", context)


@require_http_methods(["GET", "POST"])
def preceptor_change(request, pk):
    preceptorship = _to_run(request, pk)
    form, guides, search = _form(
        request, preceptorship, Role.PRIMARY, ChangeForm, **_days_and_primary(preceptorship)
    )
    if form.is_valid() and _assign(request, services.change_primary, preceptorship, form, guides):
        messages.success(request, _("Saved. We've told all three of them."))
        return redirect("programs:preceptorship-plan", pk)

    context = {
        "preceptorship": preceptorship,
        "form": form,
        **search,
        "planned": preceptorship.planned_change(today=timezone.localdate()),
    }
    return render(request, "programs/preceptorships/preceptor_change.html", context)


@require_http_methods(["GET", "POST"])
def preceptor_change_take_back(request, pk):
    """``pk`` is the assignment of whoever is to take over."""
    assignment = _visible_assignment(request, pk, role=Role.PRIMARY)
    preceptorship = assignment.preceptorship
    require(can_run_preceptorship(request.user, preceptorship))

    form = ConfirmForm(_posted(request), label=_("Take the change back"))
    if form.is_valid():
        at = timezone.now()
        with refusals_on(form):
            services.take_back_change(assignment=assignment, at=at, today=timezone.localdate(at))
            messages.success(request, _("Taken back. Nobody takes over."))
            return redirect("programs:preceptorship-plan", preceptorship.pk)

    context = {"assignment": assignment, "preceptorship": preceptorship, "form": form}
    context["primary"] = preceptorship.primary_on(timezone.localdate())
    return render(request, "programs/preceptorships/preceptor_change_take_back.html", context)


@require_http_methods(["GET", "POST"])
def preceptor_end(request, pk):
    """``pk`` is the assignment of a backup."""
    assignment = _visible_assignment(request, pk, role=Role.BACKUP)
    preceptorship = assignment.preceptorship
    require(can_run_preceptorship(request.user, preceptorship))

    form = ConfirmForm(_posted(request), label=_("End as backup"))
    if form.is_valid():
        at = timezone.now()
        with refusals_on(form):
            services.end_backup(assignment=assignment, at=at, today=timezone.localdate(at))
            messages.success(
                request, _("They are no longer a backup. What they signed stays valid.")
            )
            return redirect("programs:preceptorship-plan", preceptorship.pk)

    context = {"assignment": assignment, "preceptorship": preceptorship, "form": form}
    return render(request, "programs/preceptorships/preceptor_end.html", context)


def _to_run(request, pk):
    preceptorship = visible_preceptorship(request, pk)
    require(can_run_preceptorship(request.user, preceptorship))
    return preceptorship


def _posted(request):
    return request.POST if request.method == "POST" else None


def _days_and_primary(preceptorship):
    """What the form about a change asks: its first and last day, and who is named so far."""
    first_on = max(timezone.localdate(), preceptorship.starts_on)
    primary = preceptorship.assignments.primary().filter(valid_to=None).first()
    return {
        "label": _("Hand over"),
        "first_on": first_on,
        "last_on": max(first_on, preceptorship.ends_on),
        "initial": {"from_on": first_on, "seen": primary and primary.pk},
    }


def _form(request, preceptorship, role, form_class, **options):
    """Return the form, the guides by id that it offers, and what the template asks of a search.

    Offered is the pool less who precepts so; of a large one those whom a search finds.
    """
    today = timezone.localdate()
    words = request.GET.get("search", "").replace("\x00", "").strip()
    holding = preceptorship.assignments.held(on=today)
    if role == Role.PRIMARY:
        holding = holding.primary()
    pool = guides_of(preceptorship.program, on=today).exclude(pk__in=holding.values("preceptor"))
    found = pool.filter(person__in=Person.objects.matching(words)) if words else pool
    guides = list(found[: MOST_OFFERED + 1])
    is_large = len(guides) > MOST_OFFERED
    guides = guides[:MOST_OFFERED]
    guides += [guide for guide in _chosen(pool, request.POST) if guide not in guides]
    choices = preceptor_options(preceptorship, guides, role, today=today)
    form = form_class(_posted(request), options=choices, **options)
    search = {
        "has_guides": bool(guides or words),
        "is_searched": is_large or bool(words),
        "search": words,
        "found": guides,
    }
    return form, {guide.pk: guide for guide in guides}, search


def _chosen(pool, posted):
    """The one of the pool who was chosen, whatever the search in the address finds now."""
    form = ChosenForm(posted)
    return pool.filter(pk=form.cleaned_data["preceptor"]) if form.is_valid() else []


def _assign(request, service, preceptorship, form, guides) -> bool:
    at = timezone.now()
    with refusals_on(form):
        service(
            preceptorship=preceptorship,
            **form.cleaned_data | {"preceptor": guides[form.cleaned_data["preceptor"]]},
            by=request.user,
            at=at,
            today=timezone.localdate(at),
        )
        return True
    return False


def _visible_assignment(request, pk, *, role):
    visible = Preceptorship.objects.visible_to(request.user, on=timezone.localdate())
    assignments = PreceptorAssignment.objects.filter(
        preceptorship__in=visible, role=role, valid_to=None
    ).select_related(
        "preceptor__person", "preceptorship__program", "preceptorship__learner__person"
    )
    return get_object_or_404(assignments, pk=pk)
