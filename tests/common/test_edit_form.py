"""Two pages on one row: whoever saves last sees what the other saved, and decides."""

import pytest
from django import forms
from django.urls import reverse

from common.edit_form import OPENED, EditForm
from tests.factories import GoalFactory


class Words(EditForm):
    title = forms.CharField()
    reason = forms.CharField(required=False)
    choice = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")])


STORED = {"title": "Lead a handover", "reason": "", "choice": "1"}


def sent(typed, *, opened_on, stored):
    return Words({**typed, OPENED: Words(initial=opened_on)[OPENED].value()}, initial=stored)


def test_edit_form_saves_what_nobody_else_changed():
    form = sent({**STORED, "title": "Lead two"}, opened_on=STORED, stored=STORED)

    assert form.is_valid()
    assert form.cleaned_data == {**STORED, "title": "Lead two"}


def test_edit_form_shows_both_where_something_else_was_saved():
    theirs = {"title": "Lead three", "reason": "", "choice": "2"}
    form = sent({**STORED, "title": "Lead two"}, opened_on=STORED, stored=theirs)

    assert not form.is_valid()
    assert form.errors["title"] == ["Saved here: Lead three"]
    assert form.errors["choice"] == ["Saved here: Two"]
    assert "reason" not in form.errors
    assert form["title"].value() == "Lead two"


def test_edit_form_sent_again_overwrites_knowingly():
    theirs = {**STORED, "title": "Lead three"}
    refused = sent({**STORED, "title": "Lead two"}, opened_on=STORED, stored=theirs)
    assert not refused.is_valid()

    again = Words(refused.data, initial=theirs)

    assert again.is_valid()


@pytest.mark.django_db
def test_goal_of_two_windows_keeps_the_first_text_in_sight(client):
    goal = GoalFactory(title="Lead a handover")
    client.force_login(goal.owner)
    url = reverse("programs:goal-update", args=[goal.pk])
    form = client.get(url).context["form"]
    fields = {field.html_name: field.value() or "" for field in form}
    client.post(url, {**fields, "title": "From the first window"})

    answer = client.post(url, {**fields, "title": "From the second window"})

    page = answer.content.decode()
    goal.refresh_from_db()
    assert goal.title == "From the first window"
    assert "Saved here: From the first window" in page
    assert "From the second window" in page
