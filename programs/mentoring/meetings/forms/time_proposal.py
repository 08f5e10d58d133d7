from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common import local_time
from common.forms import date_input, time_input
from programs.mentoring.meetings.forms.check_in import CheckInForm, skipped_hour

PLACES = range(1, 6)


class TimeProposalForm(CheckInForm):
    """One to five times, how long and how, in the time zone of whoever fills it in."""

    def __init__(self, data=None, **options):
        super().__init__(data, **options)
        del self.fields["day"], self.fields["clock"]
        for place in PLACES:
            self.fields[f"day_{place}"] = forms.DateField(
                label=_("Day"), required=False, widget=date_input()
            )
            self.fields[f"clock_{place}"] = forms.TimeField(
                label=_("Time"), required=False, widget=time_input()
            )

    def clean(self):
        cleaned = forms.Form.clean(self)
        starts = [self._start(cleaned, place) for place in PLACES]
        cleaned["starts"] = [start for start in starts if start]
        if not cleaned["starts"] and not self.errors:
            self.add_error(None, _("Enter at least one day and time."))
        return cleaned

    def _start(self, cleaned, place):
        day, clock = cleaned.get(f"day_{place}"), cleaned.get(f"clock_{place}")
        if clock and not day and f"day_{place}" not in self.errors:
            self.add_error(f"day_{place}", _("Which day?"))
        if day and not clock and f"clock_{place}" not in self.errors:
            self.add_error(f"clock_{place}", _("What time?"))
        if not (day and clock):
            return None
        try:
            return local_time.moment_of(day, clock, self.zone)
        except (local_time.NoSuchTimeError, OverflowError):
            self.add_error(f"clock_{place}", skipped_hour(day, clock))
            return None

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            *(Div(f"day_{place}", f"clock_{place}", css_class="day-and-time") for place in PLACES),
            Field("minutes", wrapper_class="chips plum"),
            Field("medium", wrapper_class="chips plum"),
            Submit("save", self.label, css_class="btn-plum"),
        )
        return helper


class TimeChoiceForm(forms.Form):
    """Which of the proposed times; in a mail's link, so shown in the asked one's zone."""

    time = forms.TypedChoiceField(label=_("Which one?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *, times, **options):
        super().__init__(data, **options)
        self.fields["time"].choices = times

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            Field("time", wrapper_class="chips plum"),
            Submit("choose", _("Book this one"), css_class="btn-plum"),
            Submit(
                "none", _("None of these work for me"), css_class="btn-quiet", formnovalidate=True
            ),
        )
        return helper
