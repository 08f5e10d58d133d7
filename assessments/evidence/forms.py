from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.fields import KeptFileField, LineField


class EvidenceForm(forms.Form):
    """A file and what it is called; what it really is, the service finds out."""

    file = KeptFileField(label=_("File"))
    title = LineField(
        label=_("What is it?"),
        help_text=_("Such as: a certificate, a photo of the finished work."),
        max_length=120,
    )

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].readers = readers

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "evidence-form"
        helper.layout = Layout("file", "title")
        return helper
