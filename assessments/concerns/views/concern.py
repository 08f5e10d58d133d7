from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.concerns.forms.concern import (
    AnswerForm,
    CloseConcernForm,
    ConcernForm,
    ReleaseConcernForm,
)
from assessments.concerns.models import ActionPlan, Concern, NotAchieved
from assessments.concerns.permissions import (
    can_answer_concern,
    can_begin_plan,
    can_propose_not_achieved,
    can_raise_concern,
    can_read_concerns,
    can_settle_concern,
    require,
)
from assessments.concerns.quoted import quotation
from assessments.concerns.readers import concern_readers, coordinators_alone, plan_readers
from assessments.concerns.services import concern as services
from assessments.progress.views.checklist import people_of, visible_preceptorship
from common.show_refusal import refusals_on
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import can_run_preceptorship, is_learner_of
from programs.shifts.models import Shift


@require_safe
def concern_list(request, pk):
    """Everything of one learner that its reader may see: concerns, plans, decisions."""
    preceptorship, today = visible_preceptorship(request, pk), timezone.localdate()
    concerns = preceptorship.concerns.select_related("raised_by", "released_by", "plan")
    plans = ActionPlan.objects.visible_to(request.user, on=today)
    decisions = NotAchieved.objects.visible_to(request.user).with_people()
    can_read = can_read_concerns(request.user, preceptorship)
    can_run = can_run_preceptorship(request.user, preceptorship)
    context = {
        "can_settle": can_read,
        "concerns": concerns.visible_to(request.user),
        # Coordinators find it beside the concern itself.
        "released": concerns.none() if can_read else concerns.released(),
        # An administrator learns that something waits, and not what.
        "hidden": 0 if can_read or not can_run else preceptorship.concerns.waiting().count(),
        "plans": plans.filter(preceptorship=preceptorship),
        "decisions": decisions.filter(preceptorship=preceptorship),
        "is_own": is_learner_of(request.user, preceptorship),
        "can_raise": can_raise_concern(request.user, preceptorship, on=today),
        "can_plan": can_begin_plan(request.user, preceptorship),
        "can_propose": preceptorship.may_become(Preceptorship.Status.NOT_ACHIEVED)
        and can_propose_not_achieved(request.user, preceptorship, on=today),
        **people_of(preceptorship),
    }
    return render(request, "assessments/concerns/concern_list.html", context)


@require_http_methods(["GET", "POST"])
def concern_create(request, pk):
    """``?about=`` names a note or a signature of one's own that is quoted."""
    today = timezone.localdate()
    preceptorship = _preceptorship_worked_in(request, pk, today)
    require(can_raise_concern(request.user, preceptorship, on=today))
    about = request.POST.get("about") or request.GET.get("about", "")
    quoted = quotation(preceptorship, about, by=request.user)

    form = ConcernForm(
        posted(request),
        initial={"about": about if quoted else ""},
        readers=concern_readers(preceptorship),
        quoted=quoted,
    )
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("topic", "text", "idempotency_key")}
        act = {"preceptorship": preceptorship, "quoted": quoted, **said}
        with refusals_on(form):
            concern = services.raise_concern(by=request.user, at=timezone.now(), today=today, **act)
            messages.success(request, _("Sent to the coordinators. Nobody else can read it."))
            return redirect("assessments:concern-detail", concern.pk)

    context = {
        "form": form,
        "quoted": quoted,
        "can_see_record": sees_record(request, preceptorship, today),
        **people_of(preceptorship),
    }
    return render(request, "assessments/concerns/concern_create.html", context)


def _preceptorship_worked_in(request, pk, today):
    """One that the reader sees today, or of whose learner they had a shift of late."""
    seen = Preceptorship.objects.visible_to(request.user, on=today).order_by().values("pk")
    worked = Shift.objects.worked_lately(request.user, on=today).order_by()
    known = Preceptorship.objects.with_people().filter(
        Q(pk__in=seen) | Q(pk__in=worked.values("preceptorship"))
    )
    return get_object_or_404(known, pk=pk)


def sees_record(request, preceptorship, today):
    """Whoever had a shift of late, or raised a concern earlier, may not see it any more."""
    visible = Preceptorship.objects.visible_to(request.user, on=today)
    return visible.filter(pk=preceptorship.pk).exists()


@require_safe
def concern_detail(request, pk):
    concern = visible_concern(request, pk)
    preceptorship = concern.preceptorship
    can_settle = can_settle_concern(request.user, concern)
    context = {
        "concern": concern,
        "answers": concern.answers.select_related("author"),
        "can_settle": can_settle,
        "can_plan": can_settle and can_begin_plan(request.user, preceptorship),
        "can_see_list": sees_record(request, preceptorship, timezone.localdate()),
        "readers": concern_readers(preceptorship),
        **people_of(preceptorship),
    }
    return render(request, "assessments/concerns/concern_detail.html", context)


@require_http_methods(["GET", "POST"])
def concern_answer(request, pk):
    concern = visible_concern(request, pk)
    require(can_answer_concern(request.user, concern))
    readers = concern_readers(concern.preceptorship)
    form = AnswerForm(posted(request), label=_("Send the answer"), readers=readers)
    if form.is_valid():
        with refusals_on(form):
            services.answer_concern(
                concern=concern, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Sent."))
            return redirect("assessments:concern-detail", pk)

    context = {"form": form, "concern": concern, **people_of(concern.preceptorship)}
    return render(request, "assessments/concerns/concern_answer.html", context)


@require_http_methods(["GET", "POST"])
def concern_close(request, pk):
    concern = visible_concern(request, pk)
    require(can_settle_concern(request.user, concern))
    if not concern.is_waiting:
        return redirect("assessments:concern-detail", pk)
    readers = coordinators_alone(concern.preceptorship)
    form = CloseConcernForm(posted(request), label=_("Close the concern"), readers=readers)
    if form.is_valid():
        with refusals_on(form):
            services.close_concern(
                concern=concern, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Closed. We've told them it was dealt with, not how."))
            return redirect("assessments:concern-detail", pk)

    context = {"form": form, "concern": concern, **people_of(concern.preceptorship)}
    return render(request, "assessments/concerns/concern_close.html", context)


@require_http_methods(["GET", "POST"])
def concern_release(request, pk):
    concern = visible_concern(request, pk)
    require(can_settle_concern(request.user, concern))
    if concern.released_at:
        return redirect("assessments:concern-detail", pk)
    readers = plan_readers(concern.preceptorship, on=timezone.localdate())
    form = ReleaseConcernForm(posted(request), label=_("Release to the learner"), readers=readers)
    if form.is_valid():
        with refusals_on(form):
            services.release_concern(
                concern=concern, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("Released. We've told the learner that you shared it."))
            return redirect("assessments:concern-detail", pk)

    context = {"form": form, "concern": concern, **people_of(concern.preceptorship)}
    return render(request, "assessments/concerns/concern_release.html", context)


def visible_concern(request, pk):
    visible = Concern.objects.visible_to(request.user)
    return get_object_or_404(visible.with_people(), pk=pk)


def posted(request):
    return request.POST if request.method == "POST" else None
