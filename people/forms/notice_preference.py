from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from people.registry import notice_kinds


class NoticePreferenceForm(forms.Form):
    """Which of the kinds that can be stopped are mailed."""

    mailed = forms.MultipleChoiceField(
        label=_("E-mail me about"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mailed"].choices = [
            (kind.code, kind.label) for kind in notice_kinds.values() if not kind.is_duty
        ]

    @property
    def helper(self):
        helper = FormHelper()
        helper.add_input(Submit("save", _("Save"), css_class="btn-go"))
        return helper
