from django import forms
from django.utils.translation import gettext_lazy as _

from people.registry import kinds_for


class NoticePreferenceForm(forms.Form):
    """Which of the kinds that can be stopped are mailed; its page lays the choices out."""

    mailed = forms.MultipleChoiceField(label=_("E-mail me about"), required=False)

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.nudges = [kind for kind in kinds_for(parts) if not kind.is_duty]
        self.fields["mailed"].choices = [(kind.code, kind.label) for kind in self.nudges]
