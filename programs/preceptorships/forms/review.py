from zoneinfo import ZoneInfo

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from common import local_time
from common.edit_form import OPENED, EditForm
from common.forms import date_input, time_input


class HoldReviewForm(forms.Form):
    held_on = forms.DateField(label=_("When did it take place?"), widget=date_input())

    def __init__(self, data=None, *, today, **options):
        super().__init__(data, initial={"held_on": today}, **options)
        self.fields["held_on"].widget.attrs["max"] = today.isoformat()

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout("held_on", Submit("save", _("Mark as done"), css_class="btn-go"))
        return helper


class ArrangeReviewForm(EditForm):
    """A day and a time, in the time zone of whoever fills it in."""

    day = forms.DateField(label=_("Day"), widget=date_input())
    clock = forms.TimeField(label=_("Time"), widget=time_input())

    def __init__(self, data=None, *, zone: ZoneInfo, **options):
        super().__init__(data, **options)
        self.zone = zone
        self.fields["clock"].help_text = _("In your time zone, %(zone)s.") % {
            "zone": str(zone).replace("_", " ")
        }

    def clean(self):
        cleaned = super().clean()
        day, clock = cleaned.get("day"), cleaned.get("clock")
        if day and clock:
            try:
                cleaned["meets_at"] = local_time.moment_of(day, clock, self.zone)
            except (local_time.NoSuchTimeError, OverflowError):
                self.add_error(
                    "clock",
                    _(
                        "The clocks go forward that night, so this time doesn't exist. Choose "
                        "another."
                    ),
                )
        return cleaned

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED,
            Div("day", "clock", css_class="day-and-time"),
            Submit("save", _("Book the review"), css_class="btn-go"),
        )
        return helper
