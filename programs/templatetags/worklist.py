"""What each line of the worklist says again and again. Pages ``{% load worklist %}``."""

from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def about(row):
    """Whom and what an act is about, for those who hear it without the line around it."""
    return format_html('<span class="visually-hidden">: {}, {}</span>', row.person, row.title)


@register.simple_tag
def row_page(name, row):
    """The address of what is done about a row itself."""
    return f"{_address(name, row.program)}?{urlencode({'kind': row.kind, 'key': row.key})}"


@lru_cache(maxsize=1000)
def _address(name, program):
    return reverse(name, args=[program])
