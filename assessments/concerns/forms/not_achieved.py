from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.concerns.forms.concern import ReadForm
from common.forms import PlainTextField, date_input
from people.forms.reauthentication import ConfirmedForm


class ProposeForm(ConfirmedForm):
    """Why, signed with one's name."""

    reason = PlainTextField(
        label=_("Why was it not completed?"),
        help_text=_("The learner reads this once they have been told in person."),
        rows=6,
        max_length=4000,
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    field_order = ["reason", "password"]

    def __init__(self, *args, readers, **options):
        super().__init__(*args, **options)
        self.fields["reason"].readers = readers

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "decision-form"
        helper.layout = Layout("reason", *self.confirmation, "idempotency_key")
        return helper


class AgreeForm(ConfirmedForm):
    """Nothing but one's name under it."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "decision-form"
        helper.layout = Layout(*self.confirmation)
        return helper


class TellForm(ReadForm):
    """The meeting in which the learner was told."""

    told_on = forms.DateField(label=_("When did you tell them?"), widget=date_input())
    notes = PlainTextField(label=_("Who was there, and what was said?"), rows=5, max_length=4000)
