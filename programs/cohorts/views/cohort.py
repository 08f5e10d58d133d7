from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.downloads import csv_file
from common.paging import keyset_page
from common.show_refusal import refusals_on
from programs import registry
from programs.cohorts.forms.cohort import CohortForm, CohortUpdateForm
from programs.cohorts.forms.cohort_list import CohortListForm, TickedForm
from programs.cohorts.models import Cohort, Enrolment
from programs.cohorts.services import cohort as services
from programs.cohorts.views.program import coordinated_program


@require_http_methods(["GET", "POST"])
def cohort_create(request, pk):
    """``pk`` is the program's."""
    program = coordinated_program(request, pk)
    form = CohortForm(
        request.POST if request.method == "POST" else None, label=_("Create the cohort")
    )
    if form.is_valid():
        with refusals_on(form, "name"):
            cohort = services.create_cohort(program=program, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Created. Now enrol the people."))
            return redirect("programs:cohort-detail", cohort.pk)

    return render(
        request, "programs/cohorts/cohort_create.html", {"program": program, "form": form}
    )


@require_safe
def cohort_detail(request, pk):
    """Everybody in a cohort with where they stand and whom they are paired with."""
    cohort = coordinated_cohort(request, pk)
    listed = CohortListForm(request.GET)
    enrolments = listed.narrowed(Enrolment.objects.filter(cohort=cohort))
    enrolments = enrolments.with_pairing(cohort, on=timezone.localdate())
    enrolments = enrolments.with_people().with_unit_name()
    if request.GET.get("as") == "csv":
        return _table_as_csv(cohort, enrolments.order_by(*listed.order))
    if request.GET.get("as") == "ticked":
        return _ticked_as_csv(request, cohort, enrolments.order_by(*listed.order))
    page = keyset_page(enrolments, order=listed.order, cursor=request.GET.get("cursor"))
    numbers = Enrolment.objects.filter(cohort=cohort).numbers()
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "page": page,
        "rows": list(_rows(page, cohort.program)),
        "filter": listed,
        "tick_all": request.GET.get("tick") == "all",
        "numbers": numbers | {"begun": numbers["paired"] - numbers["proposed"]},
        "statuses": Enrolment.Status.choices,
        "today": timezone.localdate(),
    }
    return render(request, "programs/cohorts/cohort_detail.html", context)


def _ticked_as_csv(request, cohort, enrolments):
    form = TickedForm(request.GET, cohort=cohort)
    if form.is_valid():
        return _table_as_csv(cohort, enrolments.filter(pk__in=form.cleaned_data["ticked"]))
    messages.error(request, form.errors["ticked"][0])
    return redirect("programs:cohort-detail", cohort.pk)


@require_http_methods(["GET", "POST"])
def cohort_update(request, pk):
    cohort = coordinated_cohort(request, pk)
    posted = request.POST if request.method == "POST" else None
    initial = {
        "name": cohort.name,
        "starts_on": cohort.starts_on,
        "is_archived": cohort.archived_at is not None,
    }
    form = CohortUpdateForm(posted, label=_("Save the cohort"), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            at = timezone.now()
            who_and_when = {"by": request.user, "at": at, "today": timezone.localdate(at)}
            services.update_cohort(cohort=cohort, **form.cleaned_data, **who_and_when)
            messages.success(request, _("Saved."))
            return redirect("programs:cohort-detail", pk)

    context = {"cohort": cohort, "program": cohort.program, "form": form}
    return render(request, "programs/cohorts/cohort_update.html", context)


def _rows(page, program):
    """Each enrolment, marked where its guide is gone, with the plan one can open or None."""
    paired = [enrolment.pairing_id for enrolment in page if enrolment.is_with_guide]
    kind = registry.pairing_kinds[program.guide_role]
    lost = kind.without_guide(timezone.localdate()).filter(pk__in=paired)
    lost_ids = set(lost.values_list("pk", flat=True))
    for enrolment in page:
        enrolment.has_lost_guide = enrolment.pairing_id in lost_ids
        enrolment.is_proposed = enrolment.is_with_guide and enrolment.pairing_status == "proposed"
        yield enrolment, _planned(enrolment, program)


def _table_as_csv(cohort, enrolments):
    program = cohort.program
    columns = (
        program.learner_label,
        _("where"),
        program.guide_label,
        _("enrolled on"),
        _("state"),
    )
    columns = [str(column).capitalize() for column in columns]
    rows = _rows(enrolments, program)
    return csv_file(cohort.name, columns, (_exported(row) for row, _plan in rows))


def _exported(enrolment):
    """The row of an enrolment as the table shows it."""
    person = enrolment.learner.person
    guide = enrolment.guide_name if enrolment.is_with_guide else ""
    state = _("Suggested") if enrolment.is_proposed else enrolment.get_status_display()
    unit = person.unit.name if person.unit else ""
    return [person.name, unit, guide, timezone.localdate(enrolment.enrolled_at), state]


def _planned(enrolment, program):
    """The preceptorship whose plan can be looked at; mentorships belong to the two alone."""
    if program.is_preceptorship and enrolment.is_with_guide:
        return enrolment.pairing_id
    return None


def coordinated_cohort(request, pk):
    """Cohorts are seen by those who run the program; others do not know of them."""
    cohorts = Cohort.objects.coordinated_by(request.user).with_program()
    return get_object_or_404(cohorts, pk=pk)
