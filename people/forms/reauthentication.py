from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.services.reauthentication import ReauthenticationError, confirm, is_confirmed


class ConfirmedForm(forms.Form):
    """A form that stands for a signature: asks for the password where it is not fresh.

    The field goes as soon as the password was right, even if something else in the form was
    wrong: nobody types it twice.
    """

    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Asked once in ten minutes, so that nobody signs with your name."),
        error_messages={"required": _("Type your password to sign.")},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.at = at
        self._forget_password_if_confirmed()

    def clean_password(self):
        try:
            confirm(self.request, self.cleaned_data["password"], at=self.at)
        except ReauthenticationError as error:
            raise ValidationError(str(error)) from error
        return ""

    def full_clean(self):
        super().full_clean()
        self._forget_password_if_confirmed()

    def _forget_password_if_confirmed(self):
        if is_confirmed(self.request.session, at=self.at):
            self.fields.pop("password", None)
