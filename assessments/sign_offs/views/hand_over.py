from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessments.permissions import can_ask_for_sign_off, can_set_signing_pin, require
from assessments.progress.record import readers_of
from assessments.progress.views.checklist import people_of, visible_preceptorship
from assessments.sign_offs.forms.hand_over import HandOverForm, SigningPinForm
from assessments.sign_offs.models import SigningPin
from assessments.sign_offs.services import hand_over as services
from assessments.sign_offs.services.assessor import assessors_of
from assessments.sign_offs.services.sign_off import methods_for
from assessments.sign_offs.services.signing_pin import PinError, set_pin
from common.show_refusal import refusals_on


@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def sign_off_hand_over(request, pk, competency):
    """The learner hands the phone over; a preceptor signs by PIN, and hands it back."""
    preceptorship = visible_preceptorship(request, pk)
    require(can_ask_for_sign_off(request.user, preceptorship))
    states = preceptorship.competency_states.select_related("competency__parent")
    state = get_object_or_404(states, competency=competency)
    today = timezone.localdate()
    assessors = _assessors(preceptorship, today)
    asked = _asked(preceptorship, state, assessors)

    form = _form(request, preceptorship, state, assessors, asked)
    if not state.is_critical and form.is_valid():
        act = {"preceptorship": preceptorship, "competency": state.competency, "by": request.user}
        with refusals_on(form), refusals_on(form, "pin", of=PinError):
            signed = services.sign_handed_over(
                at=timezone.now(), today=today, **act, **form.cleaned_data
            )
            messages.success(request, _("Signed. Please hand the phone back."))
            return redirect("assessments:sign-off-detail", signed.pk)

    context = {
        "form": form,
        "state": state,
        "assessors": assessors,
        "asked": asked,
        **people_of(preceptorship),
    }
    return render(request, "assessments/sign_offs/sign_off_hand_over.html", context)


@sensitive_post_parameters("pin", "password")
@require_http_methods(["GET", "POST"])
def signing_pin_update(request):
    require(can_set_signing_pin(request.user))
    now = timezone.now()
    form = SigningPinForm(
        request.POST if request.method == "POST" else None, request=request, at=now
    )
    if form.is_valid():
        with refusals_on(form, "pin"):
            set_pin(person=request.user, pin=form.cleaned_data["pin"], at=now)
            messages.success(request, _("Your PIN is set."))
            return redirect("people:profile")

    context = {"form": form, "has_pin": SigningPin.objects.filter(person=request.user).exists()}
    return render(request, "assessments/sign_offs/signing_pin_update.html", context)


def _assessors(preceptorship, today):
    """Those who may sign today and have a PIN."""
    able = [assessor for assessor in assessors_of(preceptorship, on=today) if assessor.can_sign]
    people = [assessor.person.pk for assessor in able]
    with_pin = set(SigningPin.objects.filter(person__in=people).values_list("pk", flat=True))
    return [assessor for assessor in able if assessor.person.pk in with_pin]


def _asked(preceptorship, state, assessors):
    """What the learner asked of somebody in the list: its day and its name are offered."""
    people = [assessor.person.pk for assessor in assessors]
    waiting = preceptorship.sign_off_requests.open().filter(
        competency=state.competency_id, assessor__in=people
    )
    return waiting.select_related("assessor").order_by("observed_on", "requested_at").first()


def _form(request, preceptorship, state, assessors, asked):
    today = timezone.localdate()
    return HandOverForm(
        request.POST if request.method == "POST" else None,
        initial=(
            {"observed_on": asked.observed_on, "assessor": asked.assessor_id}
            if asked
            else {"observed_on": today}
        ),
        assessors=assessors,
        scale=preceptorship.program.preceptorship_rules.rating_scale,
        methods=methods_for(preceptorship, state.competency),
        readers=readers_of(preceptorship, reader=request.user),
        today=today,
    )
