from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField
from programs.mentoring.mentorships.models import NextStep
from programs.mentoring.wall import readers


class NextStepForm(forms.Form):
    """What one would like after the planned end; sent to ``action``."""

    choice = forms.ChoiceField(
        label=_("What would you like?"), choices=NextStep.Choice, widget=forms.RadioSelect
    )
    months = forms.IntegerField(
        label=_("For how many months?"),
        min_value=1,
        max_value=36,
        required=False,
        help_text=_("If you choose different numbers, we'll use the smaller one."),
    )

    def clean(self):
        cleaned = super().clean()
        is_renewal = cleaned.get("choice") == NextStep.Choice.RENEW
        if is_renewal and cleaned.get("months") is None and "months" not in self.errors:
            self.add_error("months", _("Enter how many months, such as 6."))
        if not is_renewal:
            self.errors.pop("months", None)
            cleaned["months"] = None
        return cleaned

    def __init__(self, data=None, *, action, **options):
        super().__init__(data, **options)
        self.action = action

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = self.action
        helper.layout = Layout(
            Div(
                Field("choice", wrapper_class="chips plum"),
                Div("months", css_class="if-renewed"),
                css_class="next-step",
            ),
            Submit("save", _("Save my answer"), css_class="btn-plum"),
        )
        return helper


class ClosingWordsForm(EditForm):
    """What one takes along. Only the thanks are for the other of the two."""

    achieved = PlainTextField(label=_("What came of it?"), max_length=4000, required=False, rows=3)
    learned = PlainTextField(
        label=_("What did you learn?"), max_length=4000, required=False, rows=3
    )
    unfinished = PlainTextField(
        label=_("What is still unfinished?"),
        max_length=4000,
        required=False,
        rows=3,
    )
    thanks = PlainTextField(label=_("A word of thanks"), max_length=4000, required=False, rows=3)

    def __init__(self, data=None, *, partner, **options):
        super().__init__(data, **options)
        for name in ("achieved", "learned", "unfinished"):
            self.fields[name].readers = readers.only_you()
            self.fields[name].readers_icon = "lock"
        self.fields["thanks"].readers = readers.you_and(partner)
        self.fields["thanks"].readers_icon = "eye"
        self.fields["thanks"].help_text = gettext("%(name)s reads it as soon as you save.") % {
            "name": partner.name
        }

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED,
            "achieved",
            "learned",
            "unfinished",
            "thanks",
            Submit("save", _("Save"), css_class="btn-plum"),
        )
        return helper
