"""What pages of second factors write down. Pages ``{% load passkeys %}``."""

import json

from django import template

register = template.Library()


@register.filter
def as_json(value):
    """For an attribute, from which a script reads it: nothing inline runs here."""
    return json.dumps(value)


@register.filter
def in_fours(text):
    """A key as one reads it out: "ABCD EFGH IJ"."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
