from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.paging import keyset_page
from programs.mentoring.reflection.forms.journal import JournalEntryForm, JournalEntryUpdateForm
from programs.mentoring.reflection.models import JournalEntry
from programs.mentoring.reflection.services import journal as services

ENTRIES = 20


@require_http_methods(["GET", "POST"])
def journal_list(request):
    """One's own journal, and a line for today."""
    form = JournalEntryForm(request.POST or None)
    if form.is_valid():
        services.write_journal_entry(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Only you can read it."))
        return redirect("programs:journal-list")
    order, cursor = ("-written_at", "-id"), request.GET.get("cursor")
    own = JournalEntry.objects.of(request.user)
    page = keyset_page(own, order=order, cursor=cursor, size=ENTRIES)
    return render(
        request, "programs/mentoring/reflection/journal_list.html", {"form": form, "page": page}
    )


@require_http_methods(["GET", "POST"])
def journal_update(request, pk):
    entry = _my_entry(request, pk)
    form = JournalEntryUpdateForm(request.POST or None, initial={"text": entry.text})
    if form.is_valid():
        services.update_journal_entry(entry=entry, **form.cleaned_data)
        messages.success(request, _("Saved. Only you can read it."))
        return redirect("programs:journal-list")
    return render(
        request, "programs/mentoring/reflection/journal_update.html", {"form": form, "entry": entry}
    )


@require_http_methods(["GET", "POST"])
def journal_remove(request, pk):
    entry = _my_entry(request, pk)
    if request.method == "GET":
        return render(
            request, "programs/mentoring/reflection/journal_remove.html", {"entry": entry}
        )
    services.remove_journal_entry(entry=entry)
    messages.success(request, _("Deleted from your journal."))
    return redirect("programs:journal-list")


def _my_entry(request, pk):
    """One's own entry: a journal of somebody else does not exist (M6)."""
    return get_object_or_404(JournalEntry.objects.of(request.user), pk=pk)
