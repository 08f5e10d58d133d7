"""How far a goal has come, as one reads it: a number, a rating or a word. Pure data."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What the owner of a goal that is done or not can choose from, with its place on the way.
HOW_FAR = [
    (0, gettext_lazy("Not yet")),
    (25, gettext_lazy("A little")),
    (50, gettext_lazy("Halfway")),
    (75, gettext_lazy("Nearly")),
    (100, gettext_lazy("Reached")),
]


def measured(value: Decimal | float | str | None) -> str:
    """Return a number without the zeros it was stored with: 6.80 is "6.8", 70.00 is "70"."""
    if value is None:
        return ""
    digits = format(Decimal(str(value)), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return number_format(digits)


def how_far(value: Decimal | float, measure: str) -> str:
    """Return a value as the goal is measured: "6.8", "70 of 100", or the nearest word."""
    if measure == "number":
        return measured(value)
    if measure == "scale":
        return _("%(value)s of 100") % {"value": measured(value)}
    _place, word = min(HOW_FAR, key=lambda step: abs(step[0] - value))
    return str(word)
