"""The list of a session, and the code of its room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from programs.cohorts.models import Enrolment
from programs.sessions.models import Attendance

State = Attendance.State
ALL_STATES = [*State.choices, ("", _("Not noted"))]


@dataclass(frozen=True, slots=True)
class Line:
    """One learner with what is noted. ``is_own``: the reader's, whom somebody else has to note."""

    enrolment: Enrolment
    name: str
    value: str
    mark: Attendance | None
    is_own: bool


class AttendanceForm(forms.Form):
    """A choice for each learner, and one for all of whom nothing is noted.

    The template writes the choices itself: a widget for each of hundreds takes too long. What
    the list showed goes along hidden, so that its service knows what was changed in it.
    """

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    rest = forms.ChoiceField(
        label=_("Everyone not noted yet"),
        choices=[
            ("", _("Leave open")),
            (State.PRESENT, _("Present")),
            (State.ABSENT, _("Absent")),
        ],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(
        self,
        data=None,
        *,
        enrolments: Sequence[Enrolment],
        marks: Mapping[UUID, Attendance],
        reader: Person,
        **options,
    ):
        super().__init__(data, **options)
        self.enrolments, self.marks, self.reader = enrolments, marks, reader
        self.fields["shown"].initial = ",".join(
            f"{learner.hex}={mark.state}" for learner, mark in marks.items()
        )

    @property
    def states(self):
        return ALL_STATES

    @property
    def lines(self) -> list[Line]:
        return [self._line(enrolment) for enrolment in self.enrolments]

    def clean(self):
        cleaned = super().clean()
        cleaned["marks"] = {
            row.learner_id: self._posted(row)
            for row in self.enrolments
            if row.learner.person_id != self.reader.pk and _name(row) in self.data
        }
        cleaned["seen"] = self._seen(cleaned.get("shown", ""))
        return cleaned

    def _line(self, row):
        mark = self.marks.get(row.learner_id)
        value = mark.state if mark else ""
        if self.is_bound and _name(row) in self.data:
            value = self.data[_name(row)]
        is_own = row.learner.person_id == self.reader.pk
        return Line(row, _name(row), value, mark, is_own)

    def _posted(self, row):
        value = self.data[_name(row)]
        return value if value in State.values else None

    def _seen(self, shown):
        pairs = (pair.partition("=") for pair in shown.split(",") if pair)
        known = {row.learner_id.hex: row.learner_id for row in self.enrolments}
        return {known[key]: state for key, _is, state in pairs if key in known}


def _name(row):
    return f"learner-{row.learner_id}"


class CodeForm(forms.Form):
    """The code that is on the screen of the room; ``ticket`` where it was scanned in time."""

    code = forms.CharField(
        label=_("Code on the screen"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Six letters and numbers. It changes every minute."),
    )
    ticket = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        self.fields["code"].required = not self["ticket"].value()

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        here = Submit("here", _("I'm here"), css_class="btn-go")
        helper.layout = Layout("code", "ticket", here)
        return helper
