from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.external.services.external_request import Identity
from assessments.sign_offs.forms.sign_off import PerformanceForm
from people.forms.fields import LineField, PersonEmailField, date_input


class ExternalRequestForm(forms.Form):
    observed_on = forms.DateField(label=_("When did they see it?"), widget=date_input())

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["observed_on"].widget.attrs["max"] = today.isoformat()

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "external-request-form"
        return helper


class ExternalSignForm(PerformanceForm):
    """Who somebody without an account is, and what they saw (P11)."""

    name = LineField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    role = LineField(
        label=_("Your role"),
        help_text=_("Such as physiotherapist, or ward manager."),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
    )
    registration_number = LineField(
        label=_("Your registration number"),
        help_text=_("With your professional body. Write “none” if you have none."),
        max_length=40,
    )
    email = PersonEmailField(
        label=_("Your work e-mail"),
        help_text=_("We e-mail you there. Your signature counts once you confirm it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The link is for what was seen on one day.
        del self.fields["observed_on"]

    @property
    def identity(self) -> Identity:
        names = Identity.__slots__
        return Identity(**{name: self.cleaned_data[name] for name in names})

    @property
    def judged(self) -> dict:
        names = ("level", "method", "comment", "idempotency_key")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "external-sign-form"
        helper.layout = Layout(
            *self.judgement,
            "comment",
            "name",
            "role",
            "registration_number",
            "email",
            "idempotency_key",
        )
        return helper
