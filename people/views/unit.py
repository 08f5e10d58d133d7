from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.paging import keyset_page
from common.show_refusal import refusals_on, refusals_told
from people.forms.unit import UnitForm, UnitUpdateForm
from people.models import Person, Unit
from people.organisations import visible_units
from people.permissions import can_administer, can_search_people, require
from people.services import unit as services

SITES_PER_PAGE = 20
# Below the sites of a page, and of a search.
MOST_SHOWN, MOST_FOUND = 200, 50
# Of those who are in the way of archiving a unit.
MOST_NAMED = 20


@require_safe
def unit_list(request):
    """The tree, site by site; or what a search finds."""
    words = request.GET.get("search", "").replace("\x00", "").strip()
    if request.GET.get("show") == "archived":
        return _archive(request)
    sites = _units(request).open().filter(kind=Unit.Kind.SITE)
    page = keyset_page(
        sites, order=("sort_name", "id"), cursor=request.GET.get("cursor"), size=SITES_PER_PAGE
    )
    trees = [] if words else _trees(page.rows)
    context = {
        "search": words,
        "found": _units(request).open().matching(words).order_by("sort_name", "pk")[:MOST_FOUND]
        if words
        else [],
        "page": page,
        "trees": trees,
        "can_administer": can_administer(request.user),
        "has_archive": not words and _units(request).archived().exists(),
    }
    return render(request, "people/unit_list.html", context)


def _archive(request):
    page = keyset_page(
        _units(request).archived(), order=("sort_name", "id"), cursor=request.GET.get("cursor")
    )
    return render(request, "people/unit_archive_list.html", {"page": page, "found": page.rows})


def _trees(sites):
    """Nest what lies below sites: (site, [(department, people in and below it, [unit, …]), …]).

    More than a page can hold are not: then the departments stand there without number and units.
    """
    keys = [site.pk for site in sites]
    units = Unit.objects.open().with_those_below(keys).exclude(kind=Unit.Kind.SITE)
    if units.count() > MOST_SHOWN:
        nearest = units.filter(parent__in=keys).order_by("sort_name", "id")[:MOST_SHOWN]
        below = _by_parent(nearest)
        return [(site, [(each, None, []) for each in below.get(site.pk, [])]) for site in sites]
    below = _by_parent(units.with_people_count().order_by("sort_name", "id"))

    def branch(department):
        leaves = below.get(department.pk, [])
        people = department.people_count + sum(leaf.people_count for leaf in leaves)
        return department, people, leaves

    return [(site, [branch(each) for each in below.get(site.pk, [])]) for site in sites]


def _by_parent(units):
    below = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)
    return below


@require_safe
def unit_detail(request, pk):
    unit = get_object_or_404(_units(request), pk=pk)
    people = Person.objects.visible_to(request.user).active().filter(unit=unit)
    context = {
        "unit": unit,
        "units": _below(unit).with_people_below_count().order_by("sort_name", "id"),
        "page": keyset_page(
            people.with_unit().prefetch_roles(),
            order=("sort_name", "id"),
            cursor=request.GET.get("cursor"),
        ),
        "is_directory": can_search_people(request.user),
        "can_administer": can_administer(request.user),
    }
    return render(request, "people/unit_detail.html", context)


def _below(unit):
    """Those in use; of an archived unit all there were."""
    return unit.children.all() if unit.archived_at else unit.children.open()


@require_http_methods(["GET", "POST"])
def unit_create(request):
    require(can_administer(request.user))
    parent = request.GET.get("parent")
    form = UnitForm(request.POST or None, label=_("Add unit"), initial={"parent": parent})
    if form.is_valid():
        with refusals_on(form):
            unit = services.create_unit(**form.cleaned_data)
            messages.success(request, _("“%(name)s” has been added.") % {"name": unit})
            return redirect("people:unit-detail", unit.pk)

    return render(request, "people/unit_create.html", {"form": form})


@require_http_methods(["GET", "POST"])
def unit_update(request, pk):
    unit = get_object_or_404(_units(request), pk=pk)
    require(can_administer(request.user))
    initial = {name: getattr(unit, name) for name in ("kind", "name", "parent", "time_zone")}
    form = UnitUpdateForm(request.POST or None, label=_("Save changes"), initial=initial)
    if form.is_valid():
        with refusals_on(form):
            services.update_unit(unit=unit, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("people:unit-detail", unit.pk)

    return render(request, "people/unit_update.html", {"form": form, "unit": unit})


@require_http_methods(["GET", "POST"])
def unit_archive(request, pk):
    """Asks first; where it is not empty the page names who and what is still there."""
    unit = get_object_or_404(_units(request), pk=pk)
    require(can_administer(request.user))
    if request.method == "POST":
        with refusals_told(request):
            services.archive_unit(unit=unit, at=timezone.now())
            messages.success(request, _("Archived. You can take it out again."))
            return redirect("people:unit-detail", pk)

    people = unit.people.active()
    context = {
        "unit": unit,
        "units": unit.children.open().order_by("sort_name", "pk"),
        "people": people.order_by("sort_name", "pk")[:MOST_NAMED],
        "count": people.count(),
    }
    return render(request, "people/unit_archive.html", context)


@require_POST
def unit_reopen(request, pk):
    unit = get_object_or_404(_units(request), pk=pk)
    require(can_administer(request.user))
    with refusals_told(request):
        services.reopen_unit(unit=unit)
        messages.success(request, _("Taken out of the archive. People can be put there again."))
    return redirect("people:unit-detail", pk)


def _units(request):
    return visible_units(request.user).with_path()
