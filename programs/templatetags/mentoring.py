"""How numbers that people measure are written. Pages ``{% load mentoring %}``."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def measured(value):
    """A measured number without the zeros it was stored with: 6.80 is "6.8", 70.00 is "70"."""
    if value is None:
        return ""
    digits = format(Decimal(str(value)), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return number_format(digits)
