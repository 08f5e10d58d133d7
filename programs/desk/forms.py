from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import date_input
from people.forms.unit_list import UnitListForm
from people.models import Person, Unit
from programs import registry
from programs.desk.rows import Line

SNOOZED, MINE = "snoozed", "mine"


class WorklistForm(UnitListForm):
    """Which rows are shown: of a kind, a cohort, a unit; snoozed ones, or one's own."""

    orders = {"need": ()}
    cohort = forms.UUIDField(required=False)

    def __init__(self, data):
        others = ((SNOOZED, _("Snoozed")), (MINE, _("Assigned to you")))
        self.shows = [*registry.worklist_kinds.items(), *others]
        super().__init__(data)

    def of_place(self, lines: list[Line]) -> list[Line]:
        """Those of the cohort and the unit chosen, of any kind."""
        cohort, units = self.cleaned_data.get("cohort"), self._units()
        return [
            line
            for line in lines
            if (cohort is None or line.row.cohort == cohort)
            and (units is None or line.row.unit in units)
        ]

    def narrowed(self, waiting: list[Line], snoozed: list[Line], reader: Person) -> list[Line]:
        """Those of the kind chosen, of what ``of_place`` found."""
        show = self.show_chosen
        return [
            line
            for line in (snoozed if show == SNOOZED else waiting)
            if (show in ("", SNOOZED, MINE) or line.row.kind == show)
            and (show != MINE or line.is_assigned_to(reader))
        ]

    def _units(self):
        units = self.cleaned_data.get("unit")
        if units is None:
            return None
        return set(Unit.objects.with_those_below(units).values_list("pk", flat=True))


class RowForm(forms.Form):
    """Which row of the worklist is meant."""

    kind = forms.CharField(max_length=40, widget=forms.HiddenInput)
    key = forms.CharField(max_length=80, widget=forms.HiddenInput)


class SnoozeForm(RowForm):
    until = forms.DateField(label=_("Show it again on"), widget=date_input())

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, **options)
        self.fields["until"].initial = today + timedelta(days=7)
        self.fields["until"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout("kind", "key", "until", Submit("snooze", _("Snooze")))
        return helper


class AssignForm(RowForm):
    to = forms.ModelChoiceField(Person.objects.none(), label=_("Who"), empty_label=None)

    def __init__(self, data=None, *, people, **options):
        super().__init__(data, **options)
        self.fields["to"].queryset = people

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout("kind", "key", "to", Submit("assign", _("Assign")))
        return helper
