"""How numbers that people measure are written. Pages ``{% load mentoring %}``."""

from django import template

from programs.mentoring.goals import measures

register = template.Library()


register.filter(measures.measured)
register.filter(measures.how_far)
