from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django.utils.translation import gettext_lazy as _

from people.forms.reauthentication import ConfirmedForm


class SessionEndForm(ConfirmedForm):
    """Whoever found a device open logs its owner out nowhere else: the password is asked for."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(*self.confirmation, Submit("end", _("Log out"), css_class="btn-go"))
        return helper
