from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm, with_version
from common.forms import PlainTextField
from programs.mentoring.goals.forms.goal import ONLY_ME, audience_choices
from programs.mentoring.reflection.models import WellBeing
from programs.mentoring.wall import readers


class JournalEntryForm(forms.Form):
    text = PlainTextField(label=_("For yourself"), max_length=20_000, rows=6)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["text"].readers = _("Only you, always")
        self.fields["text"].readers_icon = "lock"

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout("text", Submit("save", _("Save"), css_class="btn-plum"))
        return helper


class JournalEntryUpdateForm(EditForm, JournalEntryForm):
    @property
    def helper(self):
        return with_version(super().helper)


def _question(label):
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        empty_value=None,
        required=False,
        choices=WellBeing.Level,
        widget=forms.RadioSelect,
    )


class WellBeingForm(forms.Form):
    """Three questions, none of which must be answered; who sees it is asked first (M11)."""

    audience = forms.ChoiceField(
        label=_("Who can read this answer?"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _(
                "Who could see it has changed since you opened the page. Please choose again."
            )
        },
    )
    energy = _question(_("How is your energy?"))
    support = _question(_("How is the support you get?"))
    balance = _question(_("How is your work-life balance?"))
    text = PlainTextField(label=_("A few words"), max_length=4000, required=False, rows=3)

    def __init__(self, data=None, *, mentorships=(), **options):
        super().__init__(data, **options)
        self.mentorships = {str(mentorship.pk): mentorship for mentorship in mentorships}
        audience = self.fields["audience"]
        # Oneself alone stands first: that is the default of M11.
        audience.choices = sorted(
            audience_choices(mentorships), key=lambda choice: choice[0] != ONLY_ME
        )
        audience.initial = ONLY_ME
        names = [mentorship.mentor.person.name for mentorship in mentorships]
        chosen = names[0] if len(names) == 1 else _("the mentor you chose above")
        for name in (*WellBeing.QUESTIONS, "text"):
            field = self.fields[name]
            field.readers = readers.as_chosen(chosen) if names else readers.only_you()
            field.readers_icon = "chosen" if names else "lock"

    def answers(self):
        """The cleaned values, by the names of the service."""
        cleaned = self.cleaned_data
        words = {name: cleaned[name] for name in (*WellBeing.QUESTIONS, "text")}
        return words | {"mentorship": self.mentorships.get(cleaned["audience"])}

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            Field("audience", wrapper_class="chips plum"),
            *(Field(name, wrapper_class="chips plum") for name in WellBeing.QUESTIONS),
            "text",
            Submit("save", _("Save"), css_class="btn-plum"),
        )
        return helper
