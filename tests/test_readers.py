"""Who can read it stands by every field behind the wall, by name (M5)."""

import pytest
from django.test.html import Element, parse_html
from django.urls import reverse

from programs.mentoring.mentorships.models import Topic
from tests.access.mentoring import MENTORING

BOTH, ALONE = "You and {partner}", "Only you"
# On a form where one chooses, both stand there and the style sheet shows the chosen one.
CHOSEN = f"{BOTH} {ALONE}"
THEN_BOTH = "Only you until you have both finished, then you and {partner}"
ROTA = {"file": "We only store when you are busy: no title, place or name"}
# Page by page: every field that takes words or a file, and what stands by it.
OF_BOTH = {
    "agreement-answer": dict.fromkeys(Topic.values, THEN_BOTH),
    "agreement-write": dict.fromkeys(Topic.values, BOTH),
    "check-in-detail": {"agenda-text": BOTH, "action-text": BOTH, "text": CHOSEN},
    "journal-list": {"text": "Only you, always"},
    "weekly-hours": ROTA,
}
FIELDS = {
    "mentee": OF_BOTH
    | {
        "check-in-note-update": {"text": BOTH},
        "goal-create": {"title": CHOSEN, "reason": CHOSEN, "measure_text": CHOSEN},
        "goal-detail": {"step-title": BOTH, "text": BOTH},
        "goal-log": {"text": CHOSEN, "file": CHOSEN},
        "goal-update": {"title": BOTH, "reason": BOTH, "measure_text": BOTH},
        "journal-update": {"text": "Only you, always"},
        "well-being-list": {"text": CHOSEN},
    },
    "mentor": OF_BOTH
    | {
        # Goals and moods of one's own are for no mentee to read.
        "goal-create": {"title": ALONE, "reason": ALONE, "measure_text": ALONE},
        "goal-detail": {"text": BOTH},
        "mentorship-closing": {
            "achieved": ALONE,
            "learned": ALONE,
            "unfinished": ALONE,
            "thanks": "You and Learner",
        },
        "well-being-list": {"text": ALONE},
    },
}


@pytest.mark.parametrize(("role", "partner"), [("mentee", "Mentor"), ("mentor", "Mentee")])
def test_every_field_behind_the_wall_names_its_readers(scene, visits, role, partner):
    said = {}
    for row in MENTORING:
        url = reverse(row.name, args=[argument.pk for argument in row.arguments(scene)])
        with visits.answer(role, "get", url) as response:
            fields = dict(readers_by_field(response))
        if fields:
            said[row.name.removeprefix("programs:")] = fields

    # Hours are times, and the page says at its head who sees them.
    hours = [said["weekly-hours"].pop(f"day_{day}") for day in range(7)]
    assert hours == [None] * 7
    assert said == {
        page: {name: words.format(partner=partner) for name, words in fields.items()}
        for page, fields in FIELDS[role].items()
    }


def readers_by_field(response):
    """Yield the name of each field of a page that takes words, and who reads it, or None.

    Read from what describes the field, so that a screen reader says it with the field.
    """
    if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
        return
    nodes = list(elements(parse_html(response.content.decode())))
    by_id = {attribute(node, "id"): node for node in nodes}
    for node in nodes:
        if node.name == "textarea" or attribute(node, "type") in ("text", "file"):
            ids = attribute(node, "aria-describedby").split()
            lines = [words_of(by_id[line]) for line in ids if line.endswith("_readers")]
            yield attribute(node, "name"), lines[0] if lines else None


def elements(node):
    """Yield every element of a page."""
    if isinstance(node, Element):
        yield node
        for child in node.children:
            yield from elements(child)


def attribute(node, name):
    return dict(node.attributes).get(name) or ""


def words_of(node):
    if not isinstance(node, Element):
        return str(node)
    return " ".join(" ".join(words_of(child) for child in node.children).split())
