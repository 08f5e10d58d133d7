"""A goal's numbers as one reads them."""

from decimal import Decimal

from django.utils.formats import number_format


def measured(value: Decimal | float | str | None) -> str:
    """Return a number without the zeros it was stored with: 6.80 is "6.8", 70.00 is "70"."""
    if value is None:
        return ""
    digits = format(Decimal(str(value)), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return number_format(digits)
