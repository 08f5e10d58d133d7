"""The words of a program, which a page about its rules begins with."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField
from programs.cohorts.forms.program import ProgramForm

WORDS = ("name", "description", "guide_word", "learner_word", "record_word")


class WordsAndRulesForm(EditForm, ProgramForm):
    """Words and rules together, as one page; subclasses add the rules of a kind."""

    guide_word = PlainTextField(
        label=_("Your word for preceptor or mentor"), max_length=40, required=False
    )
    learner_word = PlainTextField(
        label=_("Your word for learner or mentee"), max_length=40, required=False
    )
    record_word = PlainTextField(label=_("Your word for the record"), max_length=40, required=False)
    help_contacts = PlainTextField(
        label=_("Who to contact when someone is not well"),
        help_text=_(
            "Such as the staff counsellor, with a number and hours. Shown next to the questions "
            "about well-being, whatever the answers are."
        ),
        rows=3,
        max_length=2000,
        required=False,
    )
    is_same_site_required = forms.BooleanField(
        label=_("Pair only within the same site"), required=False
    )

    # Fields of Program; every other one is a field of the rules.
    OF_PROGRAM = (*WORDS, "is_same_site_required", "help_contacts")

    def words(self):
        return {name: self.cleaned_data[name] for name in self.OF_PROGRAM}

    def rules(self):
        return {
            name: value for name, value in self.cleaned_data.items() if name not in self.OF_PROGRAM
        }

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED,
            "name",
            "description",
            "help_contacts",
            Fieldset(
                gettext("Its own words"),
                HTML(
                    '<p class="muted">{}</p>'.format(
                        gettext("Leave empty to use our words, such as “preceptor” or “mentee”.")
                    )
                ),
                Div("guide_word", "learner_word", "record_word", css_class="fields-in-line"),
                css_class="part",
            ),
            *self.parts(),
            Fieldset(gettext("Pairing"), "is_same_site_required", css_class="part"),
            Submit("save", _("Save words and rules"), css_class="btn-go"),
        )
        return helper
