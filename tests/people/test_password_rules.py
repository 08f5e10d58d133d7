"""What anybody at the place would try first is no password."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from people.password_rules import GuessableValidator

RULE = GuessableValidator(site_url="https://alongside.northfield.example:8443/")


@pytest.mark.parametrize(
    "password",
    [
        "aaaaaaaaaaaaaa",
        "121212121212",
        "passwordpassword",
        "Password-Password-1",
        "kingfisherkingfisher",
        "NursingWard2026!",
        "alongside-alongside",
        "northfield-ward-7",
        "Welcome Nurse 123",
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password):
    with pytest.raises(ValidationError):
        RULE.validate(password)


@pytest.mark.parametrize(
    "password",
    [
        "walking home along the river",
        "correct horse battery",
        "nurse Amara runs at dawn",
        "漢字かな交じり文を書く",
    ],
)
def test_words_of_ones_own_are_taken(password):
    RULE.validate(password)


def test_the_rule_is_asked_wherever_a_password_is_chosen():
    with pytest.raises(ValidationError, match="again and again"):
        validate_password("kingfisherkingfisher")
