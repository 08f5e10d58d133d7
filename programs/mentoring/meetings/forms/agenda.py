from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField, date_input
from programs.mentoring.wall import readers


class AgendaItemForm(forms.Form):
    """A topic for a check-in, sent to ``action``; both of the two read it."""

    text = PlainTextField(label=_("Another topic"), max_length=300)

    def __init__(self, data=None, *, partner, action, **options):
        super().__init__(data, prefix="agenda", **options)
        self.action = action
        self.fields["text"].readers = readers.you_and(partner)
        self.fields["text"].readers_icon = "eye"

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = self.action
        helper.layout = Layout("text", Submit("add", _("Add to the agenda"), css_class="btn-quiet"))
        return helper


class ActionItemForm(forms.Form):
    """Who does what by when, sent to ``action``; both of the two read it."""

    text = PlainTextField(label=_("What needs to be done?"), max_length=300)
    owner = forms.ChoiceField(label=_("Who will do it?"), widget=forms.RadioSelect)
    due_on = forms.DateField(label=_("By"), required=False, widget=date_input())

    def __init__(self, data=None, *, person, partner, action, **options):
        super().__init__(data, prefix="action", **options)
        self.action = action
        self.people = {"me": person, "partner": partner}
        self.fields["owner"].choices = [("me", gettext("Me")), ("partner", partner.name)]
        self.fields["owner"].initial = "me"
        self.fields["text"].readers = readers.you_and(partner)
        self.fields["text"].readers_icon = "eye"

    def item(self):
        """The cleaned values, by the names of the service."""
        cleaned = self.cleaned_data
        return {
            "text": cleaned["text"],
            "owner": self.people[cleaned["owner"]],
            "due_on": cleaned["due_on"],
        }

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = self.action
        helper.layout = Layout(
            "text",
            Div(Field("owner", wrapper_class="chips plum"), "due_on", css_class="day-and-time"),
            Submit("add", _("Add to-do"), css_class="btn-quiet"),
        )
        return helper
