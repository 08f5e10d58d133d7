"""The pairing table and its publication: plain HTML first, one POST for the whole page."""

from urllib.parse import quote

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.paging import keyset_page
from common.refusal import Refusal
from people.models import Person
from programs.cohorts.eligibility import guides_of
from programs.cohorts.forms.pairing import WaitingFilterForm, read_table
from programs.cohorts.models import Enrolment
from programs.cohorts.pairing_table import (
    changed_picks,
    loads,
    places,
    table_rows,
    totals,
)
from programs.cohorts.services import pairing as services
from programs.cohorts.services.pairing_draft import (
    choose,
    draft_of,
    fingerprint,
    starts_on,
)
from programs.cohorts.views.cohort import coordinated_cohort

ROWS = 25
GUIDES_SHOWN = 25
WAITING_ORDERS = {
    "": ("-has_priority", "enrolled_at", "id"),
    "unit": ("unit_name", "learner__person__sort_name", "id"),
    "name": ("learner__person__sort_name", "id"),
}


@require_safe
def pairing_table(request, pk):
    return _table(request, coordinated_cohort(request, pk))


@require_POST
def pairing_choose(request, pk):
    """Save what changed on the page; rows with a problem come back as they were typed."""
    cohort, at = coordinated_cohort(request, pk), timezone.now()
    picks, unread, problems = read_table(request.POST)
    today = timezone.localdate(at)
    changed = changed_picks(cohort, picks)
    report = choose(cohort=cohort, picks=changed, by=request.user, at=at, today=today)
    problems |= report.problems
    if problems:
        typed = unread | {pick.enrolment_id: pick for pick in picks}
        saved = report.chosen + report.cleared
        return _table(request, cohort, typed=typed, problems=problems, saved=saved)
    _say_what_was_saved(request, report)
    if "publish" in request.POST:
        return redirect("programs:pairing-publish", pk)
    if all_for := request.POST.get("all"):
        return redirect(f"{_all_for(request, pk)}{quote(all_for)}#guide-{quote(all_for)}")
    return redirect(f"{request.path.removesuffix('choose/')}{_query(request)}")


@require_http_methods(["GET", "POST"])
def pairing_publish(request, pk):
    """Exactly what will be created and who will be told; then all of it, or nothing."""
    cohort, at = coordinated_cohort(request, pk), timezone.now()
    today = timezone.localdate(at)
    if request.method == "GET":
        return _draft(request, cohort, today=today)

    shown = request.POST.get("shown", "-")
    try:
        report = services.publish_pairings(
            cohort=cohort, by=request.user, at=at, today=today, shown=shown
        )
    except services.PairingConflictError as error:
        return _draft(request, cohort, today=today, conflict=str(error), problems=error.problems)
    except Refusal as error:
        return _draft(request, cohort, today=today, conflict=str(error))

    _say_what_was_published(request, report, cohort.program)
    return redirect("programs:cohort-detail", pk)


def _draft(request, cohort, *, today, conflict="", problems=None):
    """The page before publication; after a conflict with the rows that caused it."""
    choices = draft_of(cohort, most=services.MOST_AT_ONCE)
    proposals = services.review_draft(cohort=cohort, choices=choices, today=today)
    said = problems or {}
    blocked = sum(bool(proposal.problem) for proposal in proposals)
    lacks_framework = services.lacks_framework(cohort.program)
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "proposals": [(proposal, said.get(proposal.choice.enrolment_id)) for proposal in proposals],
        "blocked": blocked,
        "told": len(services.people_told(proposals)),
        "begins_on": starts_on(cohort, today),
        "shown": fingerprint(choices),
        "conflict": conflict,
        "lacks_framework": lacks_framework,
        "can_publish": bool(proposals) and not blocked and not lacks_framework,
    }
    return render(request, "programs/cohorts/pairing_publish.html", context)


def _table(request, cohort, *, typed=None, problems=None, saved=0):
    """The page of the table; after problems with what was typed in their rows."""
    on = starts_on(cohort, timezone.localdate())
    guides = list(guides_of(cohort.program, on=on, drafted_in=cohort))
    filter_form = WaitingFilterForm(request.GET, cohort=cohort)
    page = _waiting(request, cohort, filter_form.wanted)
    all_for = request.POST.get("all") or request.GET.get("all", "")
    problems = problems or {}
    rows = table_rows(
        page.rows,
        guides,
        cohort=cohort,
        on=on,
        typed=typed or {},
        problems=problems,
        all_for=all_for,
    )
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "page": page,
        "rows": rows,
        "guide_count": len(guides),
        "all_for": _all_for(request, cohort.pk),
        "problem_count": len(problems),
        "saved": saved,
        "guides": loads(guides, most=GUIDES_SHOWN),
        "places": places(guides),
        "totals": totals(cohort, guides),
        "on": on,
        "filter": filter_form,
        "is_filtered": filter_form.is_narrowed,
        "query": _query(request),
    }
    return render(request, "programs/cohorts/pairing_table.html", context)


def _waiting(request, cohort, wanted):
    """A page of those who wait, as many and in the order that is ``wanted``."""
    waiting = Enrolment.objects.waiting().filter(cohort=cohort).with_people()
    if wanted["search"]:
        waiting = waiting.filter(learner__person__in=Person.objects.matching(wanted["search"]))
    if wanted["unit"]:
        waiting = waiting.filter(learner__person__unit=wanted["unit"])
    return keyset_page(
        waiting.with_unit_name().select_related("choice__chosen_by"),
        order=WAITING_ORDERS[wanted["sort"]],
        cursor=request.GET.get("cursor"),
        size=ROWS,
    )


def _all_for(request, pk):
    """The address of the same page with all guides in one row, up to that row's id."""
    question = request.GET.copy()
    question.pop("all", None)
    question["all"] = ""
    return f"{reverse('programs:pairing-table', args=[pk])}?{question.urlencode()}"


def _query(request):
    """The page and the search of the address, to come back to after saving."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _say_what_was_saved(request, report):
    if report.chosen:
        words = ngettext("%(count)d choice saved.", "%(count)d choices saved.", report.chosen)
        messages.success(request, words % {"count": report.chosen})
    if report.cleared:
        words = ngettext("%(count)d taken back.", "%(count)d taken back.", report.cleared)
        messages.success(request, words % {"count": report.cleared})


def _say_what_was_published(request, report, program):
    words = ngettext("%(count)d pairing begins.", "%(count)d pairings begin.", report.opened)
    if program.asks_first:
        words = ngettext(
            "%(count)d pairing is suggested. It begins when both say yes.",
            "%(count)d pairings are suggested. Each begins when both say yes.",
            report.opened,
        )
    told = _("%(count)d people are told.") % {"count": report.told}
    messages.success(request, f"{words % {'count': report.opened}} {told}")
