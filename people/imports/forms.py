from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.text_files import MAX_BYTES
from people.imports.files import COLUMNS
from people.imports.files.columns import NAMES


class PeopleImportForm(forms.Form):
    """A file of people to look at; whether it can be used is said by the service."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("UTF-8 or Windows-1252; comma, semicolon or tab; at most 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        max_length=255,
        allow_empty_file=True,
    )
    create_units = forms.BooleanField(
        label=_("Create units that do not exist yet"),
        required=False,
        help_text=_("The preview shows which. Otherwise rows with an unknown unit are refused."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        # Not read into memory to be refused there.
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 20 MB. Split it and import the parts.")
            )
        return file

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "people-import"
        helper.layout = Layout(
            "file", "create_units", Submit("read", _("Read the file"), css_class="btn-go")
        )
        return helper


# What is chosen for a column that is left out.
NONE = "-"


class ColumnsForm(forms.Form):
    """Which column of a file is which; beside each stands what the file has in it first."""

    def __init__(self, data=None, *, people_import, examples):
        super().__init__(data)
        choices = [(NONE, _("Leave it out")), *((each.name, _(each.label)) for each in COLUMNS)]
        guessed = _guessed(people_import.header, examples)
        self.names = [f"column_{place}" for place in range(len(people_import.header))]
        for place, field in enumerate(self.names):
            shown = people_import.header[place] or _("Column %(number)d") % {"number": place + 1}
            self.fields[field] = forms.ChoiceField(
                label=shown[:80],
                choices=choices,
                initial=people_import.columns[place] or guessed.get(place, NONE),
                help_text=", ".join(examples[place]) or _("empty in the first rows"),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def columns(self):
        chosen = [self.cleaned_data[name] for name in self.names]
        return [None if name == NONE else name for name in chosen]

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "people-import-columns"
        helper.layout = Layout(*self.names, Submit("read", _("Read the file"), css_class="btn-go"))
        return helper


def _guessed(header, examples):
    """Return our names of the columns that can be guessed, by their place."""
    guessed = {place: name for name, place in NAMES.assign(header).items()}
    if "email" not in guessed.values():
        addresses = (
            place for place, values in enumerate(examples) if any("@" in v for v in values)
        )
        place = next((place for place in addresses if place not in guessed), None)
        guessed |= {} if place is None else {place: "email"}
    return guessed


class PeopleImportCommitForm(forms.Form):
    skip_refused = forms.BooleanField(required=False)
    invite = forms.BooleanField(required=False)
