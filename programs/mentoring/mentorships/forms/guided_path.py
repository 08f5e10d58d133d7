from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm, with_version
from common.forms import PlainTextField


class PathTopicForm(forms.Form):
    """A topic of a guided path; ``label`` is what the button says."""

    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=60)
    title = PlainTextField(label=_("Topic"), max_length=120)
    starter = PlainTextField(label=_("A question to start with"), max_length=1000, rows=3)
    resource_url = forms.CharField(
        label=_("Something to read or watch"),
        required=False,
        max_length=500,
        validators=[
            URLValidator(schemes=["https"], message=_("The address has to start with https://."))
        ],
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    def __init__(self, data=None, *, label, **options):
        super().__init__(data, **options)
        self.label = label

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "month",
            "title",
            "starter",
            "resource_url",
            Submit("save", self.label, css_class="btn-plum"),
        )
        return helper


class PathTopicUpdateForm(EditForm, PathTopicForm):
    @property
    def helper(self):
        return with_version(super().helper)
