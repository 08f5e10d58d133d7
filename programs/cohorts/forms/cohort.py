from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm, with_version
from common.forms import PlainTextField, date_input


class CohortForm(forms.Form):
    name = PlainTextField(label=_("Name"), max_length=120, help_text=_("Such as “Autumn 2026”."))
    starts_on = forms.DateField(
        label=_("Starts on"),
        widget=date_input(),
        help_text=_("Pairings begin on this day, or when they are published if that is later."),
    )

    def __init__(self, data=None, *, label, **options):
        super().__init__(data, **options)
        self.label = label

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout("name", "starts_on", Submit("save", self.label, css_class="btn-go"))
        return helper


class CohortUpdateForm(EditForm, CohortForm):
    is_archived = forms.BooleanField(
        label=_("Archived"),
        required=False,
        help_text=_(
            "For a cohort that is over: it leaves the list of its program, and its records stay."
        ),
    )

    @property
    def helper(self):
        helper = with_version(super().helper)
        # Above the button.
        helper.layout.insert(-1, "is_archived")
        return helper
