from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import date_input
from programs.cohorts.models import Cohort, Program


class EvidencePackForm(forms.Form):
    """Of which days, and of which cohort; all of them where none is chosen."""

    first = forms.DateField(label=_("From"), widget=date_input())
    last = forms.DateField(label=_("To"), widget=date_input())
    cohort = forms.ModelChoiceField(
        label=_("Cohort"), queryset=Cohort.objects.none(), empty_label=_("All"), required=False
    )

    def __init__(self, data=None, *, program: Program, **options):
        super().__init__(data, **options)
        self.fields["cohort"].queryset = program.cohorts.order_by("-starts_on", "sort_name")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("This is before the first day."))
        return cleaned

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(Div("first", "last", css_class="day-and-time"), "cohort")
        return helper


def default_period(today: date) -> dict[str, date]:
    """The last twelve months."""
    return {"first": today - timedelta(days=364), "last": today}
