from crispy_forms.layout import HTML
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.reader_flags import reader_flags
from people.services.reauthentication import (
    ReauthenticationError,
    confirm,
    is_confirmed,
    needs_code,
    send_code,
)

# Beside the field for whoever has one; a script shows it, and the field stays for all others.
PASSKEY = '{% include "components/passkey.html" %}'
SEND_CODE = (
    '<p><button type="submit" class="btn btn-sm" name="send_code" value="yes">{}</button></p>'
)


class ConfirmedForm(forms.Form):
    """A form that stands for a signature: asks for the password where it is not fresh.

    Whoever has none is mailed a code at the press of a button in the form, and what they typed
    stays. The field goes as soon as the password was right, even if something else in the form
    was wrong: nobody types it twice.
    """

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy(
            "We ask every ten minutes, so that nobody else can act in your name."
        ),
        error_messages={"required": gettext_lazy("Enter your password.")},
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, at, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.at = at
        if needs_code(request.user):
            self.fields["password"] = forms.CharField(
                label=_("Code from your e-mail"),
                help_text=_(
                    "Six digits. Your account has no password, so we ask for a code every ten "
                    "minutes."
                ),
                error_messages={"required": _("Ask for a code, then enter it here.")},
                widget=forms.TextInput(
                    attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
                ),
            )
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
        if self._asks_for_code():
            self._send_code()

    @property
    def confirmation(self) -> list:
        """What the layout of a form ends with."""
        if "password" not in self.fields:
            return []
        parts: list = ["password"]
        if needs_code(self.request.user):
            parts.append(HTML(format_html(SEND_CODE, _("E-mail me a code"))))
        if reader_flags(self.request.user)["has_passkey"]:
            parts.append(HTML(PASSKEY))
        return parts

    def _asks_for_code(self):
        """Pressed with nothing typed: Enter behind a typed code presses it too."""
        pressed = "send_code" in self.data and not self.data.get(self.add_prefix("password"))
        return pressed and "password" in self.fields and needs_code(self.request.user)

    def _send_code(self):
        del self._errors["password"]
        try:
            send_code(self.request, at=self.at)
        except ReauthenticationError as error:
            self.add_error("password", str(error))
        else:
            self.add_error("password", _("We've sent a code to your e-mail. Enter it here."))

    def _forget_password_if_confirmed(self):
        if is_confirmed(self.request.session, at=self.at):
            self.fields.pop("password", None)
