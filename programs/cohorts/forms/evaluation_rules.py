"""Whether and when learners are asked what they think of it (P19)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.cohorts.models import PreceptorshipRules


class EvaluationRulesForm(forms.Form):
    """Part of the rules of a preceptorship program."""

    evaluation = forms.ChoiceField(
        label=_("Ask learners what it was like"),
        help_text=_("About the preceptor and the program. Only groups of five or more are shown."),
        choices=PreceptorshipRules.Evaluation,
    )
