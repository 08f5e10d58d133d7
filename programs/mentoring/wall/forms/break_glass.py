from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField
from programs.mentoring.wall.models import BreakGlass

SHORTEST_REASON = 30


class BreakGlassForm(forms.Form):
    """Why somebody's safety is at stake; read by the second person, and by the pair."""

    ground = forms.ChoiceField(
        label=_("What is it about?"), choices=BreakGlass.Ground, widget=forms.RadioSelect
    )
    reason = PlainTextField(
        label=_("What has happened, and what do you need to know?"),
        min_length=SHORTEST_REASON,
        max_length=4000,
        rows=4,
        error_messages={
            "min_length": _("Please say a little more. The second person decides based on this.")
        },
    )

    def __init__(self, data=None, *, who, **options):
        super().__init__(data, **options)
        self.fields["reason"].readers = who
        self.fields["reason"].readers_icon = "eye"

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            Field("ground", wrapper_class="chips"),
            "reason",
            Submit("ask", _("Ask a second person"), css_class="btn-go"),
        )
        return helper
