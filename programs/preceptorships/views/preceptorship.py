from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.show_refusal import refusals_on
from people.permissions import require
from programs import registry
from programs.cohorts import schedule
from programs.cohorts.models import RuleOverride
from programs.cohorts.permissions import can_coordinate
from programs.preceptorships import plan
from programs.preceptorships.completion import completion_facts
from programs.preceptorships.forms.preceptorship import (
    ConfirmForm,
    NewEndForm,
    PauseForm,
    ReasonForm,
)
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.new_end import lost_words, moved_words
from programs.preceptorships.permissions import (
    can_arrange_review,
    can_hold_review,
    can_run_preceptorship,
    is_learner_of,
)
from programs.preceptorships.services import preceptorship as services
from programs.preceptorships.services.pause import pause_preceptorship, resume_preceptorship
from programs.preceptorships.stranded import stranded

Status = Preceptorship.Status


@require_safe
def preceptorship_plan(request, pk):
    preceptorship, today = visible_preceptorship(request, pk), timezone.localdate()
    reviews = list(preceptorship.reviews.select_related("held_by"))
    # The primary preceptor first.
    assignments = preceptorship.assignments.order_by("-role", "valid_from")
    assignments = list(assignments.select_related("preceptor__person", "assigned_by"))
    pauses = list(preceptorship.pauses.order_by("valid_from"))
    context = {
        "preceptorship": preceptorship,
        "program": preceptorship.program,
        "today": today,
        "week": schedule.week_of(starts_on=preceptorship.starts_on, today=_clock(pauses, today)),
        "hours": plan.hours_of(preceptorship.program.preceptorship_rules),
        "phases": plan.phase_states(preceptorship.phases.all(), today=today),
        "stranded": _stranded(preceptorship, today),
        "reviews": plan.review_states(reviews, today=today, is_paused=preceptorship.is_paused),
        "near": [review for review in reviews if plan.is_near(review, today=today)],
        **_by_time(preceptorship, assignments, today),
        "contacts": _contacts(request.user, preceptorship, assignments, today),
        "coordinators": _coordinators(request.user, preceptorship),
        "pauses": pauses,
        "overrides": _overrides(preceptorship, assignments),
        **_allowed(request.user, preceptorship, today),
        "may": _possible_steps(preceptorship, timezone.now()),
        "has_certificate": _has_certificate(request.user, preceptorship),
        "sections": [
            section
            for hook in registry.plan_sections
            for section in hook(preceptorship, request.user, today)
        ],
    }
    return render(request, "programs/preceptorships/preceptorship_plan.html", context)


def _clock(pauses, today):
    """The day on which its clock stands: that of the pause it is in, or today (P15)."""
    return next((pause.valid_from for pause in pauses if pause.valid_to is None), today)


def _has_certificate(person, preceptorship):
    """Whether there is one that this person reads: the learner and the coordinators."""
    if preceptorship.status != Status.ACHIEVED:
        return False
    program = preceptorship.program
    return is_learner_of(person, preceptorship) or can_coordinate(person, program)


def _by_time(preceptorship, assignments, today):
    """Who precepts, who did, who takes over on a day ahead, and what happened when."""
    day = max(today, preceptorship.starts_on)
    changes = plan.preceptor_changes(assignments)
    steps = preceptorship.changes.select_related("changed_by")
    return {
        "holding": [row for row in assignments if row.is_held(on=today)],
        "former": [row for row in assignments if not row.is_held(on=today)],
        "coming": next((change for change in changes if change.from_on > day), None),
        "happened": plan.happened(steps, changes, today=day),
    }


def _contacts(reader, preceptorship, assignments, today):
    """The others who take part while it runs, to be written to."""
    if not preceptorship.is_open:
        return []
    held = [assignment for assignment in assignments if assignment.is_held(on=today)]
    people = [preceptorship.learner.person, *(each.preceptor.person for each in held)]
    return [person for person in people if person != reader and person.is_active]


def _coordinators(reader, preceptorship):
    """Whom to ask about the program while it runs, but for the reader."""
    if not preceptorship.is_open:
        return []
    named = preceptorship.program.coordinators.filter(person__is_active=True)
    named = named.exclude(person=reader).select_related("person").order_by("person__sort_name")
    return [coordinator.person for coordinator in named]


def _stranded(preceptorship, today):
    """Why nobody can sign here, or None."""
    lost = Preceptorship.objects.without_preceptor(on=today).filter(pk=preceptorship.pk)
    return next(iter(stranded(lost, today=today)), None)


def _allowed(person, preceptorship, today):
    """What the page offers; whoever may do the one is not asked about again for the other."""
    if not preceptorship.is_open:
        return {"can_run": False, "can_hold": False, "can_arrange": False}
    can_run = can_run_preceptorship(person, preceptorship)
    if can_run:
        can_hold = not is_learner_of(person, preceptorship)
    else:
        can_hold = can_hold_review(person, preceptorship, on=today)
    can_arrange = can_hold or can_arrange_review(person, preceptorship, on=today)
    has_begun = preceptorship.status != Status.PLANNED
    return {"can_run": can_run, "can_hold": can_hold and has_begun, "can_arrange": can_arrange}


@require_http_methods(["GET", "POST"])
def preceptorship_pause(request, pk):
    preceptorship = _to_run(request, pk)
    form = PauseForm(_posted(request), label=_("Pause"), today=timezone.localdate())
    if form.is_valid():
        with refusals_on(form):
            pause_preceptorship(**_act(request, preceptorship, form))
            messages.success(request, _("Paused. Nothing is due until it resumes."))
            return redirect("programs:preceptorship-plan", pk)

    context = {"preceptorship": preceptorship, "form": form}
    return render(request, "programs/preceptorships/preceptorship_pause.html", context)


@require_http_methods(["GET", "POST"])
def preceptorship_resume(request, pk):
    preceptorship = _to_run(request, pk)
    form = ConfirmForm(_posted(request), label=_("Resume from today"))
    if form.is_valid():
        with refusals_on(form):
            resume_preceptorship(**_act(request, preceptorship, form))
            messages.success(request, _("Resumed. All dates still to come have moved."))
            return redirect("programs:preceptorship-plan", pk)

    pause = preceptorship.pauses.filter(valid_to=None).first()
    context = {"preceptorship": preceptorship, "form": form, "pause": pause}
    return render(request, "programs/preceptorships/preceptorship_resume.html", context)


@require_http_methods(["GET", "POST"])
def preceptorship_extend(request, pk):
    preceptorship = _to_run(request, pk)
    initial = {"ends_on": preceptorship.ends_on}
    form = NewEndForm(_posted(request), label=_("Move the end date"), initial=initial)
    lost = []
    if form.is_valid():
        with refusals_on(form):
            ends_on = form.cleaned_data["ends_on"]
            services.refuse_end(preceptorship, ends_on=ends_on, today=timezone.localdate())
            lost = lost_words(preceptorship, ends_on=ends_on)
            if form.is_named or not lost:
                services.extend_preceptorship(**_act(request, preceptorship, form))
                messages.success(request, moved_words(lost))
                return redirect("programs:preceptorship-plan", pk)
            form.ask_again()

    context = {"preceptorship": preceptorship, "form": form, "lost": lost}
    return render(request, "programs/preceptorships/preceptorship_extend.html", context)


@require_http_methods(["GET", "POST"])
def preceptorship_withdraw(request, pk):
    preceptorship = _to_run(request, pk)
    form = ReasonForm(_posted(request), label=_("End it now"), css_class="btn-danger")
    if form.is_valid():
        with refusals_on(form):
            services.withdraw_preceptorship(**_act(request, preceptorship, form))
            messages.success(request, _("Ended. Everything signed stays valid."))
            return redirect("programs:preceptorship-plan", pk)

    context = {"preceptorship": preceptorship, "form": form}
    return render(request, "programs/preceptorships/preceptorship_withdraw.html", context)


@require_http_methods(["GET", "POST"])
def preceptorship_take_back(request, pk):
    """Undo a pairing that was a mistake: asked once, naming what follows or why it is too late."""
    preceptorship = _to_run(request, pk)
    form = ConfirmForm(_posted(request), label=_("Take the pairing back"), css_class="btn-danger")
    if form.is_valid():
        with refusals_on(form):
            services.take_back_preceptorship(**_act(request, preceptorship, form))
            messages.success(request, _("Taken back. They are waiting to be paired again."))
            return redirect("programs:cohort-detail", preceptorship.cohort_id)

    context = {
        "preceptorship": preceptorship,
        "form": form,
        "kept": services.take_back_blockers(preceptorship, at=timezone.now()),
    }
    return render(request, "programs/preceptorships/preceptorship_take_back.html", context)


@require_http_methods(["GET", "POST"])
def preceptorship_complete(request, pk):
    preceptorship = _to_run(request, pk)
    form = ConfirmForm(_posted(request), label=_("Mark as completed"))
    if form.is_valid():
        with refusals_on(form):
            services.complete_preceptorship(**_act(request, preceptorship, form))
            messages.success(request, _("Completed. We've told everyone who takes part."))
            return redirect("programs:preceptorship-plan", pk)

    context = {
        "preceptorship": preceptorship,
        "form": form,
        "missing": services.completion_blockers(preceptorship),
        "stands": completion_facts(preceptorship, at=timezone.now()),
        "is_early": preceptorship.status == Status.ACTIVE,
    }
    return render(request, "programs/preceptorships/preceptorship_complete.html", context)


def visible_preceptorship(request, pk):
    visible = Preceptorship.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(visible.with_people(), pk=pk)


def _to_run(request, pk):
    preceptorship = visible_preceptorship(request, pk)
    require(can_run_preceptorship(request.user, preceptorship))
    return preceptorship


def _posted(request):
    return request.POST if request.method == "POST" else None


def _act(request, preceptorship, form):
    """What every step of a preceptorship asks for: which, who, when, and the form's words."""
    at = timezone.now()
    who_and_when = {"by": request.user, "at": at, "today": timezone.localdate(at)}
    return {"preceptorship": preceptorship, **who_and_when, **form.cleaned_data}


def _possible_steps(preceptorship, at):
    """Which acts to offer, by the table of steps (P23)."""
    return {
        "pause": preceptorship.may_become(Status.PAUSED),
        "resume": preceptorship.is_paused,
        "extend": preceptorship.is_open and not preceptorship.is_paused,
        "complete": preceptorship.may_become(Status.ACHIEVED),
        "fail": preceptorship.may_become(Status.NOT_ACHIEVED),
        "withdraw": preceptorship.may_become(Status.WITHDRAWN),
        "take_back": preceptorship.may_become(Status.WITHDRAWN)
        and at - preceptorship.created_at <= services.TAKEN_BACK_WITHIN,
    }


def _overrides(preceptorship, assignments):
    people = {assignment.preceptor.person_id for assignment in assignments}
    overrides = RuleOverride.objects.filter(
        program=preceptorship.program_id,
        learner=preceptorship.learner.person_id,
        guide__in=people,
    )
    return overrides.select_related("guide", "overridden_by")
