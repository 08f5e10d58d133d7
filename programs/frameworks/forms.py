from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.text_files import MAX_BYTES
from programs.frameworks.decoding import decode_framework
from programs.frameworks.files import Severity
from programs.frameworks.report import worded


class FrameworkImportForm(forms.Form):
    """A file that holds at least something one could import; ``content`` is its bytes."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CASE 1.0 or 1.1 (JSON), or CSV, also as learning platforms export it. At most 20 MB."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.csv,.txt,.tsv"}),
        max_length=255,
        allow_empty_file=True,
    )
    title = forms.CharField(
        label=_("Title"),
        help_text=_(
            "For a CSV that does not name its framework. Otherwise we use the title in the file."
        ),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, by, **options):
        super().__init__(*args, **options)
        self.by = by

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "framework-import"
        helper.layout = Layout(
            "file", "title", Submit("read", _("Read the file"), css_class="btn-go")
        )
        return helper

    def clean_file(self):
        file = self.cleaned_data["file"]
        # Not read into memory to be refused there.
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 20 MB. Split it and import the parts.")
            )
        return file

    def clean(self):
        cleaned = super().clean()
        if "file" in cleaned:
            cleaned["content"] = cleaned["file"].read()
            self._refuse_useless(cleaned)
        return cleaned

    def _refuse_useless(self, cleaned) -> None:
        reading = decode_framework(
            cleaned["content"],
            filename=cleaned["file"].name,
            title=cleaned.get("title", ""),
            by=self.by,
        )
        if reading.framework or reading.choices:
            return
        for finding in reading.findings:
            if finding.severity is Severity.ERROR:
                place = f"{worded(finding.where)}: " if finding.where else ""
                self.add_error("file", place + worded(finding.message))


class FrameworkChoiceForm(forms.Form):
    """Which of several frameworks of a file is meant."""

    column = forms.CharField(max_length=300)
    value = forms.CharField(max_length=300)
