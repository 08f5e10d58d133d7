from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm
from common.forms import PlainTextField, date_input
from programs.projects.models import Project

READERS = _("Everyone who takes part and the coordinators can read this")
GOES_ON = "goes-on"


class ProjectForm(EditForm):
    """What a project is for, where, its aims and its end."""

    kind = forms.ChoiceField(label=_("It is"), choices=Project.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = PlainTextField(label=_("What it is for"), rows=3, max_length=1000)
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    aims = PlainTextField(
        label=_("Aims"), rows=4, max_length=2000, required=False, help_text=_("One on each line.")
    )
    ends_on = forms.DateField(label=_("Ends on"), widget=date_input())

    field_order = ["kind", "name", "purpose", "place", "aims", "ends_on"]

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["purpose"].readers = READERS
        self.fields["aims"].readers = READERS

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(*self.fields, Submit("save", _("Save"), css_class="btn-go"))
        return helper


class PartForm(forms.Form):
    """Which project preceptorships belong to; those of several were ticked in a list."""

    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project or assignment"))

    def __init__(self, data=None, *, projects: QuerySet, is_optional=False, ticked=(), **options):
        super().__init__(data, **options)
        field = self.fields["project"]
        field.queryset, field.required = projects, not is_optional
        field.empty_label = _("None") if is_optional else None
        if ticked:
            self.fields["ticked"] = forms.Field(
                required=False, widget=forms.MultipleHiddenInput, initial=ticked
            )

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(*self.fields, Submit("save", _("Save"), css_class="btn-go"))
        return helper


class WhatNextForm(forms.Form):
    """What becomes of a preceptorship whose project ends: it goes on, or it moves."""

    what = forms.ChoiceField(label=_("What happens next?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, projects: QuerySet, goes_on: str):
        super().__init__(data)
        self.projects = {str(project.pk): project for project in projects}
        moves = [
            (pk, _("It moves to “%(name)s”") % {"name": project.name})
            for pk, project in self.projects.items()
        ]
        self.fields["what"].choices = [(GOES_ON, goes_on), *moves]

    @property
    def chosen(self) -> Project | None:
        """The project to which it moves; none where it goes on as planned."""
        return self.projects.get(self.cleaned_data["what"])

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout("what", Submit("save", _("Save"), css_class="btn-go"))
        return helper
