"""What a learner is asked about who taught them and about the program (P19). Pure."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LEVELS = (
    (1, _("Not at all")),
    (2, _("A little")),
    (3, _("Partly")),
    (4, _("Mostly")),
    (5, _("Fully")),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """``code`` names it in what is stored, and never changes."""

    code: str
    text: str | Promise


ABOUT_PRECEPTOR = (
    Statement("ready", _("They knew I was coming and had time for me.")),
    Statement("feedback", _("They told me what went well and what to do next.")),
    Statement("safe", _("I could ask anything, and say so when something went wrong.")),
    Statement("fair", _("They assessed me fairly.")),
)
ABOUT_PROGRAM = (
    Statement("clear", _("I knew what was expected of me.")),
    Statement("time", _("I had enough time to learn.")),
    Statement("reviews", _("My reviews helped me.")),
    Statement("recommend", _("I would recommend this program to a colleague.")),
)


def statements_about(preceptor: object | None) -> tuple[Statement, ...]:
    """Those about a preceptor, or about the program where there is none."""
    return ABOUT_PRECEPTOR if preceptor else ABOUT_PROGRAM
