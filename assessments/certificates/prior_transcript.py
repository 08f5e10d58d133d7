"""A transcript from another site: what it says, and which skills of a record it matches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from common import child
from common.clean_files import MAX_BYTES, FileError
from people.names import name_key
from programs.frameworks.models import Competency

READ = child.Job("common.cleaning.transcript:read", refusal=FileError, megabytes=400)
TOO_LARGE = _("This file is larger than 10 MB. Please choose a smaller one.")


@dataclass(frozen=True, slots=True)
class Transcript:
    """``about``: learner, program, organisation, code, address; ``skills`` as printed."""

    about: Mapping[str, str]
    skills: list[dict[str, Any]]


def read_transcript(content: bytes, *, by: UUID) -> Transcript:
    """Read it in a child process; nothing in it is believed, a person looks at it.

    :raises FileError: if it is no transcript of ours, too large, or takes too much.
    """
    if len(content) > MAX_BYTES:
        raise FileError(TOO_LARGE)
    return Transcript(*child.run(READ, content, by=by))


def matching(transcript: Transcript, competencies: Iterable[Competency]) -> list[Competency]:
    """Return those that it names, by address, identifier, code or title."""
    named = {key for skill in transcript.skills for key in _keys(**skill)}
    return [each for each in competencies if named & set(_keys_of(each))]


def _keys_of(competency):
    texts = {str(competency), competency.statement}
    for title in texts:
        yield from _keys(competency.identifier, competency.uri, competency.code, title)


def _keys(identifier="", uri="", code="", title="", **_beside):
    """What two wordings of one skill have in common; a number alone names nothing."""
    found = {"uri": uri, "identifier": identifier, "title": name_key(title)}
    if not code.isdigit():
        found["code"] = name_key(code)
    return [(kind, text) for kind, text in found.items() if text]


def title_of(transcript: Transcript) -> str:
    """Name it as evidence: which certificate, of where."""
    words = {"code": transcript.about["code"], "where": transcript.about["organisation"]}
    words["where"] = words["where"] or transcript.about["program"]
    return (gettext("Certificate %(code)s, %(where)s") % words)[:120]
