from datetime import timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import date_input, time_input
from people.models import Preceptor
from programs.shifts.models import Shift
from programs.shifts.services.roster import Plan, Times

WEEKDAYS = [
    ("0", _("Mon")),
    ("1", _("Tue")),
    ("2", _("Wed")),
    ("3", _("Thu")),
    ("4", _("Fri")),
    ("5", _("Sat")),
    ("6", _("Sun")),
]
BREAKS = [("0", _("No break"))] + [
    (str(minutes), _("%(count)d minutes") % {"count": minutes}) for minutes in (15, 30, 45, 60, 90)
]


class TimesForm(EditForm):
    """When somebody works: a day, two times by the learner's clock, the break in between."""

    day = forms.DateField(label=_("Day"), widget=date_input())
    starts = forms.TimeField(label=_("From"), widget=time_input())
    ends = forms.TimeField(
        label=_("To"), widget=time_input(), help_text=_("Earlier than “From” means the next day.")
    )
    break_minutes = forms.TypedChoiceField(
        label=_("Break"), choices=BREAKS, coerce=int, initial="30"
    )
    is_supernumerary = forms.TypedChoiceField(
        label=_("The learner is"),
        choices=[("yes", _("Supernumerary")), ("no", _("Counted in the numbers"))],
        coerce=lambda value: value == "yes",
        initial="yes",
    )

    @property
    def times(self) -> Times:
        names = ("day", "starts", "ends", "break_minutes")
        return Times(**{name: self.cleaned_data[name] for name in names})


class ShiftForm(TimesForm):
    """One shift, or several of the same kind up to a day."""

    preceptor = forms.ModelChoiceField(Preceptor.objects.none(), label=_("With"), empty_label=None)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Repeat on"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty for just this day."),
    )
    until = forms.DateField(label=_("Last day"), required=False, widget=date_input())

    field_order = ["preceptor", "day", "starts", "ends", "break_minutes", "is_supernumerary"]

    def __init__(self, data=None, *, preceptors: QuerySet, **options):
        super().__init__(data, **options)
        self.fields["preceptor"].queryset = preceptors

    def clean(self):
        cleaned = super().clean()
        day, until = cleaned.get("day"), cleaned.get("until")
        if cleaned.get("weekdays") and not until:
            self.add_error("until", _("Choose the last day."))
        if day and until and until < day:
            self.add_error("until", _("This is before the first day."))
        return cleaned

    @property
    def plan(self) -> Plan:
        return Plan(
            preceptor=self.cleaned_data["preceptor"],
            origin=Shift.Origin.PATTERN,
            unit=self.cleaned_data["preceptor"].person.unit,
            is_supernumerary=self.cleaned_data["is_supernumerary"],
        )

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED,
            "preceptor",
            "day",
            Div("starts", "ends", css_class="day-and-time"),
            Div("break_minutes", "is_supernumerary", css_class="day-and-time"),
            Div("weekdays", css_class="chips"),
            "until",
            Submit("save", _("Plan"), css_class="btn-go"),
        )
        return helper


class ShiftChangeForm(TimesForm):
    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            OPENED,
            "day",
            Div("starts", "ends", css_class="day-and-time"),
            Div("break_minutes", "is_supernumerary", css_class="day-and-time"),
            Submit("save", _("Save"), css_class="btn-go"),
        )
        return helper


def times_of(shift: Shift, zone) -> dict:
    """What stands in a form about a shift when it is opened."""
    starts, ends = shift.starts_at.astimezone(zone), shift.ends_at.astimezone(zone)
    lasted = (shift.ends_at - shift.starts_at) // timedelta(minutes=1)
    return {
        "day": shift.day,
        "starts": starts.time(),
        "ends": ends.time(),
        "break_minutes": str(lasted - shift.minutes),
        "is_supernumerary": "yes" if shift.is_supernumerary else "no",
    }
