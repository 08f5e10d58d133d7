from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.unit_fields import UnitInput, UnitsField
from programs.cohorts.models import Cohort, Enrolment

ORDERS = {
    "name": ("learner__person__sort_name", "id"),
    "unit": ("unit_name", "learner__person__sort_name", "id"),
    "since": ("enrolled_at", "id"),
    "state": ("status", "learner__person__sort_name", "id"),
}


class CohortListForm(forms.Form):
    """Who of a cohort is shown, and in which order; what means nothing is left out."""

    unit = UnitsField(
        label=_("Unit"),
        required=False,
        max_length=200,
        widget=UnitInput(attrs={"type": "search", "class": "form-control"}),
    )
    show = forms.ChoiceField(choices=Enrolment.Status, required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        choices=[(name, name) for name in ORDERS], required=False, widget=forms.HiddenInput
    )

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()

    @property
    def show_chosen(self):
        return self.cleaned_data.get("show") or ""

    @property
    def sort_chosen(self):
        return self.cleaned_data.get("sort") or "name"

    @property
    def order(self):
        return ORDERS[self.sort_chosen]

    def narrowed(self, enrolments):
        if self.show_chosen:
            enrolments = enrolments.filter(status=self.show_chosen)
        units = self.cleaned_data.get("unit")
        return enrolments if units is None else enrolments.in_units(units)


class TickedForm(forms.Form):
    """Those ticked in the list of a cohort."""

    ticked = forms.ModelMultipleChoiceField(
        queryset=Enrolment.objects.none(),
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, data, *, cohort: Cohort):
        super().__init__(data)
        self.fields["ticked"].queryset = Enrolment.objects.filter(cohort=cohort).with_people()
