"""What a form says of a field that is wrong: one set of words for all of them."""

import pytest
from django import forms

from common.forms import PlainTextField
from people.models import Preceptor


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (forms.CharField(), "Please fill this in."),
        (forms.IntegerField(), "Please fill this in."),
        (forms.DateField(), "Please fill this in."),
        (forms.BooleanField(), "Please tick this box."),
        (forms.TypedChoiceField(choices=[("1", "a")]), "Please choose one."),
        (forms.MultipleChoiceField(choices=[("1", "a")]), "Please choose at least one."),
        (forms.ModelChoiceField(Preceptor.objects.none()), "Please choose one."),
        (forms.FileField(), "Please choose a file."),
        (PlainTextField(), "Please write something here."),
        (forms.CharField(error_messages={"required": "Enter your name."}), "Enter your name."),
    ],
)
def test_an_empty_field_is_asked_for_in_our_words(field, words):
    with pytest.raises(forms.ValidationError, match=words):
        field.clean(None)


@pytest.mark.parametrize(("value", "words"), [(-1, "Enter 0 or more."), (9, "Enter 5 or less.")])
def test_a_number_out_of_range_is_asked_for_in_our_words(value, words):
    with pytest.raises(forms.ValidationError, match=words):
        forms.IntegerField(min_value=0, max_value=5).clean(value)


def test_a_text_that_is_too_long_is_refused_in_our_words():
    with pytest.raises(forms.ValidationError, match=r"Use at most 3 characters \(it has 4\)\."):
        forms.CharField(max_length=3).clean("abcd")


def test_what_else_a_field_says_stays_as_it_was():
    with pytest.raises(forms.ValidationError, match="Select a valid choice"):
        forms.ChoiceField(choices=[("1", "a")]).clean("2")
    with pytest.raises(forms.ValidationError, match="Enter a whole number"):
        forms.IntegerField().clean("x")
