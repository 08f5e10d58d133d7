"""No rule that a coordinator can set is offered and then ignored."""

import re
from pathlib import Path

import pytest

from programs.cohorts.models import MentorshipRules, PreceptorshipRules

ROOT = Path(__file__).resolve().parents[3]
# Where a rule is declared, asked for, proposed or repeated: none of that does what it says.
NO_READERS = ("models/program.py", "forms/program_rules.py", "presets.py")
REPEATED = "_program_rules_"


def readers():
    for folder in ("common", "people", "programs", "assessments", "templates"):
        for file in (ROOT / folder).rglob("*"):
            place = file.relative_to(ROOT).as_posix()
            is_no_reader = place.endswith(NO_READERS) or REPEATED in place or "migrations" in place
            if file.suffix in (".py", ".html") and not is_no_reader:
                yield file.read_text()


@pytest.fixture(scope="module")
def text():
    return "\n".join(readers())


@pytest.mark.parametrize(
    "name",
    [
        field.name
        for rules in (PreceptorshipRules, MentorshipRules)
        for field in rules._meta.fields
        if field.name != "program"
    ],
)
def test_every_rule_is_read_where_it_matters(text, name):
    assert re.search(rf"(?<![a-z0-9]){name}(_id)?\b|__{name}\b", text)
