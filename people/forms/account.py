"""allauth's own forms, in our words."""

from allauth.account import forms
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from people.demo_accounts import ACCOUNTS, PASSWORD
from people.services.password_reset import ask_reset

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password again"),
    "remember": _("This is my own phone or computer"),
}


class Worded:
    """The label says what goes in, and stays when one types: a placeholder does not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class PasswordResetForm(Worded, forms.ResetPasswordForm):
    """Takes any address in, and says of none whether it is known."""

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def save(self, request, **options):
        email = self.cleaned_data["email"]
        ask_reset(email=email)
        return email


class PasswordFromLinkForm(Worded, forms.ResetPasswordKeyForm):
    pass


class PasswordChangeForm(Worded, forms.ChangePasswordForm):
    pass


class LogInForm(Worded, forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remember"].help_text = _(
            "You stay logged in on it for a week. On a device that others use too, we log you "
            "out after 30 minutes without use."
        )

    def clean(self):
        """What the demo's log-in page gives away opens nothing anywhere else."""
        cleaned = super().clean()
        if not settings.DEMO and cleaned.get("password") == PASSWORD:
            addresses = {account.email for account in ACCOUNTS}
            if cleaned.get("login", "").lower() in addresses:
                raise get_adapter().validation_error("email_password_mismatch")
        return cleaned
