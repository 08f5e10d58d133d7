from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.text_files import MAX_BYTES


class RotaForm(forms.Form):
    """A rota as a table; ``check`` in what is sent means that nothing is to be kept."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_(
            "One row for each shift or working day: learner (e-mail address), date, from, to. Also "
            "understood: break, preceptor, supernumerary."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
        max_length=255,
        allow_empty_file=True,
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
        helper.layout = Layout(
            "file",
            Submit("check", _("Check the file first"), css_class="btn"),
            Submit("save", _("Plan what is in the file"), css_class="btn-go"),
        )
        return helper
