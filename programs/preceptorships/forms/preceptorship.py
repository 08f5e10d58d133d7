from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm
from common.forms import PlainTextField, date_input

READERS = _("Everyone who takes part and the coordinators can read this")


class ConfirmForm(forms.Form):
    """Nothing to fill in: the page names the consequence, ``label`` the act on the button."""

    def __init__(self, data=None, *, label, css_class="btn-go", **options):
        super().__init__(data, **options)
        self.label = label
        self.css_class = css_class

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(*self.fields, Submit("save", self.label, css_class=self.css_class))
        return helper


class ReasonForm(ConfirmForm):
    """Why a coordinator acts."""

    reason = PlainTextField(label=_("Why?"), rows=3, max_length=300)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["reason"].readers = READERS


class PauseForm(ReasonForm):
    """Why it pauses and, where that is known, when it is expected to go on (P15)."""

    resumes_on = forms.DateField(
        label=_("Expected to resume on"),
        required=False,
        widget=date_input(),
        help_text=_("Nothing resumes on its own: once the day has passed, it's on the worklist."),
    )

    def __init__(self, *args, today, **options):
        super().__init__(*args, **options)
        self.fields["resumes_on"].widget.attrs["min"] = (today + timedelta(days=1)).isoformat()


class NewEndForm(EditForm, ReasonForm):
    """A later or an earlier end, and why (P15); ``initial`` has the end as it stands now."""

    ends_on = forms.DateField(label=_("New end date"), widget=date_input())
    # The day for which the page has named what falls away.
    named_for = forms.DateField(required=False, widget=forms.HiddenInput)

    field_order = ["ends_on", "reason"]

    def _stored_names(self):
        # Each move has its own reason.
        return ["ends_on"]

    def clean(self):
        cleaned = super().clean()
        self.is_named = cleaned.pop("named_for", None) == cleaned.get("ends_on")
        return cleaned

    def ask_again(self):
        """Show it once more for the same day, whose consequences the page names."""
        self.data = self.data.copy()
        self.data[self.add_prefix("named_for")] = self.cleaned_data["ends_on"].isoformat()
        self.label, self.css_class = _("Yes, move it"), "btn-danger"
