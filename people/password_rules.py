"""Passwords that whoever knows the place tries first, beside the common ones of Django's list."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What the product, the work and its places are called everywhere.
OUR_WORDS = frozenset(
    (
        *("alongside", "preceptor", "preceptorship", "mentor", "mentoring", "mentee", "mentorship"),
        *("learner", "apprentice", "training", "hospital", "ward", "nurse", "nursing"),
        *("password", "welcome", "letmein"),
    )
)
FEWEST_DIFFERENT = 5
MOST_LOOKED_AT = 200


class GuessableValidator:
    """Refuses what is one piece again and again, and what is made of words of the place alone.

    "aaaaaaaaaaaa", "passwordpassword", "NursingWard2026!" and the name of the site's own host.
    """

    def __init__(self, site_url: str = ""):
        host = re.sub(r"^\w+://|[:/].*$", "", site_url)
        self.words = OUR_WORDS | {part for part in host.lower().split(".") if len(part) > 2}
        self.common = CommonPasswordValidator().passwords

    def validate(self, password, user=None):
        if len(set(password.lower())) < FEWEST_DIFFERENT:
            raise ValidationError(
                _("This password repeats the same few characters."), code="password_repeats"
            )
        letters = re.sub(r"[\W\d_]+", "", password.lower())
        piece = _piece_of(letters) or _piece_of(password.lower())
        if piece in self.common or (piece and len(piece) < len(letters)):
            raise ValidationError(
                _("This password is one piece again and again."), code="password_repeats"
            )
        if letters and self._is_made_of_our_words(letters):
            raise ValidationError(
                _("This password is made of words that anyone here would try first."),
                code="password_of_our_words",
            )

    def get_help_text(self):
        return _("Don't repeat one word, and don't use only words from your job, such as “nurse”.")

    def _is_made_of_our_words(self, letters):
        reached = {0}
        for end in range(1, len(letters) + 1):
            if any(letters[start:end] in self.words for start in reached):
                reached.add(end)
        return len(letters) in reached


def _piece_of(text):
    """Return the shortest piece of which the text is two or more, or nothing."""
    # Looked for in what anybody types: it takes the square of the length.
    repeated = re.fullmatch(r"(.+?)\1+", text[:MOST_LOOKED_AT])
    return repeated.group(1) if repeated else ""
