"""A program with words of its own speaks them: a journeyman is no preceptor."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

pytestmark = pytest.mark.usefixtures("at_noon")

OURS = re.compile(r"\b(preceptor|learner|preceptorship|checklist)s?\b", re.IGNORECASE)
# Written beside every page, of whatever programs there are.
FRAME = re.compile(r"<(script|style|footer|title)\b.*?</\1>", re.DOTALL)


@pytest.fixture
def trade(bedside):
    program = bedside.program
    program.guide_word, program.learner_word = "journeyman", "apprentice"
    program.record_word = "trade card"
    program.save()
    return bedside


def pages_of(trade, role):
    record, skill = trade.preceptorship.pk, trade.catheter.pk
    both = [
        reverse("people:today"),
        reverse("assessments:checklist", args=[record]),
        reverse("assessments:competency-record", args=[record, skill]),
        reverse("assessments:practice-note-create", args=[record, skill]),
        reverse("assessments:sign-off-request-list", args=[record]),
        reverse("programs:preceptorship-plan", args=[record]),
    ]
    own = {
        "amara": [
            reverse("assessments:sign-off-request-create", args=[record]),
            reverse("assessments:evidence-add", args=[record, skill]),
        ],
        "priya": [
            reverse("assessments:sign-off-list"),
            reverse("assessments:sign-off-create", args=[record, skill]),
        ],
        "dana": [
            reverse("programs:preceptor-change", args=[record]),
            reverse("programs:preceptor-add", args=[record]),
            reverse("programs:preceptorship-pause", args=[record]),
            reverse("programs:preceptorship-withdraw", args=[record]),
            reverse("programs:program-detail", args=[trade.program.pk]),
        ],
    }
    return [*([] if role == "dana" else both), *own[role]]


@pytest.mark.parametrize("role", ["amara", "priya", "dana"])
def test_pages_about_one_program_use_its_words(client, trade, role):
    client.force_login(getattr(trade, role))

    said = {}
    for page in pages_of(trade, role):
        response = client.get(page)
        assert response.status_code == 200, page
        text = strip_tags(FRAME.sub("", response.content.decode()))
        if found := [line.strip() for line in text.splitlines() if OURS.search(line)]:
            said[page] = found

    assert said == {}


def test_the_header_names_the_record_as_its_program_does(client, trade):
    client.force_login(trade.amara)

    labels = [item.label for item in client.get("/").context["shell"].nav]

    assert "Trade card" in labels
