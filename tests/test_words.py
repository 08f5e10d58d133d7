"""What a person reads uses plain words: docs/words.md lists them, under "What we do not say"."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("common", "people", "programs", "assessments")
MARKS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}

IN_TEMPLATES = re.compile(
    r'{%\s*translate\s+"([^"]*)"'
    r'|_\("([^"]*)"\)'
    r"|{%\s*blocktranslate\b[^%]*%}(.*?){%\s*endblocktranslate",
    re.DOTALL,
)

AVOIDED = {
    "precept as a verb": r"\bprecept(s|ed|ing)?\b",
    "to walk with somebody": r"\bwalk(s|ed|ing)? (with|together|along|beside)\b",
    "a deadline with until": (
        r"\b(say|answer|answers|decide|reply|sign|choose)\b[^.]{0,40}\buntil "
        r"(%\(|{{|(mon|tues|wednes|thurs|fri|satur|sun)day)"
    ),
    "an until at the end, before a date": r"\b(say|answer|reply|decide)\b[^.]*\buntil$",
    "none must be": r"\bnone (of (them|these|it) )?must\b",
    "nothing waits, nothing of it": r"\bnothing (waits|of (it|them|this) waits)\b",
    "called off": r"\bcall(s|ed|ing)? (it |them )?off\b",
    "held for a review that took place": r"\bhold (it|the review|a review)\b|\bas held\b",
    "commands that leave out what they do": (
        r"^(say so|say when|keep it|log it|note it|take it in|take it along|give it up|go on|look)$"
    ),
    "whoever as a subject": r"(^|[.:;] )whoever\b",
    "counts neither, no longer counts": r"\bcounts? (neither|no more)\b",
    "past its week": r"\bpast (its|their) week\b",
    "cleared, supervised": r"^(cleared|supervised)$",
    "stands in no file": r"\bstands? (here|beside|below|in no)\b",
    "told lately": r"\btold lately\b",
    "somebody beside someone, a curly apostrophe": r"\b(some|any|every)body\b|’",
    "to sign for somebody, as if in their place": r"\bsign(s|ed|ing)? for (?!(that|the|each|it)\b)",
    "waits, of people": r"\bwaits? for a pairing\b|\bwho waits?\b",
    "a promise without its exception": r"\bcan(no|')t read goals\b|\bwhatever you choose\b",
    "a guide, on screens": (
        r"\b(as a|isn't a|for the|guide as) guide\b|\bmay guide\b|^guides \w|: guides\b|\. guides\b"
    ),
    "the X of Y, for a possessive": (
        r"^(plan|wishes|requests|portfolio|journey|menu) of\b|\bthe goals of\b"
    ),
    "a deed without its object": r"^(as (pdf|json)|take out)$",
    "no object to a need": r"\byou need no\b",
    "an address that is a link": r"\bsecret address\b",
    "a signature that is not theirs": r"\bsignature (is not|isn't) theirs\b",
    "a rule's code": r"(?<![\w#])[PMNS]\d{1,2}(?![\w-])",
}


@cache
def written() -> tuple[tuple[str, str], ...]:
    """Return where each text is that a person can read, and the text; read once for all."""
    return tuple(_found())


def _found() -> Iterator[tuple[str, str]]:
    for file in sorted((ROOT / "templates").rglob("*.html")):
        for match in IN_TEMPLATES.finditer(file.read_text()):
            text = next(group for group in match.groups() if group is not None)
            yield f"{file.relative_to(ROOT)}", " ".join(text.split())
    for file in sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and _name(node.func) in MARKS:
                for each in node.args:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield f"{file.relative_to(ROOT)}:{each.lineno}", each.value


def _name(function):
    return getattr(function, "id", getattr(function, "attr", ""))


@pytest.mark.parametrize("habit", AVOIDED)
def test_words_avoided_are_on_no_screen(habit):
    avoided = re.compile(AVOIDED[habit], re.IGNORECASE if habit != "a rule's code" else 0)

    assert [(where, text) for where, text in written() if avoided.search(text)] == []


def test_words_are_found_in_templates_and_in_python():
    places = [where for where, _ in written()]

    assert sum(place.endswith(".html") for place in places) > 1000
    assert sum(".py:" in place for place in places) > 1000


@pytest.mark.parametrize(
    ("habit", "said"),
    [
        ("precept as a verb", "You precept somebody"),
        ("to walk with somebody", "Would you like to walk with %(partner)s?"),
        ("a deadline with until", "Say yes or no until Wednesday 2 December, 10:00"),
        ("a deadline with until", "Please answer until %(expires_at)s."),
        ("none must be", "Eleven short questions, and none of them must be answered."),
        ("commands that leave out what they do", "Say so"),
        ("whoever as a subject", "Whoever says nothing until then has not said no."),
        ("a promise without its exception", "They can't read goals, whatever you choose."),
        ("a guide, on screens", "Approve as a guide"),
        ("a guide, on screens", "None on record. Guides need a training."),
        ("the X of Y, for a possessive", "Plan of %(learner)s"),
        ("a deed without its object", "As PDF"),
        ("a signature that is not theirs", "Someone says a signature is not theirs"),
        ("a rule's code", "Refused by P8"),
    ],
)
def test_words_avoided_are_recognised(habit, said):
    assert re.search(AVOIDED[habit], said, re.IGNORECASE)
