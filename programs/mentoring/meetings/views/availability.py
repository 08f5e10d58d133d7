from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from common.redirects import posted_from
from common.show_refusal import refusals_on
from programs.mentoring.meetings.forms.availability import RotaForm, WeeklyHoursForm
from programs.mentoring.meetings.models import Rota, WeeklyHours
from programs.mentoring.meetings.services import availability as services

# Of the entries that were left out so many are named.
MOST_NAMED = 3


@require_http_methods(["GET", "POST"])
def weekly_hours(request):
    """When one can usually meet, and one's rota: for one's own eyes."""
    hours = WeeklyHoursForm.initial_of(_hours_of(request.user))
    form = WeeklyHoursForm(request.POST or None, initial=hours)
    if form.is_valid():
        services.set_weekly_hours(person=request.user, week=form.week())
        messages.success(request, _("Saved. We'll look for times within these hours."))
        return redirect("programs:weekly-hours")
    return _page(request, form=form)


@posted_from("programs:weekly-hours")
def rota_import(request):
    form = _rota_form(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, rota_form=form)
    with refusals_on(form, "file"):
        read = services.import_rota(
            person=request.user, content=form.cleaned_data["file"].read(), at=timezone.now()
        )
        count = len(read.spans)
        done = ngettext("Uploaded: busy %(count)d time.", "Uploaded: busy %(count)d times.", count)
        messages.success(request, done % {"count": count})
        for sentence in _not_understood(read):
            messages.warning(request, sentence)
        return redirect("programs:weekly-hours")
    return _page(request, rota_form=form)


def _not_understood(read):
    """What of a rota was left out or guessed, the first few by their place in the file."""
    if read.left_out:
        named = [
            _("entry %(number)d (%(begins)s): %(reason)s")
            % {"number": each.number, "begins": each.begins or "–", "reason": _(each.reason)}
            for each in read.left_out[:MOST_NAMED]
        ]
        template = ngettext(
            "%(count)d of %(total)d entries left out. Check it by hand: %(named)s.",
            "%(count)d of %(total)d entries left out. Check them by hand: %(named)s.",
            len(read.left_out),
        )
        more = " …" if len(read.left_out) > MOST_NAMED else ""
        yield template % {
            "count": len(read.left_out),
            "total": read.total,
            "named": "; ".join(named) + more,
        }
    if read.unknown_zones:
        yield _(
            "The time zone %(names)s isn't known here, so its times were read by your own clock. "
            "Check that they are right."
        ) % {"names": ", ".join(f"“{name}”" for name in read.unknown_zones[:MOST_NAMED])}


@require_POST
def rota_remove(request):
    services.remove_rota(person=request.user)
    messages.success(request, _("Deleted."))
    return redirect("programs:weekly-hours")


def _page(request, *, form=None, rota_form=None):
    hours = None if form else WeeklyHoursForm.initial_of(_hours_of(request.user))
    rota = Rota.objects.filter(person=request.user).first()
    context = {
        "hours_form": form or WeeklyHoursForm(initial=hours),
        "rota_form": rota_form or _rota_form(),
        "form": form or rota_form,
        "rota": rota,
        "busy_count": rota.spans.count() if rota else 0,
        "zone": timezone.get_current_timezone_name().replace("_", " "),
    }
    return render(request, "programs/mentoring/meetings/weekly_hours.html", context)


def _hours_of(person):
    return WeeklyHours.objects.filter(person=person)


def _rota_form(*posted):
    return RotaForm(*posted, action=reverse("programs:rota-import"))
