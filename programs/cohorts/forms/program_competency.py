from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm
from programs.cohorts.models import Method


class WeekForm(forms.Form):
    """One week for many competencies; empty leaves each as it is."""

    due_week = forms.IntegerField(
        label=_("Due by week"), min_value=1, max_value=520, required=False
    )


class CompetencyRowForm(EditForm, WeekForm):
    """What a program asks of one competency; a row of the table, told apart by its prefix."""

    is_critical = forms.BooleanField(label=_("Critical"), required=False)
    observations_required = forms.IntegerField(label=_("Sign-offs"), min_value=1, max_value=99)
    assessors_required = forms.IntegerField(label=_("Assessors"), min_value=1, max_value=99)
    methods = forms.MultipleChoiceField(label=_("Methods"), choices=Method)
    is_left_out = forms.BooleanField(label=_("Leave out"), required=False)

    def clean(self):
        cleaned = super().clean()
        observations, assessors = (
            cleaned.get("observations_required"),
            cleaned.get("assessors_required"),
        )
        if observations and assessors and assessors > observations:
            self.add_error(
                "assessors_required", _("There cannot be more assessors than sign-offs.")
            )
        if cleaned.get("is_critical") and Method.WORKPLACE not in cleaned.get("methods", []):
            self.add_error("methods", _("A critical one has to be observed at work at least once."))
        return cleaned
