from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField


class PreceptorForm(forms.Form):
    """A preceptor out of the pool, and a reason where a rule is set aside.

    ``options`` are the choices in groups, as the view words them.
    """

    preceptor = forms.TypedChoiceField(label=_("Preceptor"), coerce=UUID)
    reason = PlainTextField(
        label=_("Reason for an exception"),
        max_length=300,
        required=False,
        help_text=_("Only if the list says a reason is needed. It is shown in the plan."),
    )

    def __init__(self, data=None, *, options, label, **more):
        super().__init__(data, **more)
        self.label = label
        self.fields["preceptor"].choices = [("", _("Choose…")), *options]

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "preceptor", "reason", Submit("save", self.label, css_class="btn-go")
        )
        return helper


class ChosenForm(forms.Form):
    """Whose id was sent, whether or not they were offered."""

    preceptor = forms.UUIDField()
