"""Approvals, credentials, capacity and rest of guides."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm
from people.forms.fields import LineField, date_input
from people.limits import HIGHEST_CAPACITY
from people.models import Credential, GuideRole


class LabelledForm(forms.Form):
    """A short form; ``label`` names the act on its button."""

    button = "btn-go"

    def __init__(self, data=None, *, label, **options):
        super().__init__(data, **options)
        self.label = label

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(*self.fields, Submit("save", self.label, css_class=self.button))
        return helper


class PeriodForm(LabelledForm):
    valid_from = forms.DateField(label=_("From"), widget=date_input())
    valid_to = forms.DateField(label=_("Last day"), widget=date_input(), required=False)

    def clean(self):
        cleaned = super().clean()
        valid_from, valid_to = cleaned.get("valid_from"), cleaned.get("valid_to")
        if valid_from and valid_to and valid_to < valid_from:
            self.add_error("valid_to", _("The last day is before the first day."))
        return cleaned


class ApprovalForm(PeriodForm):
    role = forms.ChoiceField(label=_("Can be a"), choices=GuideRole, widget=forms.RadioSelect)

    field_order = ["role", "valid_from", "valid_to"]


class CredentialForm(PeriodForm):
    kind = forms.ChoiceField(label=_("What"), choices=Credential.Kind, widget=forms.RadioSelect)
    name = LineField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Such as the course, or the register."),
    )
    number = LineField(label=_("Number"), max_length=60, required=False)

    field_order = ["kind", "name", "number", "valid_from", "valid_to"]


class EndForm(LabelledForm):
    last_day = forms.DateField(label=_("Last day"), widget=date_input())

    button = "btn-danger"


class CapacityForm(EditForm, LabelledForm):
    capacity = forms.IntegerField(
        label=_("How many at once?"), min_value=0, max_value=HIGHEST_CAPACITY
    )


class RestForm(PeriodForm):
    """No new pairings for a while; without a last day, until one says so."""
