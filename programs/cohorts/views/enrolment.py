from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs.cohorts.forms.cohort_list import OtherCohortForm, TickedForm
from programs.cohorts.forms.enrolment import EnrolmentForm, WishesForm
from programs.cohorts.forms.picked_people import PickedPeopleForm
from programs.cohorts.models import Enrolment
from programs.cohorts.people_search import search_people
from programs.cohorts.permissions import can_decide_about
from programs.cohorts.services import enrolment as services
from programs.cohorts.views.cohort import coordinated_cohort


@require_http_methods(["GET", "POST"])
def enrolment_create(request, pk):
    """Enrol those ticked among the people found, or those whose addresses are pasted."""
    cohort = coordinated_cohort(request, pk)
    words = request.GET.get("search", "").replace("\x00", "")
    is_picking = "people" in request.POST and request.POST.get("how") == "picked"
    picked = PickedPeopleForm(request.POST if is_picking else None, by=request.user)
    is_pasting = request.method == "POST" and not is_picking
    form = EnrolmentForm(request.POST if is_pasting else None, by=request.user)
    chosen = picked if is_picking else form
    if chosen.is_valid() and _enrol(request, cohort, chosen):
        return redirect("programs:cohort-detail", pk)

    here = Enrolment.objects.filter(cohort=cohort).exclude(status=Enrolment.Status.WITHDRAWN)
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "form": form,
        "search": words,
        "found": search_people(request.user, words, exclude=here.values("learner__person")),
    }
    return render(request, "programs/cohorts/enrolment_create.html", context)


@require_http_methods(["GET", "POST"])
def enrolment_update(request, pk):
    enrolment = _coordinated(request, pk)
    posted = request.POST if request.method == "POST" else None
    initial = {"wishes": enrolment.wishes, "has_priority": enrolment.has_priority}
    form = WishesForm(posted, initial=initial)
    if form.is_valid():
        services.update_enrolment(enrolment=enrolment, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("programs:cohort-detail", enrolment.cohort_id)

    context = {"enrolment": enrolment, "cohort": enrolment.cohort, "form": form}
    return render(request, "programs/cohorts/enrolment_update.html", context)


@require_http_methods(["GET", "POST"])
def enrolment_withdraw(request, pk):
    enrolment = _coordinated(request, pk)
    if request.method == "POST":
        with refusals_told(request):
            services.withdraw_enrolment(enrolment=enrolment)
            words = _("%(name)s is no longer in this cohort.")
            messages.success(request, words % {"name": enrolment.learner})
        return redirect("programs:cohort-detail", enrolment.cohort_id)

    context = {"enrolment": enrolment, "cohort": enrolment.cohort}
    return render(request, "programs/cohorts/enrolment_withdraw.html", context)


@require_http_methods(["GET", "POST"])
def enrolments_withdraw(request, pk):
    """``pk`` is the cohort's. Asks first, and names whom of those ticked it can withdraw."""
    cohort = coordinated_cohort(request, pk)
    form = TickedForm(request.POST if request.method == "POST" else request.GET, cohort=cohort)
    if not form.is_valid():
        messages.error(request, form.errors["ticked"][0])
        return redirect("programs:cohort-detail", pk)
    ticked = form.cleaned_data["ticked"].order_by("learner__person__sort_name", "pk")
    if request.method == "POST":
        count = services.withdraw_enrolments(enrolments=ticked)
        words = ngettext(
            "%(count)d person is no longer in this cohort.",
            "%(count)d people are no longer in this cohort.",
            count,
        )
        messages.success(request, words % {"count": count})
        return redirect("programs:cohort-detail", pk)

    context = {
        "cohort": cohort,
        "waiting": [enrolment for enrolment in ticked if enrolment.is_waiting],
        "others": [enrolment for enrolment in ticked if not enrolment.is_waiting],
    }
    return render(request, "programs/cohorts/enrolments_withdraw.html", context)


@require_http_methods(["GET", "POST"])
def enrolments_move(request, pk):
    """``pk`` is the cohort's. Asks where to, and names whom of those ticked it cannot move."""
    cohort = coordinated_cohort(request, pk)
    posted = request.POST if request.method == "POST" else None
    ticked = TickedForm(posted or request.GET, cohort=cohort)
    if not ticked.is_valid():
        messages.error(request, ticked.errors["ticked"][0])
        return redirect("programs:cohort-detail", pk)
    enrolments = ticked.cleaned_data["ticked"].order_by("learner__person__sort_name", "pk")
    form = OtherCohortForm(posted, cohort=cohort)
    if form.is_valid():
        with refusals_on(form):
            to = form.cleaned_data["cohort"]
            count = services.move_enrolments(enrolments=enrolments, to=to)
            _say_who_was_moved(request, count, len(enrolments) - count, to)
            return redirect("programs:cohort-detail", pk)

    context = {
        "cohort": cohort,
        "form": form,
        "waiting": [enrolment for enrolment in enrolments if enrolment.is_waiting],
        "others": [enrolment for enrolment in enrolments if not enrolment.is_waiting],
        "has_choice": form.fields["cohort"].queryset.exists(),
    }
    return render(request, "programs/cohorts/enrolments_move.html", context)


def _say_who_was_moved(request, moved, left, cohort):
    words = ngettext(
        "%(count)d person now waits in %(cohort)s.",
        "%(count)d people now wait in %(cohort)s.",
        moved,
    )
    messages.success(request, words % {"count": moved, "cohort": cohort})
    if left:
        stayed = ngettext(
            "%(count)d person stayed here: paired, or already in that cohort.",
            "%(count)d people stayed here: paired, or already in that cohort.",
            left,
        )
        messages.info(request, stayed % {"count": left})


def _enrol(request, cohort, form) -> bool:
    with refusals_told(request):
        report = services.enrol_learners(
            cohort=cohort, people=form.cleaned_data["people"], by=request.user, at=timezone.now()
        )
        _say_who_was_enrolled(request, report)
        return True
    return False


def _say_who_was_enrolled(request, report):
    words = ngettext("%(count)d person enrolled.", "%(count)d people enrolled.", report.enrolled)
    messages.success(request, words % {"count": report.enrolled})
    if report.known:
        known = ngettext(
            "%(count)d was here already.", "%(count)d were here already.", report.known
        )
        messages.info(request, known % {"count": report.known})


def _coordinated(request, pk):
    enrolments = Enrolment.objects.coordinated_by(request.user).with_people()
    enrolment = get_object_or_404(enrolments.select_related("cohort__program"), pk=pk)
    require(can_decide_about(request.user, enrolment.cohort.program, enrolment.learner.person_id))
    return enrolment
