"""Units by the names people type for them: an organisation has more than a list can hold."""

from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from people.models import Unit

# How many are named where the words mean several.
MOST_NAMED = 20


class UnitInput(forms.TextInput):
    """A line of text that offers ``found`` where the words typed meant several."""

    template_name = "people/_unit_input.html"
    found: tuple[Unit, ...] = ()

    def format_value(self, value):
        """Show a unit, or the id that stands for one in an address, by its path."""
        if is_id(value):
            value = Unit.objects.with_path().filter(pk=value).first() or value
        return super().format_value(value.path if isinstance(value, Unit) else value)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["found"] = [unit.path for unit in self.found]
        if self.found:
            context["widget"]["attrs"]["list"] = f"{name}-found"
        return context


class UnitField(forms.Field):
    """One unit, by its name or its path, or by its id in an address."""

    widget = UnitInput
    # The one on record, which may be archived.
    kept: Unit | None = None
    # Those that may be named; none for all there are.
    units: QuerySet | None = None

    def clean(self, value):
        words = (value or "").strip()
        if not words:
            return super().clean(None)
        found = list(find_units(words, self.units)[:MOST_NAMED])
        if not found:
            raise forms.ValidationError(_("There is no unit with that name."))
        if self.kept in found and found[0].archived_at:
            return self.kept
        if found[0].archived_at:
            raise forms.ValidationError(
                _("“%(name)s” is archived, so nothing new can be put there."),
                params={"name": found[0].path},
            )
        if len(found) == 1:
            return found[0]
        self.widget.found = tuple(found)
        paths = "; ".join(unit.path for unit in found)
        raise forms.ValidationError(
            _("Several units have that name. Type one of these: %(paths)s."),
            params={"paths": paths},
        )


class UnitsField(forms.CharField):
    """All units that the words may mean, for looking in them; None where nothing is typed."""

    widget = UnitInput
    units: QuerySet | None = None

    def clean(self, value):
        words = super().clean(value)
        return find_units(words, self.units) if words else None


def find_units(words: str, units: QuerySet | None = None) -> QuerySet:
    """Find the unit with that id or exactly that name, else those whose names hold the words.

    Archived ones only where no open one fits.
    """
    # NUL is pasted now and then, is in no name, and is no text to PostgreSQL.
    words = words.replace("\x00", "")
    units = (Unit.objects.all() if units is None else units).with_path()
    units = units.order_by("sort_name", "parent__sort_name", "parent__parent__sort_name", "pk")
    if is_id(words):
        return units.filter(pk=words)
    # So that "Ward 1" is not asked back for because there is a "Ward 10".
    exact = units.called(words)
    found = exact if exact.exists() else units.matching(words)
    is_open = found.open()
    return is_open if is_open.exists() else found


def is_id(value) -> bool:
    try:
        return bool(UUID(str(value)))
    except ValueError:
        return False
