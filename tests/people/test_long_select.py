import pytest
from django import forms
from pytest_django.asserts import assertHTMLEqual

from people.forms.fields import LongSelect

CHOICES = [("", "Nothing"), ("a&b", "<A> & B"), (7, "Seven")]


@pytest.mark.parametrize("value", [None, "", "a&b", 7, "7", "unknown"])
@pytest.mark.parametrize(
    "attrs", [None, {"id": "id_zone", "required": True, "class": "x", "y": False}]
)
def test_long_select_is_written_as_django_writes_a_select(value, attrs):
    long, plain = LongSelect(choices=CHOICES), forms.Select(choices=CHOICES)

    assertHTMLEqual(long.render("zone", value, attrs), plain.render("zone", value, attrs))
