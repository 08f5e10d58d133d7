from itertools import chain

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.downloads import csv_file
from common.paging import keyset_page
from common.show_refusal import refusals_on, refusals_told
from people import registry
from people.forms.person import PersonForm, PersonSearchForm, PersonUpdateForm
from people.models import Person
from people.names import formerly, was_renamed
from people.organisations import visible_units
from people.permissions import (
    can_add_people,
    can_administer,
    can_change_address,
    can_edit_person,
    can_import_people,
    can_invite_person,
    can_record_standing,
    can_reset_factors,
    can_search_people,
    can_see_standing,
    require,
)
from people.reader_flags import know_reader
from people.scope import edit_scope
from people.second_factors import HAS_FACTOR
from people.services import person as services
from people.services.line_management import manager_on

SHORTEST_SEARCH = 2
ROLES = (
    ("preceptor", _lazy("Preceptor")),
    ("mentor", _lazy("Mentor")),
    ("learner", _lazy("Learner")),
)
PEOPLE_COLUMNS = (_lazy("Name"), _lazy("Job title"), _lazy("Unit"), _lazy("Roles"), _lazy("State"))


@require_safe
def person_list(request):
    """Whom one may see, by name; those who pair people see everybody."""
    know_reader(request.user)
    form = PersonSearchForm(request.GET, by=request.user)
    form.full_clean()
    found = form.cleaned_data
    is_directory = can_search_people(request.user)
    show = request.GET.get("show", "") if is_directory else ""
    people = _listed(request.user, found, show).with_unit().prefetch_roles()
    if is_directory and request.GET.get("as") == "csv":
        return csv_file(
            _("people"), PEOPLE_COLUMNS, map(_exported, people.order_by("sort_name", "id"))
        )
    page = keyset_page(people, order=("sort_name", "id"), cursor=request.GET.get("cursor"))
    context = {
        "form": form,
        "page": page,
        "announcement": _announcement(page),
        "show": show,
        "is_directory": is_directory,
        "is_search_short": 0 < len(found.get("search", "")) < SHORTEST_SEARCH,
        "is_filtered": any(value is not None and value != "" for value in found.values())
        or show == "deactivated",
        "can_import": can_import_people(request.user),
        "can_create": can_add_people(request.user),
    }
    return render(request, "people/person_list.html", context)


def _exported(person):
    """The row of a person as the list shows it."""
    state = _("active") if person.is_activated else _("not activated")
    roles = [
        _("Mentee") if role == "learner" and person.is_mentee else label
        for role, label in ROLES
        if hasattr(person, role)
    ]
    return [
        person.name,
        person.job_title,
        person.unit.path if person.unit else "",
        ", ".join(str(label) for label in roles),
        state if person.is_active else _("deactivated"),
    ]


def _announcement(page):
    """What a screen reader hears when the list has changed."""
    if page.next_cursor:
        return _("%(count)d people, and more on the next page") % {"count": len(page)}
    return ngettext("%(count)d person", "%(count)d people", len(page)) % {"count": len(page)}


def _listed(reader, found, show):
    """People by standing (``show``), narrowed down to what was looked for."""
    words = found.get("search", "")
    is_search = len(words) >= SHORTEST_SEARCH
    people = _shown(reader, show, is_search=is_search)
    if found.get("unit") is not None:
        people = people.in_units(found["unit"])
    if found.get("role"):
        people = people.in_role(found["role"])
    return people.matching(words) if is_search else people


def _shown(reader, show, *, is_search):
    if show == "waiting":
        # Those whom one may invite.
        waiting = edit_scope(reader).people().active().not_activated()
        return waiting.with_open_invitations()
    people = Person.objects.visible_to(reader)
    if show == "deactivated":
        return people.filter(is_active=False)
    # Who looks somebody up finds them though they have left, and marked so.
    is_everybody = is_search and can_search_people(reader) and not show
    return people if is_everybody else people.active()


@require_safe
def person_detail(request, pk):
    know_reader(request.user)
    today = timezone.localdate()
    people = _visible(request).with_unit().with_roles().with_manager(today)
    people = people.annotate(
        is_renamed=was_renamed(at=timezone.now()),
        has_factor=HAS_FACTOR,
        # Whoever is in one's pair may work where one cannot look around.
        is_unit_visible=Exists(visible_units(request.user).filter(pk=OuterRef("unit"))),
    )
    person = get_object_or_404(people, pk=pk)
    can_see = can_see_standing(request.user, person)
    context = {
        "person": person,
        "formerly": person.is_renamed and formerly(person, at=timezone.now()),
        "today": today,
        "can_see_standing": can_see,
        "can_record": can_record_standing(request.user, person),
        "can_administer": can_administer(request.user),
        "can_edit": can_edit_person(request.user, person),
        "can_invite": can_invite_person(request.user, person),
        "can_change_address": can_change_address(request.user, person) and person.is_activated,
        "can_see_last_login": can_search_people(request.user),
        "is_oneself": person == request.user,
        **sections(person, request.user, today),
    }
    if can_see:
        context |= standing(person, today)
    if context["can_administer"]:
        changes = person.address_changes.select_related("asked_by", "closed_by")
        context["address_changes"] = changes.order_by("-asked_at")[:5]
        context["factor_changes"] = person.factor_changes.select_related("changed_by")[:5]
        context["can_reset_factors"] = can_reset_factors(request.user, person)
    if context["can_invite"]:
        context["invitation"] = person.invitations.open().order_by("-created_at").first()
    return render(request, "people/person_detail.html", context)


def sections(person, reader, today):
    """What the apps above say of the person to this reader, by column."""
    found = [source(person, reader, today) for source in registry.person_sections]
    cards = sorted(chain.from_iterable(found), key=lambda card: card.order)
    return {
        "main_sections": [card for card in cards if card.column == "main"],
        "side_sections": [card for card in cards if card.column == "side"],
    }


def standing(person, today):
    """Approvals and credentials with their state today, newest first, and rests not yet over."""
    is_guide = hasattr(person, "preceptor") or hasattr(person, "mentor")
    pauses = person.guide_pauses.order_by("valid_from") if is_guide else ()
    return {
        "is_guide": is_guide,
        "approvals": [(each, each.state_on(today)) for each in person.approvals.all()],
        "credentials": [(each, each.state_on(today)) for each in person.credentials.all()],
        "pauses": [pause for pause in pauses if not pause.is_over_on(today)],
    }


@require_http_methods(["GET", "POST"])
def person_create(request):
    require(can_add_people(request.user))
    form = PersonForm(request.POST or None, label=_("Add person"), by=request.user)
    if form.is_valid():
        with refusals_on(form):
            person = services.create_person(
                details=form.details,
                roles=form.role_values,
                manager=form.cleaned_data["manager"],
                by=request.user,
                at=timezone.now(),
                today=timezone.localdate(),
            )
            messages.success(
                request, _("%(name)s has been added. Invite them next.") % {"name": person}
            )
            return redirect("people:person-detail", person.pk)

    return render(request, "people/person_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def person_update(request, pk):
    person = get_object_or_404(_visible(request).with_unit().with_roles(), pk=pk)
    require(can_edit_person(request.user, person))
    today = timezone.localdate()
    form = PersonUpdateForm(
        request.POST or None,
        label=_("Save changes"),
        by=request.user,
        person=person,
        manager=manager_on(person, day=today),
    )
    if form.is_valid():
        with refusals_on(form):
            services.update_person(
                person=person,
                details=form.details,
                roles=form.role_values,
                manager=form.cleaned_data["manager"],
                by=request.user,
                at=timezone.now(),
                today=today,
            )
            messages.success(request, _("Saved."))
            return redirect("people:person-detail", person.pk)

    return render(request, "people/person_update.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
def person_deactivate(request, pk):
    """Ask once, naming what it does; then do it."""
    person = get_object_or_404(_visible(request), pk=pk)
    require(can_administer(request.user))
    if request.method == "POST":
        with refusals_told(request):
            services.deactivate_person(person=person, by=request.user, at=timezone.now())
            messages.success(request, _("%(name)s can no longer log in.") % {"name": person})
        return redirect("people:person-detail", person.pk)

    today = timezone.localdate()
    named = (source(person, today) for source in registry.dependants)
    context = {"person": person, "dependants": list(chain.from_iterable(named))}
    return render(request, "people/person_deactivate.html", context)


@require_POST
def person_reactivate(request, pk):
    person = get_object_or_404(_visible(request), pk=pk)
    require(can_administer(request.user))
    with refusals_told(request):
        services.reactivate_person(person=person)
        messages.success(request, _("%(name)s can log in again.") % {"name": person})
    return redirect("people:person-detail", person.pk)


def _visible(request):
    return Person.objects.visible_to(request.user)
