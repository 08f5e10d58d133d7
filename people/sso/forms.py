from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django.utils.translation import gettext_lazy as _

from people.forms.reauthentication import ConfirmedForm


class AccountConnectForm(ConfirmedForm):
    """The password of whoever connects an account, unless they logged in with it for this."""

    act, css = _("Connect it"), "btn-go"

    def __init__(self, *args, is_proved=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_proved:
            self.fields.pop("password", None)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(*self.confirmation, Submit("connect", self.act, css_class=self.css))
        return helper


class AccountDisconnectForm(AccountConnectForm):
    act, css = _("Disconnect it"), "btn-danger"
