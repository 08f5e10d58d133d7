from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.charts import line_chart
from common.paging import keyset_page
from common.show_refusal import refusals_on
from people.permissions import require
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.permissions import is_mentor_of
from programs.mentoring.mentorships.views.mentorship import my_mentorship
from programs.mentoring.reflection.forms.journal import WellBeingForm
from programs.mentoring.reflection.help_contacts import help_contacts_for
from programs.mentoring.reflection.models import WellBeing
from programs.mentoring.reflection.services import well_being as services
from programs.mentoring.wall import readers
from programs.mentoring.wall.models import Reading
from programs.mentoring.wall.shared_now import SharedNow
from programs.mentoring.wall.views.reading_note import note_reading

ENTRIES = 20
CHART_POINTS = 60


@require_http_methods(["GET", "POST"])
def well_being_list(request):
    """Three questions, one's own trend, and whom to turn to (M11)."""
    form = WellBeingForm(request.POST or None, mentorships=_running(request.user))
    if form.is_valid():
        with refusals_on(form):
            services.write_well_being(by=request.user, at=timezone.now(), **form.answers())
            messages.success(request, _("Saved."))
            return redirect("programs:well-being-list")
    context = {
        "form": form,
        "page": _own_page(request),
        "charts": _charts(_newest_answers(request.user)),
        "help_contacts": help_contacts_for(request.user),
    }
    return render(request, "programs/mentoring/reflection/well_being_list.html", context)


@require_POST
def well_being_private(request, pk):
    services.make_well_being_private(entry=_mine(request, pk))
    messages.success(request, _("From now on only you can read that answer."))
    return redirect("programs:well-being-list")


@require_http_methods(["GET", "POST"])
def well_being_remove(request, pk):
    entry = _mine(request, pk)
    if request.method == "GET":
        return render(
            request, "programs/mentoring/reflection/well_being_remove.html", {"entry": entry}
        )
    services.remove_well_being(entry=entry)
    messages.success(request, _("Deleted, for everyone."))
    return redirect("programs:well-being-list")


@require_GET
def well_being_shared(request, pk):
    """What a mentee gave to this mentor, one by one."""
    mentorship = my_mentorship(request, pk)
    require(is_mentor_of(request.user, mentorship))
    page = _page(SharedNow(mentorship).well_being(), request)
    if page.rows:
        note_reading(request, mentorship, Reading.What.WELL_BEING)
    context = {
        "mentorship": mentorship,
        "partner": mentorship.learner.person,
        "page": page,
    }
    return render(request, "programs/mentoring/reflection/well_being_shared.html", context)


def _mine(request, pk):
    return get_object_or_404(WellBeing.objects.of(request.user), pk=pk)


def _running(mentee):
    return Mentorship.objects.running().of_mentee(mentee).with_both()


def _own_page(request):
    """One's own entries, each with who reads it."""
    own = WellBeing.objects.of(request.user).select_related("shared_with__mentor__person")
    page = _page(own, request)
    for entry in page:
        shared = entry.shared_with
        is_shared = shared is not None and shared.is_open
        entry.readers = readers.you_and(shared.mentor.person) if is_shared else readers.only_you()
        entry.readers_icon = readers.icon(entry.readers)
    return page


def _page(entries, request):
    order, cursor = ("-written_at", "-id"), request.GET.get("cursor")
    return keyset_page(entries, order=order, cursor=cursor, size=ENTRIES)


def _newest_answers(author):
    newest = WellBeing.objects.of(author).order_by("-written_at")
    return newest.values("written_at", *WellBeing.QUESTIONS)[:CHART_POINTS]


def _charts(rows):
    """(question, chart) of what was answered twice at least."""
    charts = []
    for name in WellBeing.QUESTIONS:
        values = [(row["written_at"], float(row[name])) for row in rows if row[name] is not None]
        chart = line_chart(values, low=1, high=5)
        if chart:
            charts.append((WellBeing._meta.get_field(name).verbose_name, chart))
    return charts
