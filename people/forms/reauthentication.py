from crispy_forms.layout import HTML
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
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
from people.sso_providers import confirming_providers

# Beside the field for whoever has one; a script shows it, and the field stays for all others.
PASSKEY = '{% include "components/passkey.html" %}'
SEND_CODE = (
    '<p><button type="submit" class="btn btn-sm" name="send_code" value="yes">{}</button></p>'
)
# Sends the form there as it stands, in another tab, so that nothing typed is lost; a script lets
# what was typed wait in this one instead (static/js/keep.js).
CONFIRM_ELSEWHERE = (
    '<button type="submit" class="btn" formaction="{}" formtarget="_blank" formnovalidate '
    'name="back_to" value="" data-elsewhere>{}</button>'
)


class PasswordOrElsewhere(forms.PasswordInput):
    """May be left empty by whoever proves elsewhere that it is they."""

    def use_required_attribute(self, initial):
        return False


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
        self.elsewhere = confirming_providers(request.user)
        if self.elsewhere:
            self._let_them_confirm_elsewhere()
        elif needs_code(request.user):
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

    def _let_them_confirm_elsewhere(self):
        """Beside the password; instead of it for whoever has none."""
        field = self.fields["password"]
        if self.request.user.has_usable_password():
            field.widget = PasswordOrElsewhere(attrs=field.widget.attrs)
            return
        self.fields["password"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_password(self):
        if self.fields["password"].widget.is_hidden:
            self.add_error(None, _("Confirm that it's you first. Nothing was saved."))
            return ""
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
        if self.elsewhere:
            parts.append(HTML(self._buttons_elsewhere()))
        elif needs_code(self.request.user):
            parts.append(HTML(format_html(SEND_CODE, _("E-mail me a code"))))
        if reader_flags(self.request.user)["has_passkey"]:
            parts.append(HTML(PASSKEY))
        return parts

    def _buttons_elsewhere(self):
        if self.fields["password"].widget.is_hidden:
            line = _(
                "Your account has no password here, so we ask %(name)s every ten minutes whether "
                "it's you. What you typed stays."
            ) % {"name": self.elsewhere[0].name}
        else:
            line = _("Or without the password:")
        addresses = [
            (
                reverse("people:sso-confirm", args=[each.key]),
                _("Confirm with %(name)s") % {"name": each.name},
            )
            for each in self.elsewhere
        ]
        buttons = format_html_join(" ", CONFIRM_ELSEWHERE, addresses)
        return format_html('<div class="stack-sm mb-3"><p>{}</p><p>{}</p></div>', line, buttons)

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
