from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm
from common.forms import PlainTextField
from programs.mentoring.mentorships.models import Topic

LONGEST = 2000
# What helps to begin with, under each topic.
HINTS = {
    Topic.PURPOSE: _("In a sentence: what would make you say, in a year, that it was worth it?"),
    Topic.FIRST_GOALS: _("One or two are enough. Goals belong to the mentee."),
    Topic.RHYTHM: _("Such as: every four weeks, 45 minutes."),
    Topic.MEDIUM: _("Such as: in the canteen; by phone when shifts collide."),
    Topic.BOOKING: _("Such as: the mentee, at the end of each meeting."),
    Topic.RESPONSE_TIME: _("Such as: within three days; “not now” is fine."),
    Topic.CONFIDENTIALITY: _("And the exceptions, such as danger to someone's life."),
    Topic.OFF_LIMITS: _("You don't have to say why."),
    Topic.THIRD_PARTY: _("Someone you both trust."),
    Topic.REVIEW: _("Such as: after one month, then every half year."),
    Topic.ENDING: _("Such as: either of us can end it, ideally with a last meeting."),
}


class AgreementForm(EditForm):
    """A text for each topic; ``who`` reads it. Everything may stay empty."""

    def __init__(self, data=None, *, who, icon, **options):
        super().__init__(data, **options)
        for topic in Topic:
            self.fields[topic.value] = PlainTextField(
                label=topic.label,
                help_text=HINTS[topic],
                max_length=LONGEST,
                required=False,
                rows=2,
            )
            self.fields[topic.value].readers = who
            self.fields[topic.value].readers_icon = icon

    def texts(self):
        return {topic: self.cleaned_data[topic.value] for topic in Topic}


class AgreementAnswerForm(AgreementForm):
    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            *self.fields,
            Submit("done", _("I've finished"), css_class="btn-plum"),
            Submit("later", _("Save and finish later"), css_class="btn-quiet"),
        )
        return helper


class AgreementTextForm(AgreementForm):
    """The common text. ``revision`` is that of the draft it was made from."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            *self.fields, Submit("save", _("Save and agree to it"), css_class="btn-plum")
        )
        return helper


class AgreementAcceptForm(forms.Form):
    revision = forms.IntegerField(min_value=1)
