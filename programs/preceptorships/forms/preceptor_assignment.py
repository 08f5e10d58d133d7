from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField, date_input


class PreceptorForm(forms.Form):
    """A preceptor out of the pool, and a reason where a rule is set aside.

    ``options`` are the choices in groups, as the view words them.
    """

    preceptor = forms.TypedChoiceField(label=_("Who"), coerce=UUID)
    reason = PlainTextField(
        label=_("Reason for an exception"),
        max_length=300,
        required=False,
        help_text=_(
            "Needed if you choose someone who is full, on a break or not approved. It is shown in "
            "the plan."
        ),
    )

    def __init__(self, data=None, *, options, label, **more):
        super().__init__(data, **more)
        self.label = label
        self.fields["preceptor"].choices = [("", _("Choose…")), *options]

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(*self.fields, Submit("save", self.label, css_class="btn-go"))
        return helper


class ChangeForm(PreceptorForm):
    """Who takes over as primary preceptor, and from which day on (P18)."""

    from_on = forms.DateField(label=_("From"), widget=date_input())
    # Who was the primary preceptor when the page was made.
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ["preceptor", "from_on", "reason"]

    def __init__(self, data=None, *, first_on, last_on, **more):
        super().__init__(data, **more)
        field = self.fields["from_on"]
        field.help_text = _("The person assigned now stays responsible up to the day before.")
        field.widget.attrs |= {"min": first_on.isoformat(), "max": last_on.isoformat()}


class ChosenForm(forms.Form):
    """Whose id was sent, whether or not they were offered."""

    preceptor = forms.UUIDField()
