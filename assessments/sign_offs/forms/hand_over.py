from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.sign_offs.forms.sign_off import PerformanceForm
from assessments.sign_offs.forms.sign_off_request import AssessorField
from people.forms.reauthentication import ConfirmedForm

PIN = {
    "autocomplete": "off",
    "inputmode": "numeric",
    "pattern": "[0-9 ]*",
    "maxlength": 8,
}


class HandOverForm(PerformanceForm):
    """A preceptor judges on the learner's device, and proves by a PIN who they are."""

    pin = forms.CharField(
        label=_("Your PIN"),
        help_text=_("Six digits that only you know. We e-mail you when you sign."),
        widget=forms.PasswordInput(PIN),
    )

    field_order = ["assessor", "level", "method", "observed_on", "comment", "pin"]

    def __init__(self, *args, assessors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assessor"] = AssessorField(
            assessors,
            label=_("Who are you?"),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose your name.")},
        )
        if len(assessors) == 1:
            self.fields["assessor"].initial = assessors[0].person.pk
        self.order_fields(self.field_order)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "hand-over-form"
        helper.layout = Layout(
            Field("assessor", wrapper_class="chips"),
            *self.judgement,
            "observed_on",
            "comment",
            "pin",
            "idempotency_key",
        )
        return helper


class SigningPinForm(ConfirmedForm):
    pin = forms.CharField(
        label=_("A PIN of six digits"),
        help_text=_("Don't use a birthday or the PIN of your phone."),
        widget=forms.PasswordInput(PIN | {"autocomplete": "new-password"}),
    )

    field_order = ["pin", "password"]

    def clean_pin(self):
        return "".join(self.cleaned_data["pin"].split())

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "pin-form"
        helper.layout = Layout("pin", *self.confirmation)
        return helper
