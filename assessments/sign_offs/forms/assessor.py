from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _


class AllowAssessorForm(forms.Form):
    """Why a coordinator sets P8 aside."""

    reason = forms.CharField(
        label=_("Why can they sign anyway?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please give a reason. It is shown with what they sign.")},
    )

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].readers = readers

    @property
    def helper(self):
        helper = FormHelper()
        helper.add_input(Submit("allow", _("Allow to sign"), css_class="btn-go"))
        return helper
