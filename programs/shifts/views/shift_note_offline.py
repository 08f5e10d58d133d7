from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.shifts.forms.shift_note import ReceivedNoteForm
from programs.shifts.models import Shift
from programs.shifts.services import shift_note as services
from programs.shifts.services.roster import ShiftError


# A device must learn that its session is over, instead of being sent to the log-in page.
@login_not_required
@require_POST
def shift_note_receive(request):
    """Write one note that was written without a network; what is refused stays on the device."""
    if not request.user.is_authenticated:
        return _answer("log_in", _("Log in to send your note."), status=401)
    form = ReceivedNoteForm(request.POST)
    if not form.is_valid():
        return _answer("refused", _("This note can't be read."), status=400)
    mine = Shift.objects.with_people().filter(pk__in=Shift.objects.ids_of(request.user))
    shift = mine.filter(pk=form.cleaned_data["shift"]).first()
    if not shift:
        # Given to somebody else meanwhile, never theirs, or no shift at all: not told apart.
        return _answer("refused", _("This shift isn't one of yours."), status=409)
    url = reverse("programs:shift-detail", args=[shift.pk])
    try:
        services.write_shift_note(
            shift=shift,
            words=form.words,
            by=request.user,
            idempotency_key=form.cleaned_data["idempotency_key"],
            at=timezone.now(),
        )
    except ShiftError as error:
        return _answer("refused", str(error), url=url, status=409)
    return _answer("stored", "", url=url)


def _answer(state, message, *, url="", status=200):
    return JsonResponse({"state": state, "message": message, "url": url}, status=status)
