from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.forms.models import ModelChoiceIteratorValue
from django.utils.translation import gettext_lazy as _

from people.forms.reauthentication import ConfirmedForm
from programs.cohorts.models import Method
from programs.frameworks.models import RatingLevel

# Several stand on one page: the levels side by side, what they mean once above all of them.
COMPACT = (
    '{% include "components/levels.html" with field=form.level pass_value=form.pass_value '
    "is_compact=True %}"
)
COMMENT = (
    "{% load crispy_forms_filters i18n %}"
    '<details class="fold"{% if form.comment.value or form.comment.errors %} open{% endif %}>'
    '<summary>{% translate "Add a comment" %}</summary>{{ form.comment|as_crispy_field }}</details>'
)


class JudgedForm(forms.Form):
    """One of several performances, judged for itself (P10)."""

    level = forms.ModelChoiceField(
        RatingLevel.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the level you saw.")},
    )
    method = forms.ChoiceField(label=_("How did you see it?"), choices=Method)
    observed_on = forms.DateField(
        label=_("Seen on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    comment = forms.CharField(
        label=_("One thing that went well, or to try next"), required=False, max_length=2000
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, asked, levels, scale, methods, readers, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        level = self.fields["level"]
        level.label, level.queryset = scale.question, scale.levels.all()
        # Read once for all the forms, each level with the anchor that is shown beside it (P5).
        level.choices = [
            (ModelChoiceIteratorValue(rating.pk, rating), str(rating)) for rating in levels
        ]
        self.pass_value = scale.pass_value
        self.fields["method"].choices = [(way.value, way.label) for way in methods]
        self.fields["observed_on"].widget.attrs["max"] = today.isoformat()
        self.fields["comment"].readers = readers

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(
            HTML(COMPACT),
            Div("method", "observed_on", css_class="pair"),
            HTML(COMMENT),
            "idempotency_key",
        )
        return helper


class BulkConfirmForm(ConfirmedForm):
    """Nothing but the password, where it is not fresh."""

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*self.confirmation)
        return helper
