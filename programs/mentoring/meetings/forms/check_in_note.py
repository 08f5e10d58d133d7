from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField
from programs.mentoring.meetings.models import CheckInNote
from programs.mentoring.wall import readers

# Said to a mentor, who writes about somebody else (M5).
MAY_BE_SEEN = _(
    "A mentee can ask to see notes about themselves. Only write what you would say to them."
)


class CheckInNoteForm(forms.Form):
    """A note beside a check-in, sent to ``action``.

    ``partner`` is None where it can only be one's own.
    """

    text = PlainTextField(label=_("Note"), max_length=10000, rows=4)
    audience = forms.ChoiceField(label=_("Who can read it?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, action, is_mentor, partner=None, **options):
        super().__init__(data, **options)
        self.fields["text"].help_text = MAY_BE_SEEN if is_mentor else ""
        self.action = action
        self.fields["audience"].choices = note_audiences(partner)
        self.fields["audience"].initial = self.fields["audience"].choices[0][0]
        is_open = partner is not None
        chosen = readers.as_chosen(partner.name) if is_open else readers.only_you()
        self.fields["text"].readers = chosen
        self.fields["text"].readers_icon = "chosen" if is_open else "lock"

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "note-form"
        helper.form_action = self.action
        helper.layout = Layout(
            "text",
            Field("audience", wrapper_class="chips plum"),
            Submit("save", _("Save note"), css_class="btn-plum"),
        )
        return helper


class CheckInNoteUpdateForm(EditForm):
    """The words of one's own note; ``audience`` is who could read when the page was made."""

    text = PlainTextField(label=_("Note"), max_length=10000, rows=6)
    audience = forms.ChoiceField(choices=CheckInNote.Audience, widget=forms.HiddenInput)

    def __init__(self, data=None, *, who, is_mentor, **options):
        super().__init__(data, **options)
        self.fields["text"].help_text = MAY_BE_SEEN if is_mentor else ""
        self.fields["text"].readers = who
        self.fields["text"].readers_icon = readers.icon(who)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED, "text", "audience", Submit("save", _("Save note"), css_class="btn-plum")
        )
        return helper


def note_audiences(partner):
    only_me = (CheckInNote.Audience.ONLY_ME.value, _("Only you"))
    if partner is None:
        return [only_me]
    both = _("You and %(name)s") % {"name": partner.name}
    return [(CheckInNote.Audience.BOTH.value, both), only_me]
