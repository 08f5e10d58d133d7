from django import forms

from people.models import Person


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=Person.Theme)
