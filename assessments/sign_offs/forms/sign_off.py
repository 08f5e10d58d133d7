from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.evidence.models import Evidence
from people.forms.reauthentication import ConfirmedForm
from programs.cohorts.models import Method
from programs.frameworks.models import RatingLevel

# With the anchor of every level beside it, at the moment of rating.
LEVELS = '{% include "components/levels.html" with field=form.level pass_value=form.pass_value %}'

# Each file with the link that opens it: nobody says unseen that they looked.
EVIDENCE = '{% include "components/evidence.html" with field=form.evidence %}'


class PerformanceForm(forms.Form):
    """One observed performance, judged on one small screen."""

    level = forms.ModelChoiceField(
        RatingLevel.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the level you saw.")},
    )
    method = forms.ChoiceField(
        label=_("How did you see it?"), choices=Method, widget=forms.RadioSelect
    )
    observed_on = forms.DateField(
        label=_("Seen on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter the day you saw it.")},
    )
    comment = forms.CharField(
        label=_("One thing that went well, or to try next"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, scale, methods, readers, today, **kwargs):
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        level.label = scale.question
        level.queryset = scale.levels.select_related("scale")
        self.pass_value = scale.pass_value
        method = self.fields["method"]
        method.choices = [(way.value, way.label) for way in Method if way in methods]
        method.initial = methods[0] if methods else None
        self.fields["observed_on"].widget.attrs["max"] = today.isoformat()
        self.fields["comment"].readers = readers

    @property
    def judgement(self) -> list:
        """What the layout of a form begins with."""
        return [HTML(LEVELS), Field("method", wrapper_class="chips")]


class SignOffForm(PerformanceForm, ConfirmedForm):
    """Signed by whoever is logged in."""

    field_order = ["level", "method", "observed_on", "comment", "evidence", "password"]

    def __init__(self, *args, evidence=None, **kwargs):
        super().__init__(*args, **kwargs)
        if evidence:
            self.fields["evidence"] = EvidenceField(evidence)
            self.order_fields(self.field_order)

    @property
    def facts(self):
        """What is signed, without the password that allowed it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "password"}

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "sign-off-form"
        helper.layout = Layout(
            *self.judgement,
            "observed_on",
            "comment",
            *([HTML(EVIDENCE)] if "evidence" in self.fields else []),
            *self.confirmation,
            "idempotency_key",
        )
        return helper


class EvidenceField(forms.ModelMultipleChoiceField):
    """The files beside the competency, none ticked: one opens a file, then says that one did."""

    def __init__(self, evidence):
        super().__init__(
            Evidence.objects.filter(pk__in=[file.pk for file in evidence]),
            label=_("Evidence you looked at"),
            help_text=_("Tick what you opened and looked at. It becomes part of your signature."),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class ReasonForm(ConfirmedForm):
    """Why a signature is revoked, or counts again: the reason stays with the record."""

    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please give a reason. It stays with the record.")},
    )

    field_order = ["reason", "password"]

    def __init__(self, *args, question, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = question
        self.fields["reason"].readers = readers

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "reason-form"
        helper.layout = Layout("reason", *self.confirmation)
        return helper
