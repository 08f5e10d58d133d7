from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from people.permissions import require
from programs.cohorts.models import Instrument
from programs.cohorts.permissions import can_create_program
from programs.mentoring.reflection.forms.pulse import InstrumentForm
from programs.mentoring.reflection.instruments import MAX_BYTES
from programs.mentoring.reflection.presets import PULSE_FILE
from programs.mentoring.reflection.services import instrument as services


@require_http_methods(["GET", "POST"])
def instrument_list(request):
    """The questionnaires of the site: listed, and added from a file."""
    require(can_create_program(request.user))
    is_post = request.method == "POST"
    form = InstrumentForm(request.POST if is_post else None, request.FILES if is_post else None)
    if form.is_valid():
        try:
            services.add_instrument(
                # One byte more than may be is enough to know that it is too much.
                content=form.cleaned_data["file"].read(MAX_BYTES + 1),
                by=request.user,
                at=timezone.now(),
            )
        except services.InstrumentError as error:
            for finding in error.findings[:20]:
                form.add_error("file", finding)
        else:
            messages.success(request, _("Added. Programs can choose it under “Words and rules”."))
            return redirect("programs:instrument-list")
    context = {"form": form, "instruments": Instrument.objects.all()[:200]}
    return render(request, "programs/mentoring/reflection/instrument_list.html", context)


@require_safe
def instrument_sample(request):
    """Our own pulse, as an example of the format."""
    require(can_create_program(request.user))
    headers = {"Content-Disposition": 'attachment; filename="instrument-sample.json"'}
    content = PULSE_FILE.read_bytes()
    return HttpResponse(content, content_type="application/json", headers=headers)
