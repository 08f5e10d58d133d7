from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.show_refusal import refusals_on, refusals_told
from people.permissions import require
from programs import registry
from programs.cohorts import schedule
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import can_run_preceptorship, is_learner_of
from programs.preceptorships.views.preceptorship import visible_preceptorship
from programs.shifts.contents import (
    coaching_plan,
    has_worked_before,
    sections_of,
    taught_in,
)
from programs.shifts.cover_options import preceptors_of_day
from programs.shifts.forms.shift import ShiftChangeForm, ShiftForm, times_of
from programs.shifts.hours import COUNTED, hours_in, months_in, standing_of, targets_of
from programs.shifts.models import Shift
from programs.shifts.permissions import (
    can_answer_shift_note,
    can_change_shift_note,
    can_come_after_all,
    can_cover_shift,
    can_judge_hours,
    can_plan_shifts,
    can_write_any_note,
    can_write_shift_note,
    works_with_learner,
)
from programs.shifts.services import shift as services
from programs.shifts.services.roster import Plan, zone_of

# What a page of a preceptorship's shifts shows of what is over.
MOST_PAST = 30
MOST_AHEAD = 14


@require_safe
def shift_list(request, pk):
    preceptorship, at = visible_preceptorship(request, pk), timezone.now()
    today, mine = timezone.localdate(at), Shift.objects.filter(preceptorship=preceptorship)
    past = mine.over(at).with_people().prefetch_related("notes").order_by("-starts_at")[:MOST_PAST]
    hours = hours_in(mine, at=at)
    rules = preceptorship.program.preceptorship_rules
    context = {
        "preceptorship": preceptorship,
        "program": preceptorship.program,
        "ahead": mine.to_come(at).with_people().order_by("starts_at")[:MOST_AHEAD],
        "past": [(shift, standing_of(shift, at=at)) for shift in past],
        "hours": hours,
        "targets": list(targets_of(rules, hours)),
        "months": months_in(mine, at=at),
        "plan": coaching_plan(preceptorship, today=today),
        "sections": [
            part
            for hook in registry.hours_sections
            for part in hook(preceptorship, request.user, at)
        ],
        "is_own": is_learner_of(request.user, preceptorship),
        "can_plan": can_plan_shifts(request.user, preceptorship, on=today),
        "can_write": preceptorship.is_open
        and can_write_any_note(request.user, preceptorship, on=today),
        "worked": [shift.pk for shift in past if shift.takes_part(request.user)],
        "today": today,
    }
    return render(request, "programs/shifts/shift_list.html", context)


@require_http_methods(["GET", "POST"])
def shift_create(request, pk):
    preceptorship, at = visible_preceptorship(request, pk), timezone.now()
    today = timezone.localdate(at)
    require(can_plan_shifts(request.user, preceptorship, on=today))

    preceptors = preceptors_of_day(preceptorship, max(today, preceptorship.starts_on))
    form = ShiftForm(_posted(request), preceptors=preceptors, initial=_initial(request))
    if form.is_valid():
        with refusals_on(form):
            told = _plan(request, preceptorship, form, at=at)
            messages.success(request, told)
            return redirect("programs:shift-list", pk)

    context = {"preceptorship": preceptorship, "form": form}
    return render(request, "programs/shifts/shift_create.html", context)


@require_safe
def shift_detail(request, pk):
    """The card before a shift, and its notes after it."""
    shift, at = visible_shift(request, pk), timezone.now()
    today, person, preceptorship = timezone.localdate(at), request.user, shift.preceptorship
    notes = list(shift.notes.select_related("author", "answered_by"))
    taught_in(notes)
    context = {
        "shift": shift,
        "preceptorship": preceptorship,
        "program": preceptorship.program,
        "week": schedule.week_of(starts_on=preceptorship.starts_on, today=shift.day),
        "is_first": shift.takes_part(person) and not has_worked_before(shift),
        "notes": [
            (note, can_change_shift_note(person, note), can_answer_shift_note(person, note))
            for note in notes
        ],
        "sections": sections_of(shift, person, today=today),
        "is_over": shift.is_over(at),
        "can_note": _can_note(person, shift, notes, at),
        "can_change": shift.starts_at > at
        and not shift.is_called_off
        and can_cover_shift(person, shift),
        "can_come_after_all": shift.cover_asked_at
        and shift.starts_at > at
        and can_come_after_all(person, shift),
        **_hours(shift, person, at),
        "can_run": can_run_preceptorship(person, preceptorship),
        "can_worry": preceptorship.is_open and works_with_learner(person, preceptorship, on=today),
        "can_open": Preceptorship.objects.visible_to(person, on=today)
        .filter(pk=preceptorship.pk)
        .exists(),
    }
    return render(request, "programs/shifts/shift_detail.html", context)


@require_http_methods(["GET", "POST"])
def shift_update(request, pk):
    shift, at = visible_shift(request, pk), timezone.now()
    require(can_cover_shift(request.user, shift))

    initial = times_of(shift, zone_of(shift.preceptorship))
    form = ShiftChangeForm(_posted(request), initial=initial)
    if form.is_valid():
        plan = Plan(
            preceptor=shift.preceptor,
            origin=shift.origin,
            unit=shift.unit,
            is_supernumerary=form.cleaned_data["is_supernumerary"],
        )
        with refusals_on(form):
            services.change_shift(shift=shift, times=form.times, plan=plan, at=at)
            messages.success(request, _("Saved. We'll let you both know."))
            return redirect("programs:shift-detail", pk)

    context = {"shift": shift, "preceptorship": shift.preceptorship, "form": form}
    return render(request, "programs/shifts/shift_update.html", context)


@require_POST
def shift_call_off(request, pk):
    shift = visible_shift(request, pk)
    require(can_cover_shift(request.user, shift))
    with refusals_told(request):
        services.call_off_shift(shift=shift, by=request.user, at=timezone.now())
        messages.success(request, _("Cancelled. We'll let the other person know."))
    return redirect("programs:shift-detail", pk)


def visible_shift(request, pk):
    """One that the reader works in, or that is in a record they see today."""
    seen = Preceptorship.objects.visible_to(request.user, on=timezone.localdate())
    is_seen = Q(pk__in=Shift.objects.ids_of(request.user)) | Q(preceptorship__in=seen)
    return get_object_or_404(Shift.objects.with_people().filter(is_seen), pk=pk)


def _hours(shift, person, at):
    """How the hours stand, what makes them count, and what this reader can do about them."""
    is_over, is_theirs = shift.is_over(at), shift.corrected_by_id == person.pk
    standing = standing_of(shift, at=at) if is_over else ""
    is_counted = standing == COUNTED
    return {
        "standing": standing,
        "or_sooner": _or_sooner(shift, person),
        "can_judge": is_over and can_judge_hours(person, shift),
        "judge_act": _("Correct") if is_counted or is_theirs else _("Confirm or correct"),
        # Then only whoever runs the program can say otherwise (P26).
        "is_settled": is_counted and shift.takes_part(person),
    }


def _or_sooner(shift, person):
    """Whose word makes open hours count at once: never that of whoever corrected them."""
    if not shift.takes_part(person):
        return _("or as soon as they are confirmed.")
    learner, preceptor = shift.preceptorship.learner.person, shift.preceptor.person
    partner = preceptor if person == learner else learner
    if shift.corrected_by_id == person.pk:
        return _("or as soon as %(name)s confirms them.") % {"name": partner}
    if shift.corrected_by_id == partner.pk:
        return _("or as soon as you confirm them.")
    return _("or as soon as you or %(name)s confirms them.") % {"name": partner}


def _can_note(person, shift, notes, at):
    if shift.is_called_off or shift.starts_at > at:
        return False
    has_written = any(note.author_id == person.pk for note in notes)
    return can_write_shift_note(person, shift) and not has_written


def _plan(request, preceptorship, form, *, at):
    """Plan one shift or several, and say what became of them."""
    act = {"preceptorship": preceptorship, "times": form.times, "plan": form.plan}
    weekdays = form.cleaned_data["weekdays"]
    if not weekdays:
        services.plan_shift(**act, by=request.user, at=at)
        return _("Planned. We'll remind you both the day before.")
    until = form.cleaned_data["until"]
    planned, left = services.plan_pattern(
        **act, weekdays=weekdays, until=until, by=request.user, at=at
    )
    told = ngettext("%(count)d shift planned.", "%(count)d shifts planned.", planned)
    told %= {"count": planned}
    if left:
        more = ngettext(
            "%(count)d day was left as it is, because there is a shift already.",
            "%(count)d days were left as they are, because there is a shift already.",
            left,
        )
        told += " " + more % {"count": left}
    return told


def _initial(request):
    return {"day": timezone.localdate(), "starts": "07:30", "ends": "20:00"}


def _posted(request):
    return request.POST if request.method == "POST" else None
