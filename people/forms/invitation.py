from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _


class InvitationSendForm(forms.Form):
    """Who is ticked, ``among`` those whom one may invite."""

    people = forms.ModelMultipleChoiceField(
        queryset=None, error_messages={"required": _("Tick at least one person.")}
    )

    def __init__(self, data, *, among):
        super().__init__(data)
        self.fields["people"].queryset = among


class InvitationAcceptForm(forms.Form):
    """The first password of ``person``."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 12 characters. Three or four words that nobody would guess work well."
        ),
    )

    def __init__(self, data=None, *, person):
        super().__init__(data)
        self.person = person

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "password", Submit("accept", _("Save and log in"), css_class="btn-go btn-wide")
        )
        return helper
