"""Fields for what people type in their own words, and for the times they mean."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

# What separates words and lines; every other control character is dropped unseen.
KEPT = "\n\t"


class PlainTextField(forms.CharField):
    """Somebody's own words, of one line or many, in any script.

    Written from right to left where the words are. Lines end as they do here, and what
    no keyboard types (control characters) is dropped rather than refused.
    """

    def __init__(self, *, rows: int = 0, **options):
        if rows:
            options["widget"] = forms.Textarea(attrs={"rows": rows})
        self.is_one_line = not rows
        super().__init__(**options)
        self.error_messages["required"] = options.get("error_messages", {}).get(
            "required", _("Please write something here.")
        )

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(
            letter for letter in text if letter in KEPT or unicodedata.category(letter) != "Cc"
        )
        if self.is_one_line:
            text = " ".join(text.split())
        return unicodedata.normalize("NFC", text).strip()

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "dir": "auto"}


class StepsField(PlainTextField):
    """Short lines, one for each step; cleaned, a list of them. Empty lines are left out."""

    MOST, LONGEST = 10, 200

    def __init__(self, **options):
        options.setdefault("help_text", _("One on each line; they can be changed later."))
        super().__init__(rows=3, max_length=self.MOST * self.LONGEST, **options)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value):
        lines = [" ".join(line.split()) for line in super().clean(value).split("\n")]
        steps = [line for line in lines if line]
        if len(steps) > self.MOST:
            raise forms.ValidationError(_("Ten steps are enough to start with."))
        if any(len(step) > self.LONGEST for step in steps):
            raise forms.ValidationError(_("A step has at most 200 characters."))
        return steps


def date_input(**attrs):
    return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")


def time_input(**attrs):
    return forms.TimeInput(attrs={"type": "time", **attrs}, format="%H:%M")
