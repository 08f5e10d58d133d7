from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.fields import LineField
from people.models import SecurityEvent


class SecurityLogForm(forms.Form):
    """What to look for in the security log; what makes no sense finds everything."""

    kind = forms.ChoiceField(
        label=_("Event"),
        choices=[("", _("Any event")), *SecurityEvent.Kind.choices],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    person = LineField(
        label=_("Name, e-mail or id"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )
