from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.fields import date_input
from people.forms.guide import PeriodForm


class AbsenceForm(PeriodForm):
    """From when to when somebody is away; an absence has a last day."""

    valid_from = forms.DateField(label=_("First day"), widget=date_input())
    valid_to = forms.DateField(label=_("Last day"), widget=date_input())
