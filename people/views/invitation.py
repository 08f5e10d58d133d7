from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from common.open_links import limited
from common.redirects import next_path
from people.forms.invitation import InvitationAcceptForm, InvitationSendForm
from people.models import Person
from people.permissions import can_invite_person, can_search_people, require
from people.scope import edit_scope
from people.second_factors import has_factor
from people.services import invitation as services

# With one press: as many as leave within some minutes.
MOST_INVITED = 1000
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_POST
def invitation_send(request, pk):
    """Invite one person. The mail leaves by the next sweep, within a minute."""
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    require(can_invite_person(request.user, person))
    services.invite_people(people=[person], by=request.user, at=timezone.now())
    messages.success(request, _("The invitation to %(name)s is on its way.") % {"name": person})
    return redirect("people:person-detail", person.pk)


@require_POST
def invitation_send_many(request):
    """Invite those who are ticked; who has a password already is passed over."""
    require(can_search_people(request.user))
    own = edit_scope(request.user).people()
    if "everybody" in request.POST:
        waiting = own.never_invited()[:MOST_INVITED]
        count = services.invite_people(people=waiting, by=request.user, at=timezone.now())
        messages.success(request, _invited(count))
        return redirect(next_path(request, "people:person-list"))
    form = InvitationSendForm(request.POST, among=own)
    if form.is_valid():
        people = form.cleaned_data["people"]
        count = services.invite_people(people=people, by=request.user, at=timezone.now())
        messages.success(request, _invited(count))
    else:
        messages.error(request, form.errors["people"][0])
    return redirect(next_path(request, "people:person-list"))


def _invited(count):
    words = ngettext(
        "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count
    )
    return words % {"count": count}


@login_not_required
@limited
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request, token):
    """Looking changes nothing (mail scanners follow links); setting a password does."""
    now = timezone.now()
    try:
        person = services.find_invitation(token=token, at=now).person
        form = InvitationAcceptForm(request.POST or None, person=person)
        if form.is_valid():
            password = form.cleaned_data["password"]
            person = services.accept_invitation(token=token, password=password, at=now)
            if has_factor(person):
                # A mailbox is no second factor: they log in by theirs.
                return redirect("account_login")
            login(request, person, backend=BACKEND)
            return redirect("/")
    except services.InvitationError as error:
        return _refused(request, token, error, now)

    context = {"form": form, "person": person, "token": token}
    return render(request, "people/invitation_accept.html", context)


def _refused(request, token, error, now):
    """Say so, in the same words for every link; and send a new one where it had expired."""
    is_asked = "ask_again" in request.POST
    if is_asked:
        services.renew_invitation(token=token, at=now)
    context = {"reason": error, "is_asked": is_asked}
    status = 200 if is_asked else 404
    return render(request, "people/invitation_accept_failed.html", context, status=status)
