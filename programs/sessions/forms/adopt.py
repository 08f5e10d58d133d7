"""The sessions that a program's preset proposes, each to be taken or left."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField, date_input, time_input
from programs.sessions.presets import SessionIdea
from programs.sessions.repeats import months_after
from programs.sessions.services.session import Outline, Slot


class AdoptForm(EditForm):
    """``known`` are titles that the cohort has already: those are not ticked."""

    starts = forms.TimeField(label=_("From"), widget=time_input(), initial="09:00")
    place = PlainTextField(
        label=_("Where"), max_length=300, required=False, help_text=_("You can change it later.")
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, data=None, *, ideas: Sequence[SessionIdea], begins: date, known, **options):
        super().__init__(data, **options)
        self.ideas = ideas
        for number, idea in enumerate(ideas):
            is_new = str(idea.title) not in known
            self.fields[f"take-{number}"] = forms.BooleanField(
                label=idea.title, required=False, initial=is_new
            )
            day = months_after(begins, idea.after_months)
            self.fields[f"day-{number}"] = forms.DateField(
                label=_("Day"), required=False, initial=day, widget=date_input()
            )

    @property
    def lines(self):
        """Each idea with its tick and its day."""
        return [
            (idea, self[f"take-{number}"], self[f"day-{number}"])
            for number, idea in enumerate(self.ideas)
        ]

    def clean(self):
        cleaned = super().clean()
        for number, _idea in self._taken(cleaned):
            if not cleaned.get(f"day-{number}") and f"day-{number}" not in self.errors:
                self.add_error(f"day-{number}", _now("Choose a day, or leave this one out."))
        if not self._taken(cleaned):
            self.add_error(None, _now("Tick at least one session."))
        return cleaned

    @property
    def outlines(self) -> list[tuple[Outline, Slot]]:
        cleaned = self.cleaned_data
        return [
            (self._outline(idea), self._slot(cleaned[f"day-{number}"], idea))
            for number, idea in self._taken(cleaned)
        ]

    def _taken(self, cleaned):
        return [each for each in enumerate(self.ideas) if cleaned.get(f"take-{each[0]}")]

    def _outline(self, idea):
        return Outline(
            title=str(idea.title),
            place=self.cleaned_data["place"],
            is_required=idea.is_required,
        )

    def _slot(self, day, idea):
        starts = self.cleaned_data["starts"]
        ends = min(starts.hour + idea.hours, 23)
        return Slot(day, starts, starts.replace(hour=ends))

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        times = Div("starts", "place", css_class="day-and-time")
        helper.layout = Layout(OPENED, "idempotency_key", times)
        return helper


def earliest(begins: date, today: date) -> date:
    """From when on sessions are proposed: the cohort's start, or the day after today."""
    return max(begins, today + timedelta(days=1))
