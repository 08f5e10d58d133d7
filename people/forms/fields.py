"""Fields that people's details are typed into."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.addresses import can_be_mailed
from common.clean_files import MAX_BYTES
from common.text_files import control_character, tidy
from people.models import Person


class KeptFileField(forms.FileField):
    """A PDF or a picture to be kept; what it really is, ``people.clean_files`` finds out."""

    def __init__(self, **options):
        options.setdefault(
            "help_text", _("PDF, JPEG or PNG, at most 10 MB. Where a photo was taken is removed.")
        )
        accept = forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})
        super().__init__(widget=accept, max_length=255, allow_empty_file=True, **options)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        # Not read into memory to be refused there.
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 10 MB. Please choose a smaller one.")
            )
        return file


class LineField(forms.CharField):
    """One line of text: spaces put in order, characters that cannot be shown refused."""

    def to_python(self, value):
        return tidy(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        found = control_character(value)
        if found:
            raise forms.ValidationError(
                _("This contains a character we can't show (%(code)s). Please type it again."),
                params={"code": found},
                code="control_character",
            )


class PersonEmailField(forms.EmailField):
    """An address in lower case, as it is stored, to which a mail can be sent."""

    def clean(self, value):
        address = super().clean(value).lower()
        if not can_be_mailed(address):
            raise forms.ValidationError(_("An e-mail can't be sent to this address."))
        return address


class ManagerField(forms.EmailField):
    """The address of somebody active among ``people``; cleaned, it is that person."""

    people = None

    def clean(self, value):
        address = super().clean(value).lower()
        if not address:
            return None
        people = Person.objects.all() if self.people is None else self.people
        manager = people.active().filter(email=address).first()
        if not manager:
            raise forms.ValidationError(_("No active account has this address."))
        return manager


# Reading the database's folders takes longer than the rest of a form.
@cache
def time_zone_choices():
    """Return the places of the time zone database; names that are mere offsets left out."""
    names = {name for name in available_timezones() if "/" in name and name[:4] != "Etc/"}
    return tuple((name, name.replace("_", " ")) for name in ("UTC", *sorted(names)))


class LongSelect(forms.Select):
    """A select of hundreds of plain options, written at once.

    Django renders three templates for each option: 40 ms for the time zones, of a page's 65.
    """

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if str(key) in chosen else "", label)
                for key, label in self.choices
            ),
        )
        marks = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", marks, options)


def date_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def time_input():
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
