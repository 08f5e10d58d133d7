from datetime import datetime
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.dated import dated
from programs.shifts.cover_options import Option, days_of
from programs.shifts.models import Shift
from programs.shifts.services.cover import Take
from programs.shifts.uncovered import Together

# As many are offered as one reads in a glance.
MOST = 12


class CoverForm(forms.Form):
    """Which days, and who takes them: one for all, or somebody else for a day.

    Of a single day only who. A day is named as it was shown, so that nobody gives away one that
    has changed since.
    """

    preceptor = forms.TypedChoiceField(label=_("Who"), coerce=UUID, widget=forms.RadioSelect)

    def __init__(self, data=None, *, together: Together, options: list[Option], **more):
        super().__init__(data, **more)
        self.together, self.is_one = together, len(together.shifts) <= 1
        self._options = {option.preceptor.pk: option for option in options}
        self._shifts = {mark_of(shift): shift for shift in together.shifts}
        self.takes: list[Take] = []
        self.fields["preceptor"].choices = [
            (str(option.preceptor.pk), _name(option)) for option in options[:MOST]
        ]
        ticked = [mark for mark, shift in self._shifts.items() if shift.pk in together.ticked]
        self.fields["shifts"] = forms.Field(
            required=False, widget=forms.MultipleHiddenInput, initial=ticked
        )
        if not self.is_one:
            self.fields["preceptor"].label = _("Who takes them")
            self.fields |= {f"who_{shift.pk}": self._who(shift) for shift in together.shifts}

    def lines(self):
        """Each day, how it is named, whether it is ticked, and the field of who takes it."""
        ticked = self["shifts"].value() or []
        return [
            (shift, mark, mark in ticked, self[f"who_{shift.pk}"])
            for mark, shift in self._shifts.items()
        ]

    def clean_shifts(self):
        """The days meant; of a single one it need not be said."""
        marks = self.cleaned_data["shifts"] or (list(self._shifts)[:1] if self.is_one else [])
        if changed := [mark for mark in marks if mark not in self._shifts]:
            words = _now(
                "%(days)s has changed since you opened this page: moved, cancelled or given to "
                "someone else. Nothing is saved yet. Check the list and save again."
            )
            raise forms.ValidationError(words % {"days": _days_named(changed)})
        if not marks:
            raise forms.ValidationError(_now("Tick at least one day."))
        return [self._shifts[mark] for mark in marks]

    def clean(self):
        shifts = self.cleaned_data.get("shifts")
        if not shifts or self.errors:
            return
        chosen = {shift: self._chosen_for(shift) for shift in shifts}
        for option in set(chosen.values()):
            self._refuse_unable(option, [shift for shift in shifts if chosen[shift] is option])
        self.takes = [Take(shift, option.preceptor) for shift, option in chosen.items()]

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout("preceptor", *(["shifts"] if self.is_one else []))
        return helper

    def _who(self, shift):
        able = [option for option in self._options.values() if shift.pk in option.shifts]
        same = _("the person chosen above") if able else _("nobody is free")
        names = [(str(option.preceptor.pk), option.preceptor.person.name) for option in able[:MOST]]
        return forms.TypedChoiceField(
            coerce=UUID, empty_value=None, required=False, choices=[("", same), *names]
        )

    def _chosen_for(self, shift):
        own = self.cleaned_data.get(f"who_{shift.pk}")
        return self._options[own or self.cleaned_data["preceptor"]]

    def _refuse_unable(self, option, shifts):
        unable = [shift for shift in shifts if shift.pk not in option.shifts]
        if unable:
            words = _now(
                "%(name)s can't take %(days)s. Choose someone else for that, or leave it unticked."
            )
            names = {"name": option.preceptor.person.name, "days": days_of(unable)}
            self.add_error("preceptor", words % names)


def mark_of(shift: Shift) -> str:
    """Names a shift as it is now: one that is moved has another."""
    return f"{shift.pk}@{shift.starts_at:%Y%m%dT%H%M}-{shift.ends_at:%H%M}"


def shift_of_mark(mark: str) -> UUID | None:
    try:
        return UUID(mark.partition("@")[0])
    except ValueError:
        return None


def _days_named(marks):
    return get_text_list([_day_named(mark) for mark in marks], _now("and"))


def _day_named(mark):
    try:
        moment = datetime.strptime(mark.partition("@")[2][:13] + "+0000", "%Y%m%dT%H%M%z")
    except ValueError:
        return _now("One of the days")
    return dated(timezone.localtime(moment), "D j M, H:i")


def _name(option):
    return " · ".join(filter(None, [option.preceptor.person.name, option.reason]))
