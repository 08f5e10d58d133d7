from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import date_input
from people.models import Person


class RowForm(forms.Form):
    """Which row of the worklist is meant."""

    kind = forms.CharField(max_length=40, widget=forms.HiddenInput)
    key = forms.CharField(max_length=80, widget=forms.HiddenInput)


class SnoozeForm(RowForm):
    until = forms.DateField(label=_("Show it again on"), widget=date_input())

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, **options)
        self.fields["until"].initial = today + timedelta(days=7)
        self.fields["until"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout("kind", "key", "until", Submit("snooze", _("Snooze")))
        return helper


class AssignForm(RowForm):
    to = forms.ModelChoiceField(Person.objects.none(), label=_("Who"), empty_label=None)

    def __init__(self, data=None, *, people, **options):
        super().__init__(data, **options)
        self.fields["to"].queryset = people

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout("kind", "key", "to", Submit("assign", _("Assign")))
        return helper
