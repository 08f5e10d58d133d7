from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField, date_input
from people.forms.fields import PersonEmailField
from programs.guests.models import GuestRequest

# Proposed: long enough to be taken in.
USUAL = timedelta(days=90)


class GuestAskForm(forms.Form):
    """Whom a program asks for, by their address, and why."""

    email = PersonEmailField(label=_("Their work e-mail address"), max_length=254)
    reason = PlainTextField(
        label=_("Why do you ask for them?"),
        rows=3,
        max_length=1000,
        help_text=_("Their coordinator reads this, and so do they once it is answered."),
    )

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "email", "reason", Submit("ask", _("Ask for this guest"), css_class="btn-go")
        )
        return helper


class GuestGrantForm(forms.Form):
    """Until when the other side finds somebody; sent to ``action``."""

    ends_on = forms.DateField(
        label=_("Guest until"),
        widget=date_input(),
        help_text=_(
            "After this day they can't be added. If they've been added by then, they stay."
        ),
    )

    def __init__(self, data=None, *, action, today, **options):
        super().__init__(data, initial={"ends_on": today + USUAL}, **options)
        self.action = action
        self.fields["ends_on"].widget.attrs |= {
            "min": today.isoformat(),
            "max": (today + GuestRequest.LONGEST).isoformat(),
        }

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = self.action
        helper.layout = Layout("ends_on", Submit("grant", _("Agree"), css_class="btn-go"))
        return helper


class GuestDeclineForm(forms.Form):
    """Why not; sent to ``action``."""

    answer = PlainTextField(
        label=_("Why not?"),
        rows=2,
        max_length=1000,
        help_text=_("The person who asked and the person they asked for can both read this."),
    )

    def __init__(self, data=None, *, action, **options):
        super().__init__(data, **options)
        self.action = action

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = self.action
        helper.layout = Layout("answer", Submit("decline", _("Decline"), css_class="btn-danger"))
        return helper
