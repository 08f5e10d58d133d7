from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, Submit
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms import PlainTextField
from people.forms.fields import KeptFileField
from programs.mentoring.goals.measures import HOW_FAR
from programs.mentoring.goals.models import Goal
from programs.mentoring.wall import readers

ONLY_ME = Goal.Audience.ONLY_ME.value

HOW_IT_FEELS = [(value, str(value)) for value in range(0, 101, 10)]


class GoalEntryForm(forms.Form):
    """A line in the log: how far along, and a few words if one likes."""

    progress = forms.TypedChoiceField(
        label=_("How far have you come?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    number = forms.DecimalField(
        label=_("The number now"),
        max_digits=10,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    text = PlainTextField(label=_("What happened?"), max_length=4000, required=False, rows=3)
    file = KeptFileField(label=_("A picture or a PDF"), required=False)
    audience = forms.ChoiceField(
        label=_("Who can read this entry?"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _(
                "Who can read this goal has changed since you opened the page, so nothing was "
                "saved. Please choose again."
            )
        },
    )

    def __init__(self, data=None, *, goal, share=None, **options):
        super().__init__(data, **options)
        self.goal = goal
        self.fields["audience"].choices = _audience_choices(share)
        self.fields["audience"].initial = self.fields["audience"].choices[0][0]
        self._measure(goal)
        name = share and share.mentorship.mentor.person.name
        for name_of in ("text", "file"):
            who = readers.as_chosen(name) if share else readers.only_you()
            self.fields[name_of].readers = who
            self.fields[name_of].readers_icon = "chosen" if share else "lock"

    def _measure(self, goal):
        """Ask for what this goal is measured by, and for nothing else."""
        if goal.is_measured_by_number:
            del self.fields["progress"]
            if goal.measure_text:
                self.fields["number"].label = gettext("How many %(what)s?") % {
                    "what": goal.measure_text
                }
            return
        del self.fields["number"]
        is_feeling = goal.measure == Goal.Measure.SCALE
        self.fields["progress"].choices = HOW_IT_FEELS if is_feeling else HOW_FAR
        if is_feeling:
            self.fields["progress"].label = goal.measure_text or _("Your rating, from 0 to 100")

    def clean(self):
        cleaned = super().clean()
        answers = [cleaned.get(name) for name in ("progress", "number")]
        if self.errors or cleaned.get("text"):
            return cleaned
        if cleaned.get("file"):
            self.add_error("text", _("Describe it in a few words for people who can't see it."))
        elif answers == [None, None]:
            self.add_error(None, _("Write a few words, or say how far you've come."))
        return cleaned

    def entry(self):
        """The cleaned values, by the names of the service."""
        audience = self.cleaned_data["audience"]
        return {
            "readers": None if audience == ONLY_ME else UUID(audience),
            "text": self.cleaned_data["text"],
            "progress": self.cleaned_data.get("progress"),
            "number": self.cleaned_data.get("number"),
            "file": self.cleaned_data["file"].read() if self.cleaned_data["file"] else None,
        }

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_id = "log-form"
        progress = Field("progress", wrapper_class="chips plum")
        helper.layout = Layout(
            "number" if "number" in self.fields else progress,
            "text",
            "file",
            Field("audience", wrapper_class="chips plum"),
            Submit("log", _("Add to log"), css_class="btn-plum"),
        )
        return helper


def _audience_choices(share):
    if share is None:
        return [(ONLY_ME, gettext("Only you"))]
    name = share.mentorship.mentor.person.name
    return [
        (str(share.pk), gettext("You and %(name)s") % {"name": name}),
        (ONLY_ME, gettext("Only you")),
    ]
