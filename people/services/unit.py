from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.hierarchy import circles
from common.refusal import Refusal
from people.models import Unit

# What may stand above what; a unit can also lie straight below its site.
PARENT_KINDS = {
    Unit.Kind.SITE: (),
    Unit.Kind.DEPARTMENT: (Unit.Kind.SITE,),
    Unit.Kind.UNIT: (Unit.Kind.SITE, Unit.Kind.DEPARTMENT),
}


class UnitError(Refusal):
    """The tree of units does not allow it."""


@transaction.atomic
def create_unit(*, kind: str, name: str, parent: Unit | None, time_zone: str = "") -> Unit:
    """Add a unit to the tree.

    :raises UnitError: if it cannot stand there, or its name is taken there.
    """
    unit = Unit(kind=kind, name=name, parent=parent, time_zone=time_zone)
    _lock_tree()
    _refuse_misplaced(unit)
    _write(unit, force_insert=True)
    return unit


@transaction.atomic
def update_unit(
    *, unit: Unit, kind: str, name: str, parent: Unit | None, time_zone: str = ""
) -> Unit:
    """Rename or move a unit, with all that lies below it.

    :raises UnitError: if it cannot stand there, or its name is taken there.
    """
    _lock_tree()
    unit = Unit.objects.get(pk=unit.pk)
    unit.kind, unit.name, unit.parent, unit.time_zone = kind, name, parent, time_zone
    _refuse_circle(unit)
    _refuse_misplaced(unit)
    _write(unit, update_fields=["kind", "name", "parent", "time_zone"])
    return unit


@transaction.atomic
def archive_unit(*, unit: Unit, at: datetime) -> None:
    """Offer a unit in no list any more; whoever was there keeps it on their record.

    :raises UnitError: while somebody active is in it, or a unit below it is open.
    """
    _lock_tree()
    # Who is put there meanwhile waits for the row.
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if unit.people.active().exists() or unit.children.open().exists():
        raise UnitError(_("Only an empty unit can be archived. Move who and what is in it first."))
    Unit.objects.open().filter(pk=unit.pk).update(archived_at=at)


@transaction.atomic
def reopen_unit(*, unit: Unit) -> None:
    """Take a unit out of the archive.

    :raises UnitError: if the one above it is archived.
    """
    _lock_tree()
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    if unit.parent and unit.parent.archived_at:
        raise UnitError(
            _("It belongs to “%(name)s”, which is archived. Take that out first.")
            % {"name": unit.parent}
        )
    Unit.objects.filter(pk=unit.pk).update(archived_at=None)


def _lock_tree() -> None:
    """Let changes of the tree take turns: two moves, each harmless, could close a circle."""
    sites = Unit.objects.filter(kind=Unit.Kind.SITE).order_by("pk")
    list(sites.select_for_update(of=("self",)).values_list("pk"))


def _refuse_circle(unit: Unit) -> None:
    def above(units):
        return dict(
            Unit.objects.filter(pk__in=units, parent__isnull=False).values_list("pk", "parent")
        )

    if circles({unit.pk: unit.parent_id}, above=above):
        raise UnitError(_("A unit can't be part of itself."))


def _refuse_misplaced(unit: Unit) -> None:
    """Sites stand at the top, departments below sites, units below either: three levels."""
    above = unit.parent.kind if unit.parent else None
    if above is None and unit.kind != Unit.Kind.SITE:
        raise UnitError(_("Only a site can be at the top. Choose where this one belongs."))
    if above is not None and above not in PARENT_KINDS[unit.kind]:
        raise UnitError(
            _("A %(kind)s can't be part of a %(above)s.")
            % {
                "kind": unit.get_kind_display().lower(),
                "above": unit.parent.get_kind_display().lower(),
            }
        )
    if unit.parent and unit.archived_at is None and unit.parent.archived_at:
        raise UnitError(
            _("“%(name)s” is archived. Take it out of the archive first.") % {"name": unit.parent}
        )
    below = set(unit.children.values_list("kind", flat=True))
    if any(unit.kind not in PARENT_KINDS[kind] for kind in below):
        raise UnitError(_("The units inside it wouldn't fit there. Move them first."))


def _write(unit: Unit, **options) -> None:
    try:
        with transaction.atomic():
            unit.save(**options)
    except IntegrityError:
        raise UnitError(
            _("There is already a unit called “%(name)s” there.") % {"name": unit.name}
        ) from None
