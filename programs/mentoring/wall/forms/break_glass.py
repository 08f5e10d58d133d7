from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField
from people.forms.reauthentication import ConfirmedForm
from programs.mentoring.wall.models import BreakGlass

SHORTEST_REASON = 30


class BreakGlassAgreeForm(ConfirmedForm):
    """Nothing but the password of the second person; sent to ``action``."""

    def __init__(self, *args, action, **options):
        super().__init__(*args, **options)
        self.action = action

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = self.action
        agree = Submit("agree", _("Yes, open it for a day"), css_class="btn-danger")
        helper.layout = Layout(*self.confirmation, agree)
        return helper


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
