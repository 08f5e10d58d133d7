from allauth.account import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class LogInForm(forms.LoginForm):
    """allauth's own, in our words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        for field in self.fields.values():
            # The label says it, and stays when one types.
            field.widget.attrs.pop("placeholder", None)
        if settings.DEMO:
            # The demo's list of accounts leads back here with one of them filled in.
            self.initial.setdefault("login", self.request.GET.get("login", ""))
