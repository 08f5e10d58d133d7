from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.sign_offs.models import SignOffRequest
from assessments.sign_offs.wording import asked_words
from people.models import Person
from programs.frameworks.models import Competency

SUBMIT = '<div class="form-acts"><button type="submit" class="btn btn-go">{}</button></div>'


class AssessorField(forms.ModelChoiceField):
    """The short list of those who can sign, with what they are to the learner."""

    def __init__(self, assessors, **kwargs):
        people = [assessor.person.pk for assessor in assessors]
        super().__init__(Person.objects.filter(pk__in=people), empty_label=None, **kwargs)
        # In the order of the list: the primary preceptor first.
        self.choices = [
            (assessor.person.pk, f"{assessor.person.name} · {assessor.role}")
            for assessor in assessors
        ]


class AskForSignOffForm(forms.Form):
    """What a learner showed, to whom, and on which day."""

    observed_on = forms.DateField(
        label=_("When did they see it?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter the day you showed it.")},
    )
    competencies = forms.ModelMultipleChoiceField(
        Competency.objects.none(),
        label=_("What did you show?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one skill.")},
    )

    def __init__(self, *args, assessors, states, waiting, today, **kwargs):
        """``waiting``: requests nobody has answered yet, by competency."""
        super().__init__(*args, **kwargs)
        self.fields["assessor"] = AssessorField(
            assessors,
            label=_("Who saw it?"),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose who saw it.")},
        )
        field = self.fields["competencies"]
        competencies = [state.competency for state in states]
        field.queryset = Competency.objects.filter(
            pk__in=[competency.pk for competency in competencies]
        )
        field.choices = [
            (competency.pk, _choice(competency, waiting.get(competency.pk)))
            for competency in competencies
        ]
        self.fields["observed_on"].widget.attrs["max"] = today.isoformat()
        self.order_fields(["assessor", "observed_on", "competencies"])

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "ask-form"
        helper.layout = Layout(
            Field("assessor", wrapper_class="chips"), "observed_on", "competencies"
        )
        return helper


def _choice(competency, request):
    return f"{competency} · {asked_words(request)}" if request else str(competency)


class DeclineRequestForm(forms.Form):
    obstacle = forms.ChoiceField(
        label=_("Why not?"),
        choices=SignOffRequest.Obstacle,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout("obstacle", HTML(SUBMIT.format(_("Send"))))
        return helper
