"""allauth's own forms, in our words."""

from allauth.account import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}


class Worded:
    """The label says what goes in, and stays when one types: a placeholder does not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class PasswordResetForm(Worded, forms.ResetPasswordForm):
    pass


class PasswordFromLinkForm(Worded, forms.ResetPasswordKeyForm):
    pass


class PasswordChangeForm(Worded, forms.ChangePasswordForm):
    pass


class LogInForm(Worded, forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if settings.DEMO:
            # The demo's list of accounts leads back here with one of them filled in.
            self.initial.setdefault("login", self.request.GET.get("login", ""))
