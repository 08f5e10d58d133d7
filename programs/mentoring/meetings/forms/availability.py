import re
from datetime import time
from itertools import pairwise

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common.edit_form import EditForm
from programs.mentoring.meetings.models import WeeklyHours
from programs.mentoring.meetings.rota_files import MAX_BYTES

_SPAN = re.compile(r"\s*(\d{1,2})(?:[:.](\d\d))?\s*[-–]\s*(\d{1,2})(?:[:.](\d\d))?\s*")
# More in a day is a rota.
MOST_SPANS = 4


class SpansField(forms.CharField):
    """Spans of a day such as "9-12, 14:30-17"; cleaned, pairs of times."""

    def prepare_value(self, value):
        if isinstance(value, (list, tuple)):
            return ", ".join(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in value)
        return value

    def clean(self, value):
        text = super().clean(value)
        spans = sorted(self._span(part) for part in text.split(",") if part.strip())
        if len(spans) > MOST_SPANS:
            raise forms.ValidationError(_("You can enter up to four times a day."))
        for (__, ends), (begins, ___) in pairwise(spans):
            if begins < ends:
                raise forms.ValidationError(_("Two of these times overlap."))
        return spans

    def _span(self, part):
        match = _SPAN.fullmatch(part)
        try:
            begins, ends = _clock(match, 1), _clock(match, 3)
        except (ValueError, AttributeError):
            begins = ends = None
        if begins is None or begins >= ends:
            text = _("Write times like 9–12 or 14:30–17, with a comma between two of them.")
            raise forms.ValidationError(text)
        return begins, ends


class WeeklyHoursForm(EditForm):
    """When one can usually meet, by the days of the week."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        for weekday in WeeklyHours.Weekday:
            self.fields[f"day_{weekday.value}"] = SpansField(
                label=weekday.label, required=False, max_length=100
            )
            self.fields[f"day_{weekday.value}"].is_optional_said = True

    def week(self):
        return {
            weekday.value: self.cleaned_data[f"day_{weekday.value}"]
            for weekday in WeeklyHours.Weekday
        }

    @staticmethod
    def initial_of(rows):
        initial = {}
        for row in rows:
            initial.setdefault(f"day_{row.weekday}", []).append((row.begins, row.ends))
        return initial

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(*self.fields, Submit("save", _("Save"), css_class="btn-plum"))
        return helper


class RotaForm(forms.Form):
    """A calendar file of shifts and leave, sent to ``action``."""

    file = forms.FileField(
        label=_("Calendar file"),
        help_text=_("An .ics file from your rota or calendar, at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
        allow_empty_file=True,
    )

    def __init__(self, *args, action, **options):
        super().__init__(*args, **options)
        self.action = action
        self.fields["file"].readers = _("We only store when you are busy: no title, place or name")
        self.fields["file"].readers_icon = "lock"

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 10 MB. Export only the months ahead.")
            )
        return file

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = self.action
        helper.layout = Layout("file", Submit("import", _("Upload"), css_class="btn-plum"))
        return helper


def _clock(match, group):
    hour, minute = int(match.group(group)), int(match.group(group + 1) or 0)
    # 24:00 is the end of the day.
    return time.max if (hour, minute) == (24, 0) else time(hour, minute)
