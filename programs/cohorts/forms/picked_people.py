from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person


class PickedPeopleForm(forms.Form):
    """Those of the people found by a search that were ticked."""

    people = forms.ModelMultipleChoiceField(queryset=Person.objects.active(), label=_("People"))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["people"].error_messages["required"] = _("Tick at least one person.")
