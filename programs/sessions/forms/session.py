"""A session: what it is, and one date or many."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.edit_form import OPENED, EditForm
from common.forms import PlainTextField, date_input, time_input
from people.models import Person
from programs.cohorts.models import Program
from programs.sessions.models import Session
from programs.sessions.repeats import Repeat, days_of
from programs.sessions.services.session import MOST, Outline, Slot

REPEATS = [
    (Repeat.NEVER.value, _("Just this day")),
    (Repeat.WEEKLY.value, _("Every week")),
    (Repeat.FORTNIGHTLY.value, _("Every 2 weeks")),
    (Repeat.MONTHLY.value, _("Every month, on the same weekday")),
]
ONE, EACH = "same", "each"
# As days are typed: 2026-12-01, 1.12.2026, 1/12/2026, 1 Dec 2026, 1 December 2026.
WRITTEN = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %b %Y", "%d %B %Y")


class DaysField(PlainTextField):
    """Days, one on each line; cleaned, a list of them in order."""

    def __init__(self, **options):
        super().__init__(rows=3, max_length=2000, required=False, **options)

    def clean(self, value):
        return [_day(line) for line in super().clean(value).split("\n") if line.strip()]


def _day(line):
    text = re.sub(r"\s+", " ", line.strip())
    for form in WRITTEN:
        with suppress(ValueError):
            day = datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no zone)
            if day.year >= 2000:
                return day
    raise forms.ValidationError(
        _("“%(line)s” isn't a date, such as 2026-12-01 or 1 Dec 2026."), params={"line": text}
    )


class DatesForm(EditForm):
    """One day or several, each from the same time to the same time."""

    day = forms.DateField(label=_("Day"), widget=date_input())
    starts = forms.TimeField(label=_("From"), widget=time_input())
    ends = forms.TimeField(label=_("To"), widget=time_input())
    repeat = forms.ChoiceField(label=_("Repeat"), choices=REPEATS, initial=Repeat.NEVER.value)
    times = forms.IntegerField(
        label=_("How many times"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("In all, with the first. Such as 12 for a year of months."),
    )
    more = DaysField(
        label=_("More dates"), help_text=_("One on each line, such as 2026-12-01 or 1 Dec 2026.")
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("repeat") not in (None, Repeat.NEVER) and not cleaned.get("times"):
            self.add_error("times", _("Say how many times, or choose “Just this day”."))
        _refuse_backwards(self, cleaned)
        return cleaned

    @property
    def slots(self) -> list[Slot]:
        """Each day once, in order."""
        cleaned = self.cleaned_data
        repeat, times = Repeat(cleaned["repeat"]), cleaned["times"] or 1
        days = {*days_of(cleaned["day"], repeat, times), *cleaned["more"]}
        return [Slot(day, cleaned["starts"], cleaned["ends"]) for day in sorted(days)]

    @property
    def dates_layout(self):
        times = Div("starts", "ends", css_class="day-and-time")
        again = Div("repeat", "times", css_class="day-and-time")
        return [OPENED, "day", times, again, "more"]


class OutlineForm(EditForm):
    """What a session is, whenever it is."""

    title = PlainTextField(label=_("Title"), max_length=120)
    about = PlainTextField(label=_("What it's about"), max_length=1000, required=False, rows=2)
    place = PlainTextField(
        label=_("Where"), max_length=300, required=False, help_text=_("A room, or a link.")
    )
    credited_hours = forms.DecimalField(
        label=_("Hours credited"),
        min_value=0,
        max_value=24,
        max_digits=4,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.25"}),
        help_text=_("Empty for as long as it lasts."),
    )
    is_required = forms.TypedChoiceField(
        label=_("Attendance"),
        choices=[("yes", _("Required")), ("no", _("Optional"))],
        coerce=lambda value: value == "yes",
        initial="yes",
    )
    host = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Host"),
        required=False,
        empty_label=_("Nobody in particular"),
        help_text=_("They can show the code and note who is there, as you can."),
    )

    def __init__(self, data=None, *, program: Program, **options):
        super().__init__(data, **options)
        self.fields["host"].queryset = hosts_of(program)

    @property
    def outline(self) -> Outline:
        cleaned = self.cleaned_data
        hours = cleaned["credited_hours"]
        names = ("title", "about", "place", "is_required", "host")
        return Outline(
            **{name: cleaned[name] for name in names},
            credited_minutes=None if hours is None else int(hours * 60),
        )

    OUTLINE = ("title", "about", "place", "credited_hours", "is_required", "host")


class SessionForm(OutlineForm, DatesForm):
    """One session or many of the same kind."""

    dates_are = forms.ChoiceField(
        label=_("Several dates are"),
        choices=[
            (EACH, _("Sessions to come to each time")),
            (ONE, _("The same session offered again: once is enough")),
        ],
        initial=EACH,
        widget=forms.RadioSelect,
    )

    @property
    def is_same(self) -> bool:
        return self.cleaned_data["dates_are"] == ONE

    @property
    def helper(self):
        helper = FormHelper()
        title, *rest = self.OUTLINE
        more = ["dates_are", "idempotency_key", Submit("save", _("Plan"), css_class="btn-go")]
        helper.layout = Layout(title, *self.dates_layout, *rest, *more)
        return helper


class SessionCopyForm(DatesForm):
    dates_are = forms.ChoiceField(
        label=_("These dates are"),
        choices=[
            (ONE, _("The same session again: for those who missed it")),
            (EACH, _("New sessions to come to as well")),
        ],
        initial=ONE,
        widget=forms.RadioSelect,
    )

    @property
    def is_same(self) -> bool:
        return self.cleaned_data["dates_are"] == ONE

    @property
    def helper(self):
        helper = FormHelper()
        save = Submit("save", _("Plan these dates"), css_class="btn-go")
        helper.layout = Layout(*self.dates_layout, "dates_are", "idempotency_key", save)
        return helper


class SessionUpdateForm(OutlineForm):
    day = forms.DateField(label=_("Day"), widget=date_input())
    starts = forms.TimeField(label=_("From"), widget=time_input())
    ends = forms.TimeField(label=_("To"), widget=time_input())

    def clean(self):
        cleaned = super().clean()
        _refuse_backwards(self, cleaned)
        return cleaned

    @property
    def slot(self) -> Slot:
        return Slot(*(self.cleaned_data[name] for name in ("day", "starts", "ends")))

    @property
    def helper(self):
        helper = FormHelper()
        title, *rest = self.OUTLINE
        times = Div("starts", "ends", css_class="day-and-time")
        save = Submit("save", _("Save"), css_class="btn-go")
        helper.layout = Layout(OPENED, title, "day", times, *rest, save)
        return helper


def hosts_of(program: Program):
    """Who may be named as host: the preceptors and coordinators of the program."""
    guides = program.preceptors.values("person")
    runs = program.coordinators.values("person")
    people = Person.objects.active().filter(Q(pk__in=guides) | Q(pk__in=runs))
    return people.order_by("sort_name", "pk")


def session_as_typed(session: Session, zone) -> dict:
    """What stands in the form about a session when it is opened."""
    starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
    return {
        "title": session.title,
        "about": session.about,
        "place": session.place,
        "day": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "credited_hours": Decimal(session.credited_minutes) / 60,
        "is_required": "yes" if session.is_required else "no",
        "host": session.host_id,
    }


def first_times(today: date) -> dict:
    return {"day": today + timedelta(days=7), "starts": "09:00", "ends": "16:30"}


def _refuse_backwards(form, cleaned):
    starts, ends = cleaned.get("starts"), cleaned.get("ends")
    if starts and ends and ends <= starts:
        form.add_error("ends", _now("This is before it starts."))
