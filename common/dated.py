"""Dates without their year, which is left out only where it is this year."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language


def dated(moment: date | datetime, form: str = "j M") -> str:
    """Write a date in a form such as "l j F, H:i"; a year that isn't this one is added.

    A datetime is expected in the reader's time zone.
    """
    if moment.year == timezone.localdate().year:
        return _written(moment, form, get_language())
    return _written(moment, _with_year(form), get_language())


def _with_year(form):
    for month in ("M", "F"):
        form = form.replace(month, f"{month} Y")
    return form


@lru_cache(maxsize=1000)
def _written(moment, form, language):
    """The same few days stand in many lines; each language has its own words."""
    return date_format(moment, form)
