from zoneinfo import ZoneInfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import local_time
from common.edit_form import OPENED, EditForm, with_version
from common.forms import date_input, time_input
from programs.mentoring.meetings.models import CheckIn

LENGTHS = (20, 30, 45, 60)


class CheckInForm(forms.Form):
    """When, how long and how, in the time zone of whoever fills it in.

    ``label`` names the act on the button.
    """

    day = forms.DateField(label=_("Day"), widget=date_input())
    clock = forms.TimeField(label=_("Time"), widget=time_input())
    minutes = forms.TypedChoiceField(label=_("How long?"), coerce=int, widget=forms.RadioSelect)
    medium = forms.ChoiceField(label=_("How?"), choices=CheckIn.Medium, widget=forms.RadioSelect)

    def __init__(self, data=None, *, zone: ZoneInfo, label, **options):
        super().__init__(data, **options)
        self.zone = zone
        self.label = label
        self.fields["minutes"].choices = _lengths(self.initial.get("minutes"))
        self.fields["clock"].help_text = _("In your time zone, %(zone)s.") % {
            "zone": str(zone).replace("_", " ")
        }

    def clean(self):
        cleaned = super().clean()
        day, clock = cleaned.get("day"), cleaned.get("clock")
        if day and clock:
            self._find_moment(day, clock)
        return cleaned

    def _find_moment(self, day, clock):
        try:
            self.cleaned_data["moment"] = local_time.moment_of(day, clock, self.zone)
        except (local_time.NoSuchTimeError, OverflowError):
            self.add_error("clock", skipped_hour(day, clock))

    @property
    def is_ambiguous(self):
        """Whether the clocks show the chosen time twice that night."""
        cleaned = self.cleaned_data
        return local_time.passes_twice(cleaned["day"], cleaned["clock"], self.zone)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            Div("day", "clock", css_class="day-and-time"),
            Field("minutes", wrapper_class="chips plum"),
            Field("medium", wrapper_class="chips plum"),
            Submit("save", self.label, css_class="btn-plum"),
        )
        return helper


class CheckInMoveForm(EditForm, CheckInForm):
    """Another time for one that is booked: ``initial`` is the booking as it stands now.

    ``proposed`` is shown in its place, where a time that suits both was followed.
    """

    def __init__(self, *arguments, proposed=None, **options):
        super().__init__(*arguments, **options)
        # The fingerprint is of what is booked, and not of what is proposed.
        opened = self._fingerprint()
        self.fields[OPENED].initial = opened
        self.initial = {**self.initial, **(proposed or {})}

    @property
    def helper(self):
        return with_version(super().helper)


def skipped_hour(day, clock) -> str:
    """Say that clocks never showed this time."""
    skipped = _(
        "The clocks go forward that night, so %(time)s does not exist on %(day)s in your time "
        "zone. Choose an hour later."
    )
    return skipped % {"time": f"{clock:%H:%M}", "day": date_format(day, "j M Y")}


def _lengths(usual):
    """Offer the usual lengths, and the one this program chose, whatever it is."""
    lengths = sorted({*LENGTHS, usual or LENGTHS[0]})
    return [(minutes, gettext("%(count)d minutes") % {"count": minutes}) for minutes in lengths]
