from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.unit_list import UnitListForm
from programs.cohorts.models import Cohort, Enrolment


class CohortListForm(UnitListForm):
    """Who of a cohort is shown, and in which order."""

    orders = {
        "name": ("learner__person__sort_name", "id"),
        "unit": ("unit_name", "learner__person__sort_name", "id"),
        "since": ("enrolled_at", "id"),
        "state": ("status", "learner__person__sort_name", "id"),
    }
    shows = Enrolment.Status.choices

    def narrowed(self, enrolments):
        if self.show_chosen:
            enrolments = enrolments.filter(status=self.show_chosen)
        return self.in_units(enrolments)


class TickedForm(forms.Form):
    """Those ticked in the list of a cohort."""

    ticked = forms.ModelMultipleChoiceField(
        queryset=Enrolment.objects.none(),
        error_messages={"required": _("Tick at least one person.")},
    )

    def __init__(self, data, *, cohort: Cohort):
        super().__init__(data)
        self.fields["ticked"].queryset = Enrolment.objects.filter(cohort=cohort).with_people()


class OtherCohortForm(forms.Form):
    """The cohort of the same program to which those ticked are moved."""

    cohort = forms.ModelChoiceField(
        label=_("Move to"),
        queryset=Cohort.objects.none(),
        empty_label=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data=None, *, cohort: Cohort):
        super().__init__(data)
        others = Cohort.objects.open().filter(program=cohort.program).exclude(pk=cohort.pk)
        self.fields["cohort"].queryset = others
