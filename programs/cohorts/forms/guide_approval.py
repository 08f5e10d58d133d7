"""Many guides of a pool approved in one act, and the training they had together."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.fields import LineField, date_input
from people.forms.guide import PeriodForm
from people.models import Person
from people.services.guide import Training
from programs.cohorts.models import Program


class GuideApprovalForm(PeriodForm):
    """``pool``: the persons among whom may be ticked."""

    people = forms.ModelMultipleChoiceField(
        label=_("Who to approve"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    had_training = forms.BooleanField(label=_("Record their training as well"), required=False)
    training_name = LineField(
        label=_("Course"), max_length=120, required=False, help_text=_("For example, its title.")
    )
    trained_on = forms.DateField(label=_("Completed on"), widget=date_input(), required=False)
    training_until = forms.DateField(label=_("Valid until"), widget=date_input(), required=False)

    field_order = ["people"]

    def __init__(self, data=None, *, program: Program, pool, **options):
        super().__init__(data, label=_("Approve the people ticked"), **options)
        self.fields["people"].queryset = Person.objects.filter(pk__in=pool).order_by(
            "sort_name", "pk"
        )
        self.fields["people"].error_messages["required"] = _("Tick at least one person.")
        self.fields["valid_from"].label = _("Approved from")
        self.fields["valid_to"].label = _("Approved until")
        if not program.is_preceptorship:
            self.button = "btn-plum"

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("had_training") and not cleaned.get("trained_on"):
            self.add_error("trained_on", _("Enter the day they completed it."))
        begun, ends = cleaned.get("trained_on"), cleaned.get("training_until")
        if begun and ends and ends < begun:
            self.add_error("training_until", _("The last day is before the first."))
        return cleaned

    @property
    def training(self):
        if not self.cleaned_data["had_training"]:
            return None
        return Training(
            name=self.cleaned_data["training_name"],
            valid_from=self.cleaned_data["trained_on"],
            valid_to=self.cleaned_data["training_until"],
        )

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "people",
            Div("valid_from", "valid_to", css_class="fields-in-line"),
            Fieldset(
                _("Training"),
                "had_training",
                "training_name",
                Div("trained_on", "training_until", css_class="fields-in-line"),
                css_class="part",
            ),
            Submit("save", self.label, css_class=self.button),
        )
        return helper
