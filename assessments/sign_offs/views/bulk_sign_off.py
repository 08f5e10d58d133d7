from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from assessments.permissions import can_sign_off, require
from assessments.progress.record import readers_of
from assessments.progress.views.checklist import people_of, visible_preceptorship
from assessments.sign_offs.forms.bulk_sign_off import BulkConfirmForm, JudgedForm
from assessments.sign_offs.services import bulk_sign_off as services
from assessments.sign_offs.services.sign_off import methods_by_competency
from assessments.sign_offs.views.sign_off_request import sign_url
from common.ids import uuids_in
from programs.cohorts.models import Method


@require_http_methods(["GET", "POST"])
def sign_off_bulk(request, pk):
    """Several requests of one learner in one act: each with its own level, day and method."""
    preceptorship = visible_preceptorship(request, pk)
    now, today = timezone.now(), timezone.localdate()
    require(preceptorship.is_open and can_sign_off(request.user, preceptorship, on=today))
    asked, critical = _asked(request, preceptorship)
    if not asked:
        return _nothing_together(request, critical)

    rules = preceptorship.program.preceptorship_rules
    asked, left_out = asked[: rules.bulk_limit], asked[rules.bulk_limit :]
    levels = list(rules.rating_scale.levels.all())
    forms = _forms(request, preceptorship, asked, levels, today)
    data = request.POST if request.method == "POST" else None
    confirm = BulkConfirmForm(data, request=request, at=now)
    act = {"preceptorship": preceptorship, "by": request.user, "at": now, "today": today}
    if signed := _sign_together(forms, confirm, act):
        messages.success(request, _said(signed))
        return redirect("assessments:sign-off-list")

    context = {
        "forms": forms,
        "levels": levels,
        "confirm": confirm,
        "critical": critical,
        "left_out": len(left_out),
        **people_of(preceptorship),
    }
    return render(request, "assessments/sign_offs/sign_off_bulk.html", context)


def _nothing_together(request, critical):
    if critical:
        return redirect(sign_url(critical[0]))
    if not request.GET.getlist("request"):
        messages.warning(request, _("Nothing is ticked. Tick what you saw, then sign."))
    else:
        messages.info(request, _("None of these are waiting for you any more."))
    return redirect("assessments:sign-off-list")


def _asked(request, preceptorship):
    """Return what was asked of this person and chosen here: what may go together, and the rest."""
    chosen = uuids_in(request.GET.getlist("request"))
    waiting = preceptorship.sign_off_requests.asked_of(request.user).filter(pk__in=chosen)
    states = preceptorship.competency_states.filter(is_critical=True)
    critical = set(states.values_list("competency", flat=True))
    asked = list(waiting.with_what().order_by("competency__position", "pk"))
    together = [asking for asking in asked if asking.competency_id not in critical]
    return together, [asking for asking in asked if asking.competency_id in critical]


def _forms(request, preceptorship, asked, levels, today):
    scale = preceptorship.program.preceptorship_rules.rating_scale
    readers = readers_of(preceptorship, reader=request.user)
    methods = methods_by_competency(preceptorship)
    return [
        JudgedForm(
            request.POST if request.method == "POST" else None,
            prefix=str(asking.pk),
            initial={"observed_on": asking.observed_on},
            asked=asking,
            levels=levels,
            scale=scale,
            methods=[Method(name) for name in methods.get(asking.competency_id, Method.values)],
            readers=readers,
            today=today,
        )
        for asking in asked
    ]


def _sign_together(forms, confirm, act):
    """Sign all of them, or none: what is faulty or refused is then said beside it."""
    # Each is looked at, so that nobody hears of the faults one by one.
    if [form for form in [*forms, confirm] if not form.is_valid()]:
        return None
    judged = [services.Judged(request=form.asked, **form.cleaned_data) for form in forms]
    try:
        return services.sign_requests(judged=judged, **act)
    except services.BulkSignOffError as error:
        (confirm if error.row is None else forms[error.row]).add_error(None, str(error))
        return None


def _said(signed):
    words = {"count": len(signed), "name": signed[0].preceptorship.learner.person}
    said = ngettext(
        "%(count)d skill of %(name)s signed.", "%(count)d skills of %(name)s signed.", len(signed)
    )
    return said % words
