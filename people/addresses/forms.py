from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.fields import PersonEmailField
from people.forms.reauthentication import ConfirmedForm


class AddressChangeForm(ConfirmedForm):
    """The new address, and the password of whoever asks for it."""

    email = PersonEmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    field_order = ["email", "password"]
    label = _("Ask for this change")

    @property
    def helper(self):
        helper = FormHelper()
        asked = [name for name in self.fields if name != "password"]
        save = Submit("save", self.label, css_class="btn-go")
        helper.layout = Layout(*asked, *self.confirmation, save)
        return helper


class AddressVouchForm(AddressChangeForm):
    """Nothing but the password of a second administrator."""

    email = None
    label = _("Confirm the new address")
