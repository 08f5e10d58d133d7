"""Dates without the year where it is this year, and how often something comes."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext

DAYS_OF_MONTH = 30.44
# So many days from whole months are months still: 61 days are two.
ROUGHLY = 1.5


def dated(moment: date | datetime, form: str = "j M") -> str:
    """Write a date in a form such as "l j F, H:i"; a year that isn't this one is added.

    A datetime is expected in the reader's time zone.
    """
    if moment.year == timezone.localdate().year:
        return _written(moment, form, get_language())
    return _written(moment, _with_year(form), get_language())


def every(days: int) -> str:
    """Say how often something comes: "every month" of 30 days, "every 2 weeks", "every 10 days"."""
    months = round(days / DAYS_OF_MONTH)
    if months and abs(days - months * DAYS_OF_MONTH) <= ROUGHLY * months:
        return ngettext("every month", "every %(count)d months", months) % {"count": months}
    if days % 7 == 0:
        return ngettext("every week", "every %(count)d weeks", days // 7) % {"count": days // 7}
    return ngettext("every day", "every %(count)d days", days) % {"count": days}


def _with_year(form):
    for month in ("M", "F"):
        form = form.replace(month, f"{month} Y")
    return form


@lru_cache(maxsize=1000)
def _written(moment, form, language):
    """The same few days stand in many lines; each language has its own words."""
    return date_format(moment, form)
