from datetime import timedelta

from django.contrib import messages
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.downloads import csv_file
from common.paging import keyset_page
from people.services.guide import APPROVAL_DAYS, approve_many
from people.standing import lacks_of
from programs.cohorts.eligibility import guides_of
from programs.cohorts.forms.guide_approval import GuideApprovalForm
from programs.cohorts.forms.picked_people import PickedPeopleForm
from programs.cohorts.pairing_options import standing_words
from programs.cohorts.people_search import search_people
from programs.cohorts.services import program_guide as services
from programs.cohorts.views.program import coordinated_program

GUIDE_ORDERS = {"": ("person__sort_name", "id"), "unit": ("unit_name", "person__sort_name", "id")}
GUIDE_COLUMNS = (
    _lazy("Name"),
    _lazy("Unit"),
    _lazy("Places taken"),
    _lazy("Places"),
    _lazy("What is missing"),
)


@require_safe
def program_guides(request, pk):
    """The pool with load and standing; and a search for those to add."""
    program = coordinated_program(request, pk)
    today = timezone.localdate()
    words = request.GET.get("search", "").replace("\x00", "")
    pool = services.pool_of(program)
    if request.GET.get("as") == "csv":
        rows = map(_exported, guides_of(program, on=today))
        return csv_file(_("guides"), GUIDE_COLUMNS, rows)
    sort = request.GET.get("sort", "")
    page = keyset_page(
        pool.filter(person__is_active=True)
        .select_related("person")
        .annotate(unit_name=Coalesce(F("person__unit__name"), Value(""))),
        order=GUIDE_ORDERS.get(sort, GUIDE_ORDERS[""]),
        cursor=request.GET.get("cursor"),
    )
    # Asked together with the page, the standing of the whole pool would be worked out.
    shown = guides_of(program, on=today).in_bulk([guide.pk for guide in page])
    context = {
        "program": program,
        "page": page,
        "rows": [(shown[guide.pk], standing_words(shown[guide.pk])) for guide in page],
        "sort": sort,
        "search": words,
        "found": search_people(request.user, words, exclude=pool.values("person")),
        "today": today,
    }
    return render(request, "programs/cohorts/program_guides.html", context)


def _exported(guide):
    """The row of a guide as the pool shows it."""
    unit = guide.person.unit.name if guide.person.unit else ""
    words = ", ".join(standing_words(guide))
    return [guide.person.name, unit, guide.load, guide.capacity, words]


@require_POST
def program_guide_add(request, pk):
    program = coordinated_program(request, pk)
    form = PickedPeopleForm(request.POST, by=request.user)
    if not form.is_valid():
        messages.error(request, _("Tick at least one person."))
        return redirect("programs:program-guides", pk)

    added = services.add_guides(program=program, people=form.cleaned_data["people"])
    words = ngettext("%(count)d person added.", "%(count)d people added.", added)
    messages.success(request, words % {"count": added})
    return redirect("programs:program-guides", pk)


@require_http_methods(["GET", "POST"])
def program_guides_approve(request, pk):
    """Many at once: those of the pool who lack something are ticked, or those asked for."""
    program, today = coordinated_program(request, pk), timezone.localdate()
    guides = [guide for guide in guides_of(program, on=today) if guide.person != request.user]
    initial = _likely_approval(guides, asked=request.GET.getlist("people"), today=today)
    posted = request.POST if request.method == "POST" else None
    pool = [guide.person_id for guide in guides]
    form = GuideApprovalForm(posted, program=program, pool=pool, initial=initial)
    if form.is_valid():
        found = form.cleaned_data
        report = approve_many(
            people=list(found["people"]),
            role=program.guide_role,
            valid_from=found["valid_from"],
            valid_to=found["valid_to"],
            training=form.training,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _said(report))
        return redirect("programs:program-guides", pk)

    context = {"program": program, "form": form}
    return render(request, "programs/cohorts/program_guides_approve.html", context)


def _likely_approval(guides, *, asked, today):
    """What the form begins with."""
    return {
        "people": asked or [guide.person_id for guide in guides if lacks_of(guide)],
        "valid_from": today,
        "valid_to": today + timedelta(days=APPROVAL_DAYS),
        "had_training": not all(guide.is_trained for guide in guides),
        "trained_on": today,
    }


def _said(report):
    """What was done, each with how many; what was not done to anybody is left out."""
    known = ngettext(
        "%(count)d person was already approved.",
        "%(count)d people were already approved.",
        report.known,
    )
    approved = ngettext("%(count)d person approved.", "%(count)d people approved.", report.approved)
    trained = ngettext(
        "Training recorded for %(count)d person.",
        "Training recorded for %(count)d people.",
        report.trained,
    )
    counted = [(approved, report.approved), (trained, report.trained), (known, report.known)]
    words = [text % {"count": count} for text, count in counted if count]
    if not (report.approved or report.trained):
        words.append(_("Nothing changed."))
    return " ".join(words)


@require_http_methods(["GET", "POST"])
def program_guide_remove(request, pk, guide):
    program = coordinated_program(request, pk)
    guide = get_object_or_404(services.pool_of(program).select_related("person"), pk=guide)
    if request.method == "POST":
        services.remove_guide(program=program, guide=guide)
        messages.success(request, _("%(name)s is out of the pool.") % {"name": guide})
        return redirect("programs:program-guides", pk)

    context = {"program": program, "guide": guide}
    return render(request, "programs/cohorts/program_guide_remove.html", context)
