from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person


class PickedPeopleForm(forms.Form):
    """Those of the people found by a search of ``by`` that were ticked."""

    people = forms.ModelMultipleChoiceField(queryset=None, label=_("People"))

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.fields["people"].queryset = Person.objects.active().visible_to(by)
        self.fields["people"].error_messages["required"] = _("Tick at least one person.")
