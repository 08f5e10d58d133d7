"""Lists of people in units: which of them are shown, and in which order."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.unit_fields import UnitInput, UnitsField
from people.models import Unit


class UnitListForm(forms.Form):
    """What an address asks of such a list; what means nothing is left out."""

    # By the name in the address, the columns to sort by; the first stands where none is asked.
    orders: ClassVar[dict[str, tuple[str, ...]]] = {}
    shows: ClassVar[list[tuple[str, str]]] = []
    # Where a row of the list has its unit.
    unit_of = "learner__person__unit"

    unit = UnitsField(
        label=_("Unit"),
        required=False,
        max_length=200,
        widget=UnitInput(attrs={"type": "search", "class": "form-control"}),
    )
    show = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.fields["show"].choices = self.shows
        self.fields["sort"].choices = [(name, name) for name in self.orders]
        self.is_valid()

    @property
    def show_chosen(self) -> str:
        return self.cleaned_data.get("show") or ""

    @property
    def sort_chosen(self) -> str:
        return self.cleaned_data.get("sort") or next(iter(self.orders))

    @property
    def order(self) -> tuple[str, ...]:
        return self.orders[self.sort_chosen]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.show_chosen or self["unit"].value())

    def in_units(self, rows):
        """Those of the units that were asked for, or below them."""
        units = self.cleaned_data.get("unit")
        if units is None:
            return rows
        below = Unit.objects.with_those_below(units).order_by()
        return rows.filter(**{f"{self.unit_of}__in": below.values("pk")})
