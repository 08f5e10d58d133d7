"""Forms of a program: its name and words, and its framework."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField
from people.models import Unit
from programs.frameworks.models import FrameworkVersion, RatingScale


class ProgramForm(forms.Form):
    """The name and a few lines on a new program; everything else comes from its preset."""

    name = PlainTextField(label=_("Name"), max_length=120)
    description = PlainTextField(
        label=_("What is it for?"), rows=3, max_length=2000, required=False
    )

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "name", "description", Submit("save", _("Create the program"), css_class="btn-go")
        )
        return helper


class OrganisationForm(EditForm):
    """The site that a program belongs to, or none."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Unit.objects.open().filter(kind=Unit.Kind.SITE),
        empty_label=_("None: it belongs to everyone here"),
        required=False,
    )

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED, "organisation", Submit("save", _("Save the organisation"), css_class="btn-go")
        )
        return helper


class FrameworkChoiceForm(EditForm):
    """Which published version a program teaches, and on which scale it is judged."""

    version = forms.ModelChoiceField(
        label=_("Framework"), queryset=FrameworkVersion.objects.none(), empty_label=_("Choose…")
    )
    scale = forms.ModelChoiceField(
        label=_("Rating scale"), queryset=RatingScale.objects.all(), empty_label=_("Choose…")
    )

    def __init__(self, *args, versions, **options):
        super().__init__(*args, **options)
        self.fields["version"].queryset = versions

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED, "version", "scale", Submit("save", _("Use these"), css_class="btn-go")
        )
        return helper
