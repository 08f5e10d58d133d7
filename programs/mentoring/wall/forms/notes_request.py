from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField
from programs.mentoring.wall import readers


class NotesAnswerForm(forms.Form):
    """The mentor's words beside what they share; sent to ``action``."""

    answer = PlainTextField(
        label=_("What you answer"),
        max_length=2000,
        rows=3,
        error_messages={
            "required": _("Please write a few words, even if you share no notes."),
        },
    )

    def __init__(self, data=None, *, partner, action, **options):
        super().__init__(data, **options)
        self.action = action
        self.fields["answer"].readers = readers.you_and(partner)
        self.fields["answer"].readers_icon = "eye"

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = self.action
        helper.layout = Layout(
            "answer", Submit("answered", _("Send this answer"), css_class="btn-plum")
        )
        return helper
