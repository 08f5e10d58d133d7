from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import date_input


class ProtectedTimeForm(forms.Form):
    """How long one was free for precepting, on which day."""

    day = forms.DateField(label=_("Day"), widget=date_input())
    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=12)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=59, required=False, initial=0
    )

    @property
    def minutes_in_all(self) -> int:
        return self.cleaned_data["hours"] * 60 + (self.cleaned_data["minutes"] or 0)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "day",
            Div("hours", "minutes", css_class="day-and-time"),
            Submit("add", _("Add"), css_class="btn-go"),
        )
        return helper
