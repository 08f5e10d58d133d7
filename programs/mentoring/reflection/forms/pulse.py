from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from programs.mentoring.reflection.instruments import MAX_BYTES


class PulseForm(forms.Form):
    """The items of an instrument, each of which may be left out."""

    def __init__(self, data=None, *, instrument, **options):
        super().__init__(data, **options)
        choices = list(enumerate(instrument.levels, start=1))
        for place, item in enumerate(instrument.items):
            self.fields[f"item_{place}"] = forms.TypedChoiceField(
                label=item["text"],
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
            # Its page says it of all of them.
            self.fields[f"item_{place}"].is_optional_said = True

    def values(self):
        return [self.cleaned_data[name] for name in self.fields]

    @property
    def helper(self):
        helper = FormHelper()
        items = [Field(name, wrapper_class="chips plum") for name in self.fields]
        helper.layout = Layout(*items, Submit("send", _("Send"), css_class="btn-plum"))
        return helper


class InstrumentForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("JSON, at most 256 KB, with title, version, language, source and licence."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
        allow_empty_file=True,
    )
    is_licensed = forms.BooleanField(
        label=_("I have checked that the licence lets us use it"),
        error_messages={"required": _("Many questionnaires may not be used freely. Please check.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than 256 KB."))
        return file

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            "file", "is_licensed", Submit("add", _("Add questionnaire"), css_class="btn-go")
        )
        return helper
