from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from people.forms.fields import KeptFileField


class PriorLearningForm(forms.Form):
    """A transcript; what it really is, the service finds out."""

    file = KeptFileField(
        label=_("Certificate (PDF) or transcript (JSON)"),
        help_text=_("From Alongside at another site, at most 10 MB."),
    )

    def __init__(self, *args, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].readers = readers
        self.fields["file"].widget.attrs["accept"] = ".pdf,.json"

    @property
    def helper(self):
        helper = FormHelper()
        button = Submit("save", _("Ask for what matches"), css_class="btn-go")
        helper.layout = Layout("file", button)
        return helper
