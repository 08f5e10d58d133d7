from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.evidence_files import MAX_BYTES
from people.forms.fields import LineField


class EvidenceForm(forms.Form):
    """A file and what it is called; what it really is, the service finds out."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, JPEG or PNG, at most 10 MB. Where a photo was taken is removed."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        max_length=255,
        allow_empty_file=True,
    )
    title = LineField(
        label=_("What is it?"),
        help_text=_("Such as: certificate of the blood transfusion course."),
        max_length=120,
    )

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].readers = readers

    def clean_file(self):
        file = self.cleaned_data["file"]
        # Not read into memory to be refused there.
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 10 MB. Make a smaller one."))
        return file

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "evidence-form"
        helper.layout = Layout("file", "title")
        return helper
