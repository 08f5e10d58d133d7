from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField, StepsField
from programs.mentoring.goals.models import Goal


class GoalTemplateForm(forms.Form):
    """An idea for a goal; the mentee changes every word of it."""

    area = forms.ChoiceField(label=_("Area of life"), choices=Goal.Area)
    title = PlainTextField(label=_("The goal"), max_length=200)
    measure = forms.ChoiceField(
        label=_("How you'd know you're there"), choices=Goal.Measure, initial=Goal.Measure.YES_NO
    )
    measure_text = PlainTextField(
        label=_("What is counted or rated"), max_length=200, required=False
    )
    steps = StepsField(label=_("First small steps"), required=False)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "area",
            Field("title"),
            "measure",
            "measure_text",
            "steps",
            Submit("save", _("Add this idea"), css_class="btn-plum"),
        )
        return helper
