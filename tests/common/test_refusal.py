"""A refusal is shown in its own words, and views leave that to one helper."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.urls import get_resolver

from common.refusal import Refusal
from common.show_refusal import refusals_on, refusals_told

ROOT = Path(__file__).resolve().parent.parent.parent

# Views that look at what was refused, and why no form or message is enough for them.
BY_HAND = {
    "invitation_accept": "a link that cannot be used has a page of its own, answered 404",
    "pairing_publish": "the whole draft comes back, each pair with what stands against it",
    "instrument_list": "everything wrong with a file is listed, not only the first thing",
    "draft_receive": "a device reads JSON",
    "shift_note_receive": "a device reads JSON",
    "_sign_together": "the words belong to the form of one row among many",
    "_leave": "a provider that cannot be reached has a page that leads back",
    "sso_callback": "nobody came back: the page says why and leads where they wanted to go",
    "sso_invited": "whoever comes too late stands outside, with no form to hold it",
    "sso_invited_start": "a link that cannot be used has a page of its own, answered 404",
    "sign_off_create": "whoever may not sign at all gets a page that says who may",
}


class TeaError(Refusal):
    """There is no tea."""


class TeaForm(forms.Form):
    cups = forms.IntegerField()


def valid_form():
    form = TeaForm({"cups": "2"})
    assert form.is_valid()
    return form


def test_refusals_on_a_form_stand_above_its_fields():
    form = valid_form()

    with refusals_on(form):
        raise TeaError("The tea is gone.")

    assert form.errors == {"__all__": ["The tea is gone."]}


def test_refusals_on_a_field_stand_at_it():
    form = valid_form()

    with refusals_on(form, "cups"):
        raise TeaError("Two are too many.")

    assert form.errors == {"cups": ["Two are too many."]}


def test_refusals_of_one_class_stand_elsewhere_than_the_others():
    form = valid_form()

    with refusals_on(form), refusals_on(form, "cups", of=TeaError):
        raise TeaError("Two are too many.")
    with refusals_on(form), refusals_on(form, "cups", of=TeaError):
        raise Refusal("Closed today.")

    assert form.errors == {"cups": ["Two are too many."], "__all__": ["Closed today."]}


def test_refusals_on_lets_faults_of_ours_through():
    with pytest.raises(KeyError), refusals_on(valid_form()):
        raise KeyError("tea")


def test_refusals_told_are_said_above_the_next_page(rf):
    request = rf.get("/")
    request.session = {}
    request._messages = FallbackStorage(request)

    with refusals_told(request):
        raise TeaError("The tea is gone.")

    assert [(each.level_tag, str(each)) for each in get_messages(request)] == [
        ("error", "The tea is gone.")
    ]


def test_no_view_catches_a_refusal_by_hand():
    # Every view is imported by then, and with it every service.
    assert get_resolver().url_patterns
    names = {each.__name__ for each in _with_subclasses(Refusal)}
    views = [
        view
        for app in ("people", "programs", "assessments")
        for file in (ROOT / app).rglob("*.py")
        if "views" in (*file.parts, file.stem)
        for view in ast.walk(ast.parse(file.read_text()))
        if isinstance(view, ast.FunctionDef) and names & _caught_in(view)
    ]

    assert {"GoalError", "PinError", "UnitError"} <= names
    assert sorted(view.name for view in views) == sorted(BY_HAND)


def _with_subclasses(error):
    yield error
    for each in error.__subclasses__():
        yield from _with_subclasses(each)


def _caught_in(function):
    """Names of the classes that it catches, without their modules."""
    return {
        name.attr if isinstance(name, ast.Attribute) else name.id
        for handler in ast.walk(function)
        if isinstance(handler, ast.ExceptHandler) and handler.type
        for name in ast.walk(handler.type)
        if isinstance(name, ast.Attribute | ast.Name)
    }
