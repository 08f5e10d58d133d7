"""How a view answers when a service refuses: in the refusal's own words.

    if form.is_valid():
        with refusals_on(form):
            services.leave_mentorship(mentorship=mentorship, by=request.user, at=now)
            messages.success(request, _("You have left this mentorship."))
            return redirect("people:today")

    return render(request, "programs/mentoring/mentorships/mentorship_leave.html", context)

A refusal ends the block, and the view goes on below it.
"""

from contextlib import contextmanager

from django.contrib import messages

from common.refusal import Refusal


@contextmanager
def refusals_on(form, field: str | None = None, *, of: type[Refusal] = Refusal):
    """Write a refusal of the block into the form: at a field, or above all of them.

    With ``of`` only refusals of that class; the others pass on to whatever stands around.
    """
    try:
        yield
    except of as refusal:
        form.add_error(field, str(refusal))


@contextmanager
def refusals_told(request):
    """Say a refusal of the block above the next page, where there is no form to hold it."""
    try:
        yield
    except Refusal as refusal:
        messages.error(request, str(refusal))
