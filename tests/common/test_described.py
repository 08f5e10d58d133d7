"""What is read out with a field: its readers, and no mistake before there is one."""

from django import forms

from common.forms import PlainTextField


class Question(forms.Form):
    words = PlainTextField(help_text="In your own words.")
    level = forms.ChoiceField(choices=[("1", "One"), ("2", "Two")], widget=forms.RadioSelect)

    def __init__(self, *arguments):
        super().__init__(*arguments)
        for field in self.fields.values():
            field.readers = "Only you"


def test_described_field_names_help_and_readers():
    form = Question()

    assert form["words"].aria_describedby == "id_words_helptext id_words_readers"
    assert form["level"].aria_describedby == "id_level_readers"
    assert 'aria-describedby="id_words_helptext id_words_readers"' in str(form["words"])


def test_described_field_names_the_error_too():
    form = Question({})

    assert form["words"].aria_describedby == "id_words_helptext id_words_error id_words_readers"


def test_described_field_is_not_wrong_before_it_is_sent():
    form = Question()

    assert 'aria-invalid="false"' in str(form["words"])
    assert str(form["level"]).count('aria-invalid="false"') == 2


def test_described_field_that_is_wrong_says_so_once():
    form = Question({})

    assert 'aria-invalid="true"' in str(form["words"])
    assert 'aria-invalid="true"' not in str(form["level"])
