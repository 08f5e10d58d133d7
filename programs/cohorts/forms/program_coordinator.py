from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from programs.cohorts.models import ProgramCoordinator


class CoordinatorForm(forms.Form):
    """One of the people that a search found, and in which role."""

    person = forms.ModelChoiceField(queryset=Person.objects.active(), label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=ProgramCoordinator.Role)
