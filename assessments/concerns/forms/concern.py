from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.concerns.models import Concern
from common.forms import PlainTextField
from programs.preceptorships.forms.preceptorship import ConfirmForm

TOPICS = Field("topic", wrapper_class="chips")


class ReadForm(ConfirmForm):
    """Words of which it stands by each field who can read them."""

    def __init__(self, *args, readers, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, PlainTextField):
                field.readers = readers

    @property
    def helper(self):
        helper = super().helper
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.RadioSelect):
                helper[name].wrap(Div, css_class="chips")
        return helper


class ConcernForm(forms.Form):
    """A worry in one's own words; beside what is quoted nothing more need be said."""

    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Concern.Topic,
        initial=Concern.Topic.OTHER,
        widget=forms.RadioSelect,
    )
    text = PlainTextField(
        label=_("What did you see or hear?"),
        help_text=_("Say what happened and when, if you can. You don't have to be certain."),
        rows=5,
        max_length=4000,
        error_messages={"required": _("Write a few words first.")},
    )
    about = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, readers, quoted, **options):
        super().__init__(*args, **options)
        self.fields["text"].readers = readers
        if quoted:
            self.fields["text"].required = False
            self.fields["text"].label = _("Anything to add?")

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "concern-form"
        helper.layout = Layout(TOPICS, "text", "about", "idempotency_key")
        return helper


class AnswerForm(ReadForm):
    """Some words to the other side."""

    text = PlainTextField(label=_("Your answer"), rows=4, max_length=4000)
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class CloseConcernForm(ReadForm):
    note = PlainTextField(label=_("What was done about it?"), rows=4, max_length=4000)


class ReleaseConcernForm(ReadForm):
    """What the learner reads: the coordinator's words, empty at first."""

    text = PlainTextField(
        label=_("What they will read"),
        help_text=_("In your words: say what was seen, and leave out who said it."),
        rows=5,
        max_length=4000,
    )
