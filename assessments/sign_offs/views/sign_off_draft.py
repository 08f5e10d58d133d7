from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.sign_offs.forms.sign_off_draft import ReceivedDraftForm
from assessments.sign_offs.models import SignOffDraft
from assessments.sign_offs.offline import wording_for
from assessments.sign_offs.services import sign_off_draft as services
from assessments.sign_offs.shift_wording import shifts_for
from common.initials import initials
from people.device import device_key
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.permissions import is_learner_of


# A device must learn that its session is over, instead of being sent to the log-in page.
@login_not_required
@require_POST
def draft_receive(request):
    """Take in one draft; the device forgets it only once it is told that it is stored."""
    if not request.user.is_authenticated:
        return _answer("log_in", _("Log in to send what you noted."), status=401)
    form = ReceivedDraftForm(request.POST)
    if not form.is_valid():
        return _answer("refused", _("This note can't be read."), status=400)
    try:
        services.receive_draft(by=request.user, at=timezone.now(), **form.cleaned_data)
    except services.DraftError as error:
        return _answer("refused", str(error), status=409)
    return _answer("stored", "")


@require_safe
def draft_wording(request):
    """What this person's device keeps for a time without a network."""
    at = timezone.now()
    with_initials = request.GET.get("initials") == "yes"
    today = timezone.localdate(at)
    wording = {
        "owner": device_key(request.user),
        "own_initials": initials(request.user),
        "now": at.isoformat(),
        "with_initials": with_initials,
        "records": wording_for(request.user, today=today, with_initials=with_initials),
        "shifts": shifts_for(request.user, at=at, with_initials=with_initials),
    }
    return JsonResponse(wording)


@require_safe
def draft_list(request):
    """What was noted without a network and waits to be signed or asked for."""
    today = timezone.localdate()
    drafts = SignOffDraft.objects.waiting_for(request.user).with_what()[:100]
    visible = set(
        Preceptorship.objects.visible_to(request.user, on=today)
        .filter(pk__in=[draft.preceptorship_id for draft in drafts])
        .values_list("pk", flat=True)
    )
    rows = [
        # Whoever may not see the record any more does not read whose it is.
        _waiting_draft(draft, request.user, is_visible=draft.preceptorship_id in visible, on=today)
        for draft in drafts
    ]
    return render(request, "assessments/sign_offs/draft_list.html", {"rows": rows})


def _waiting_draft(draft, person, *, is_visible, on):
    """A draft, whose it is where that is not one's own, and the one act that answers it."""
    is_own = is_learner_of(person, draft.preceptorship)
    conflict = services.conflict_of(draft, today=on)
    return {
        "draft": draft,
        "learner": draft.preceptorship.learner.person if is_visible and not is_own else None,
        "conflict": conflict,
        "can_ask": is_own and not conflict,
        "can_sign": not is_own and not conflict,
    }


@require_POST
def draft_discard(request, pk):
    draft = get_object_or_404(SignOffDraft.objects.waiting_for(request.user), pk=pk)
    services.answer_draft(draft=draft, at=timezone.now())
    messages.success(request, _("Discarded. Nothing was signed."))
    return redirect("assessments:draft-list")


def _answer(state, message, status=200):
    return JsonResponse({"state": state, "message": message}, status=status)
