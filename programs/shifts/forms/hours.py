from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField
from programs.shifts.models import Shift


class HoursForm(EditForm):
    """How long it really was, without breaks."""

    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=24)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=59)
    is_supernumerary = forms.TypedChoiceField(
        label=_("The learner was"),
        choices=[("yes", _("Supernumerary")), ("no", _("Counted in the numbers"))],
        coerce=lambda value: value == "yes",
    )

    @property
    def worked(self) -> int:
        return self.cleaned_data["hours"] * 60 + self.cleaned_data["minutes"]

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED,
            Div("hours", "minutes", css_class="day-and-time"),
            "is_supernumerary",
            Submit("correct", _("Save the hours"), css_class="btn-go"),
        )
        return helper


def hours_of_form(shift: Shift) -> dict:
    return {
        "hours": shift.minutes // 60,
        "minutes": shift.minutes % 60,
        "is_supernumerary": "yes" if shift.is_supernumerary else "no",
    }


class QuestionForm(forms.Form):
    question = PlainTextField(label=_("What isn't right?"), max_length=300)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout("question", Submit("ask", _("Question these hours")))
        return helper
