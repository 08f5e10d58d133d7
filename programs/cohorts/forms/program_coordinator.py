from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from programs.cohorts.models import ProgramCoordinator


class CoordinatorForm(forms.Form):
    """One of the people that a search of ``by`` found, and in which role."""

    person = forms.ModelChoiceField(queryset=None, label=_("Person"))
    role = forms.ChoiceField(label=_("Role"), choices=ProgramCoordinator.Role)

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.fields["person"].queryset = Person.objects.active().visible_to(by)
