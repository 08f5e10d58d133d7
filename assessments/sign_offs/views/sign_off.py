from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.concerns.permissions import can_raise_concern
from assessments.permissions import (
    can_reinstate_sign_off,
    can_revoke_sign_off,
    can_set_signing_pin,
    can_sign_off,
    can_undo_sign_off,
    require,
)
from assessments.progress.checklist import read_checklist
from assessments.progress.overview import overview, own_and_others
from assessments.progress.record import consequence, readers_of
from assessments.progress.views.checklist import people_of, visible_preceptorship
from assessments.sign_offs.forms.sign_off import ReasonForm, SignOffForm
from assessments.sign_offs.models import (
    Progress,
    SignOff,
    SignOffDraft,
    SignOffRequest,
)
from assessments.sign_offs.services import sign_off as services
from assessments.sign_offs.services.assessor import assessors_of, judge_assessor
from assessments.sign_offs.services.sign_off_draft import answer_draft, observed_on
from assessments.sign_offs.views.sign_off_request import sign_url
from common.ids import uuids_in
from common.paging import keyset_page
from common.show_refusal import refusals_on, refusals_told
from people.services.reauthentication import is_confirmed
from programs.preceptorships.models import Preceptorship

# By these an address says what is being signed.
NAMED = {"request", "draft", "earlier"}


@require_http_methods(["GET", "POST"])
def sign_off_create(request, pk, competency):
    preceptorship = visible_preceptorship(request, pk)
    states = preceptorship.competency_states.select_related("competency__parent")
    state = get_object_or_404(states, competency=competency)
    if waiting := _unnamed(request, preceptorship, state):
        return redirect(sign_url(waiting))
    now, today = timezone.now(), timezone.localdate()
    judgement = judge_assessor(preceptorship, request.user, on=today, today=today)
    if not judgement.is_allowed and not _asks_for_earlier(request, preceptorship, today):
        return _refused(request, preceptorship, state, judgement.blockers)

    asked = _asked(request, preceptorship, state)
    draft = drafted(request, preceptorship, competency)
    form = _form(request, preceptorship, state, _initial(asked, draft, today), at=now)
    if form.is_valid():
        act = {"preceptorship": preceptorship, "competency": state.competency, **form.facts}
        try:
            signed = services.sign_off_competency(
                by=request.user, request=asked, at=now, today=today, **act
            )
        except services.SignOffRefused as refused:
            return _refused(request, preceptorship, state, refused.blockers)
        except services.SignOffError as error:
            form.add_error(None, str(error))
        else:
            if draft:
                answer_draft(draft=draft, sign_off=signed, at=now)
            messages.success(request, _said(signed))
            return redirect("assessments:sign-off-detail", signed.pk)

    context = {"form": form, "state": state, "asked": asked, **people_of(preceptorship)}
    return render(request, "assessments/sign_offs/sign_off_create.html", context)


@require_safe
def sign_off_detail(request, pk):
    sign_off = visible_sign_off(request, pk)
    preceptorship, today = sign_off.preceptorship, timezone.localdate()
    can_sign = preceptorship.is_open and can_sign_off(request.user, preceptorship, on=today)
    visible = Preceptorship.objects.visible_to(request.user, on=today)

    context = {
        "sign_off": sign_off,
        "can_look_into": sign_off.is_suspended and can_reinstate_sign_off(request.user, sign_off),
        "can_revoke": not sign_off.revoked_at and can_revoke_sign_off(request.user, sign_off),
        "can_undo": can_undo_sign_off(request.user, sign_off, at=timezone.now()),
        # To the coordinators, with one's own comment.
        "can_quote": sign_off.assessor_id == request.user.pk
        and can_raise_concern(request.user, preceptorship, on=today),
        "can_see_checklist": visible.filter(pk=preceptorship.pk).exists(),
        "checklist": can_sign and read_checklist(preceptorship, today=today),
        "readers": readers_of(preceptorship, reader=request.user),
        **people_of(preceptorship),
    }
    if can_sign:
        waiting = SignOffRequest.objects.next_of(request.user, preceptorship)
        context["next"] = waiting.with_what().first()
    return render(request, "assessments/sign_offs/sign_off_detail.html", context)


@require_http_methods(["GET", "POST"])
def sign_off_revoke(request, pk):
    sign_off = visible_sign_off(request, pk)
    require(can_revoke_sign_off(request.user, sign_off))
    if sign_off.revoked_at:
        return redirect("assessments:sign-off-detail", sign_off.pk)

    now = timezone.now()
    form = reason_form(request, sign_off, _("Why is it revoked?"), at=now)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        with refusals_on(form):
            services.revoke_sign_off(sign_off=sign_off, by=request.user, reason=reason, at=now)
            messages.success(request, _("Revoked. Progress is up to date."))
            return redirect("assessments:sign-off-detail", sign_off.pk)

    context = {
        "form": form,
        "sign_off": sign_off,
        "consequence": consequence(sign_off),
        "is_told": not sign_off.is_fresh(now),
        "is_printed": sign_off.certificates.standing().exists(),
        **people_of(sign_off.preceptorship),
    }
    return render(request, "assessments/sign_offs/sign_off_revoke.html", context)


@require_POST
def sign_off_undo(request, pk):
    """One press in the first ten minutes; once the password is stale, revoking asks for it."""
    sign_off, now = visible_sign_off(request, pk), timezone.now()
    require(can_revoke_sign_off(request.user, sign_off))
    if not is_confirmed(request.session, at=now):
        return redirect("assessments:sign-off-revoke", pk)

    with refusals_told(request):
        services.undo_sign_off(sign_off=sign_off, by=request.user, at=now)
        messages.success(
            request, _("Undone. The record shows both the signature and that it was undone.")
        )
    return redirect("assessments:sign-off-detail", pk)


@require_POST
def sign_off_undo_act(request, pk):
    """The same for all that was signed together, back where one signed it."""
    sign_off, now = visible_sign_off(request, pk), timezone.now()
    require(can_revoke_sign_off(request.user, sign_off))
    if not is_confirmed(request.session, at=now):
        messages.warning(
            request,
            _("You entered your password more than ten minutes ago. Revoke each one separately."),
        )
        return redirect("assessments:sign-off-detail", pk)

    with refusals_told(request):
        undone = services.undo_act(sign_off=sign_off, by=request.user, at=now)
        said = ngettext("Undone.", "%(count)d undone.", undone)
        messages.success(request, said % {"count": undone})
    return redirect("assessments:sign-off-list")


@require_safe
def sign_off_list(request):
    """Whom one may sign for, and what one signed lately."""
    today = timezone.localdate()
    learners = Progress.objects.with_people().signed_by(request.user, on=today)
    learners = learners.order_by("preceptorship__learner__person__sort_name")
    own, others = own_and_others(overview(learners, today=today))
    signed = SignOff.objects.filter(assessor=request.user).with_content().with_preceptorship()

    page = keyset_page(
        signed, order=("-signed_at", "-id"), cursor=request.GET.get("cursor"), size=20
    )
    # A line of Today names one learner, and leads to what that one asks as long as it waits.
    named = uuids_in(request.GET.getlist("learner"))
    of_one = _waiting_for(request.user, preceptorship__in=named) if named else []

    context = {
        "can_set_pin": can_set_signing_pin(request.user),
        "just_signed": _just_signed(request.user, page.rows),
        "waiting": of_one or _waiting_for(request.user),
        "is_of_one": bool(of_one),
        "rows": own,
        "others": others,
        "page": page,
        "today": today,
    }
    return render(request, "assessments/sign_offs/sign_off_list.html", context)


def _waiting_for(person, **of):
    """What is asked of the person, learner by learner: the first hundred."""
    waiting = SignOffRequest.objects.asked_of(person).filter(**of).with_what().with_learner()
    learner = "preceptorship__learner__person__sort_name"
    return list(waiting.order_by(learner, "preceptorship", "requested_at")[:100])


def _just_signed(person, signed):
    """The last act of signing, as long as it can be undone: the newest of what one signed."""
    now = timezone.now()
    newest = next((each for each in signed if can_undo_sign_off(person, each, at=now)), None)
    if newest is None:
        return []
    act = SignOff.objects.standing().same_act(newest)
    return list(act.with_content().with_preceptorship().order_by("pk"))


def _said(signed):
    if signed.is_pass:
        return _("Signed. It counts towards the sign-off.")
    return _("Recorded. It's below the pass level, so it doesn't count towards the sign-off.")


def _asked(request, preceptorship, state):
    """The request that this signature answers, if the address names one that waits."""
    named = uuids_in(request.GET.getlist("request"))
    waiting = preceptorship.sign_off_requests.asked_of(request.user)
    return waiting.filter(competency=state.competency_id, pk__in=named).first()


def _unnamed(request, preceptorship, state):
    """The request that waits for this very signature where the address names none.

    Whoever comes from the checklist or by a code answers it all the same, with its day;
    an empty name says that they saw it on another.
    """
    if request.method == "POST" or NAMED & request.GET.keys():
        return None
    waiting = SignOffRequest.objects.next_of(request.user, preceptorship)
    return waiting.filter(competency=state.competency_id).first()


def drafted(request, preceptorship, competency):
    """What this person noted without a network, if the address names it."""
    named = uuids_in(request.GET.getlist("draft"))
    waiting = SignOffDraft.objects.waiting_for(request.user).select_related("level")
    return waiting.filter(preceptorship=preceptorship, competency=competency, pk__in=named).first()


def _initial(asked, draft, today):
    """What is known already is not asked again; a draft's id becomes the signature's key."""
    if draft:
        return {
            "level": draft.level_id,
            "observed_on": observed_on(draft),
            "comment": draft.comment,
            "idempotency_key": draft.pk,
        }
    return {"observed_on": asked.observed_on if asked else today}


def _form(request, preceptorship, state, initial, *, at):
    return SignOffForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        request=request,
        at=at,
        today=timezone.localdate(),
        scale=preceptorship.program.preceptorship_rules.rating_scale,
        methods=services.methods_for(preceptorship, state.competency),
        evidence=list(preceptorship.evidence.filter(competency=state.competency_id)),
        readers=readers_of(preceptorship, reader=request.user),
    )


def _asks_for_earlier(request, preceptorship, today):
    """A preceptor whose approval lapsed may still sign for the days before (P8)."""
    wants = request.method == "POST" or "earlier" in request.GET
    return wants and preceptorship.is_open and can_sign_off(request.user, preceptorship, on=today)


def _refused(request, preceptorship, state, blockers):
    """Not an error of the form: a page that says why, and who can sign instead."""
    today = timezone.localdate()
    assessors = assessors_of(preceptorship, on=today) if preceptorship.is_open else []
    context = {
        "state": state,
        "blockers": blockers,
        "eligible": [assessor.person for assessor in assessors if assessor.can_sign],
        "can_sign_earlier": preceptorship.is_open
        and can_sign_off(request.user, preceptorship, on=today),
        "asked": _asked(request, preceptorship, state),
        **people_of(preceptorship),
    }
    return render(
        request, "assessments/sign_offs/sign_off_create_refused.html", context, status=403
    )


def reason_form(request, sign_off, question, *, at):
    return ReasonForm(
        request.POST if request.method == "POST" else None,
        request=request,
        at=at,
        question=question,
        readers=readers_of(sign_off.preceptorship, reader=request.user),
    )


def visible_sign_off(request, pk):
    visible = SignOff.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(visible.with_content().with_preceptorship(), pk=pk)
