from urllib.parse import quote

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from common.dated import dated
from common.paging import keyset_page
from common.show_refusal import refusals_told
from people.permissions import is_about, require
from people.registry import notice_kinds
from programs.cohorts.models import Enrolment
from programs.mentoring.care import notice_kinds as care_kinds
from programs.mentoring.care.models import CareStep
from programs.mentoring.care.need import (
    Signal,
    asleep,
    awake,
    facts_in_care,
)
from programs.mentoring.care.permissions import can_care_for_pairs
from programs.mentoring.care.services import care as services
from programs.mentoring.mentorships.models import Mentorship
from programs.mentoring.mentorships.views.mentorship import program_of_pairs
from programs.mentoring.wall.permissions import can_decide_for_pair

# Rows with a message and several acts each, of which a screen holds half of these.
CARE_SIZE = 15


@require_GET
def program_care(request, pk):
    """Pairs that may need a hand: who, since when, which signal, and one way to help (M9)."""
    program = program_of_pairs(request, pk, may=can_care_for_pairs)
    at, today = timezone.now(), timezone.localdate()
    is_resting = request.GET.get("show") == "resting"
    pairs = facts_in_care(program, at=at)
    page = _page(pairs, today, is_resting=is_resting, cursor=request.GET.get("cursor"))
    context = {
        "program": program,
        "page": page,
        "rows": _with_words(page, request.user, program),
        "is_resting": is_resting,
        "rest_weeks": [(weeks, _later(weeks)) for weeks in services.REST_WEEKS],
        "waiting": _first_waiting(program),
    }
    return render(request, "programs/mentoring/care/program_care.html", context)


def _page(pairs, today, *, is_resting, cursor):
    if is_resting:
        pairs, order = asleep(pairs, today=today), ("rests_until", "id")
    else:
        pairs, order = awake(pairs, today=today), ("signal", "since", "id")
    return keyset_page(pairs, order=order, cursor=cursor, size=CARE_SIZE)


def _first_waiting(program):
    """The one by whom the way leads to a cohort that waits for pairings, or None."""
    waiting = Enrolment.objects.waiting().filter(cohort__program=program)
    return waiting.order_by("cohort", "pk").first()


@require_POST
def care_write(request, pk):
    mentorship = _pair(request, pk)
    at, today = timezone.now(), timezone.localdate()
    with refusals_told(request):
        services.write_to_pair(mentorship=mentorship, by=request.user, at=at, today=today)
        messages.success(
            request, _("We've written to both. You'll see the pair again in two weeks.")
        )
    return redirect("programs:program-care", mentorship.program_id)


@require_POST
def care_leave(request, pk):
    mentorship = _pair(request, pk)
    at, today = timezone.now(), timezone.localdate()
    weeks = {str(weeks): weeks for weeks in services.REST_WEEKS}.get(request.POST.get("weeks"), 0)
    with refusals_told(request):
        step = services.leave_pair(
            mentorship=mentorship, weeks=weeks, by=request.user, at=at, today=today
        )
        day = dated(step.rests_until, "j F")
        messages.success(request, _("Put off until %(day)s.") % {"day": day})
    return redirect("programs:program-care", mentorship.program_id)


@require_POST
def care_take_up(request, pk):
    mentorship = _pair(request, pk)
    services.take_up_pair(mentorship=mentorship, today=timezone.localdate())
    messages.success(request, _("The pair is on your list again, if it still needs attention."))
    return redirect("programs:program-care", mentorship.program_id)


def _later(weeks):
    label = ngettext("Put off for %(weeks)d week", "Put off for %(weeks)d weeks", weeks)
    return label % {"weeks": weeks}


def _pair(request, pk):
    """A pair of which one may know that it exists; its rows hold no word of the two."""
    pairs = Mentorship.objects.facts_for(request.user).running()
    pair = get_object_or_404(pairs.select_related("program").with_both(), pk=pk)
    require(can_decide_for_pair(request.user, pair))
    return pair


def _with_words(page, person, program):
    """Each pair with its signal, the message on offer, and the last step taken."""
    steps = CareStep.objects.filter(mentorship__in=[row.id for row in page])
    steps = steps.select_related("taken_by").order_by("mentorship", "-taken_at")
    last = {step.mentorship_id: step for step in steps.distinct("mentorship")}
    return [_with_message(row, last.get(row.id), person, program) for row in page]


def _with_message(row, step, person, program):
    signal = Signal(row.signal)
    facts = {"coordinator": person.name, "program": program.name}
    line = notice_kinds[care_kinds.OF_SIGNAL[signal]].line % facts
    to = quote(f"{row.mentee_email},{row.mentor_email}", safe="@,")
    mail = f"mailto:{to}?subject={quote(program.name)}&body={quote(line)}"
    can_act = not is_about(person, row.mentee_pk, row.mentor_pk)
    row = {"pair": row, "signal": signal, "step": step, "message": line, "mail": mail}
    return row | {"can_act": can_act}
