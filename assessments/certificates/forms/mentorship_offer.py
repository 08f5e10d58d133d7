from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.certificates.models import MentorshipOffer
from common.edit_form import EditForm


class OfferForm(EditForm):
    """Whether one would like a mentor, and what goes along (P21)."""

    wanted = forms.ChoiceField(
        label=_("Would you like a mentor?"),
        choices=[("yes", _("Yes, please find one for me")), ("no", _("No, thank you"))],
        widget=forms.RadioSelect,
    )
    takes = forms.ChoiceField(
        label=_("What may your mentor read of what you achieved?"),
        help_text=_("Titles and dates, never levels, comments or names. Only if you say yes."),
        choices=MentorshipOffer.Takes,
        widget=forms.RadioSelect,
    )

    @property
    def helper(self):
        helper = FormHelper()
        button = Submit("save", _("Save my answer"), css_class="btn-plum")
        helper.layout = Layout("opened", "wanted", "takes", button)
        return helper


class FindMentorForm(forms.Form):
    """Where somebody waits for a mentor."""

    cohort = forms.ModelChoiceField(
        label=_("Where do they wait for a mentor?"), queryset=None, empty_label=None
    )

    def __init__(self, *args, cohorts, **options):
        super().__init__(*args, **options)
        self.fields["cohort"].queryset = cohorts
        self.fields["cohort"].label_from_instance = lambda row: f"{row.program} · {row}"

    @property
    def helper(self):
        helper = FormHelper()
        button = Submit("save", _("Put them on this list"), css_class="btn-plum")
        helper.layout = Layout("cohort", button)
        return helper
