"""Prior learning: a transcript from another site, proposed to whoever signs (P6, P8).

It states nothing here. Whoever is a preceptor of the learner looks at it and signs each skill by
itself, as prior learning, or says that they cannot.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.certificates.prior_transcript import (
    Transcript,
    matching,
    read_transcript,
    title_of,
)
from assessments.evidence.services import keep_evidence
from assessments.permissions import can_ask_for_sign_off
from assessments.sign_offs.services.sign_off import methods_by_competency
from assessments.sign_offs.services.sign_off_request import ask_for_sign_offs
from common.clean_files import CleanFile, FileError, clean_file
from common.pdf import render_pdf
from common.refusal import Refusal
from people.models import Person
from programs.cohorts.models import Method
from programs.frameworks.models import Competency
from programs.preceptorships.models import Preceptorship

PRIOR = Method.PRIOR_LEARNING


class PriorLearningError(Refusal):
    """A rule refused the request."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was asked of whom, and how many skills of the transcript have no match here."""

    competencies: list[Competency]
    assessor: Person
    others: int


def propose_prior_learning(
    *, preceptorship: Preceptorship, content: bytes, by: Person, at: datetime, today: date
) -> Proposed:
    """Lay a transcript beside every open skill that it names, and ask for each (P6).

    The primary preceptor is asked, who hears of it once. Only skills for which the program
    takes prior learning are proposed.

    :raises PriorLearningError: if ``by`` is not the learner of a record that runs, the file is
        no transcript of ours, nothing on it is open here, or nobody could sign.
    :raises EvidenceError: if there is no room for it.
    :raises SignOffRequestError: if all of it has been asked for already.
    """
    assessor = _assessor(preceptorship, by, today=today)
    try:
        transcript = read_transcript(content, by=by.pk)
        file = _evidence_of(transcript, content, by=by, at=at)
    except FileError as error:
        raise PriorLearningError(str(error)) from error
    found = matching(transcript, _open_to_prior_learning(preceptorship))
    if not found:
        raise PriorLearningError(
            _("Nothing on this transcript is both open in your record and taken as prior learning.")
        )
    with transaction.atomic():
        kept = {"preceptorship": preceptorship, "title": title_of(transcript), "clean": file}
        for competency in found:
            keep_evidence(competency=competency, by=by, at=at, **kept)
        ask_for_sign_offs(
            preceptorship=preceptorship,
            competencies=found,
            assessor=assessor,
            observed_on=today,
            by=by,
            at=at,
            today=today,
        )
    return Proposed(found, assessor, max(0, len(transcript.skills) - len(found)))


def _assessor(preceptorship, by, *, today):
    if not can_ask_for_sign_off(by, preceptorship):
        raise PriorLearningError(_("Only the person who learns can ask, while the record is open."))
    preceptor = preceptorship.primary_on(today)
    if preceptor is None:
        raise PriorLearningError(_("Nobody can sign you off today. Your coordinator knows."))
    return preceptor.person


def _open_to_prior_learning(preceptorship):
    said = methods_by_competency(preceptorship)
    open_states = preceptorship.competency_states.filter(achieved_at=None).in_order()
    return [
        state.competency
        for state in open_states.select_related("competency")
        if PRIOR in said.get(state.competency_id, Method.values)
    ]


def _evidence_of(transcript: Transcript, content, *, by, at) -> CleanFile:
    """The PDF as it was uploaded, cleaned; of JSON a page that says the same."""
    if content.startswith(b"%PDF-"):
        return clean_file(content, by=by.pk)
    return CleanFile("pdf", render_pdf("story", _said(transcript, at), at=at))


def _said(transcript, at):
    about = transcript.about
    items = [
        {
            "title": " ".join(filter(None, [skill["code"], skill["title"]])),
            "lines": [
                {
                    "when": signed["observed_on"],
                    "text": f"{signed['level']} · {signed['signed_by']}",
                }
                for signed in skill["signatures"]
            ],
        }
        for skill in transcript.skills
    ]
    day = timezone.localdate(at).isoformat()
    words = {"day": day, "learner": about["learner"], "address": about["address"]}
    return {
        "title": title_of(transcript),
        "tone": "teal",
        "subtitle": _(
            "What a file uploaded on %(day)s says of %(learner)s. Check it at %(address)s"
        )
        % words,
        "page_of": _("Page {page} of {pages}"),
        "sections": [{"title": about["program"], "tone": "teal", "items": items}],
    }
