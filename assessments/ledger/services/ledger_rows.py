"""The ledger as its columns hold it, read as text and by the thousand."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from assessments.ledger import chain
from assessments.reviews.models import ReviewOutcome, ReviewPart
from assessments.reviews.stated import stated_by
from assessments.sign_offs.models import SignOff
from programs.frameworks.models import Competency, RatingLevel, RatingScale

BATCH = 5000
MOMENT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'
# Everything as text, because turning ids and dates into Python and back is most of the work.
ROWS = """
SELECT entry.preceptorship_id::text, entry.id::text, entry.sequence, entry.kind,
    entry.canonical, entry.previous_hash, entry.hash,
    to_char(entry.recorded_at AT TIME ZONE 'UTC', %(moment)s),
    content.salt, content.signed_as, content.learner_name, content.text, content.identity,
    sign.id::text, sign.preceptorship_id = entry.preceptorship_id
        AND sign.signed_at = entry.recorded_at,
    learner.person_id::text, sign.assessor_id::text, sign.external_id::text, sign.channel,
    sign.competency_id::text, sign.level_id::text, sign.is_pass, sign.method,
    sign.observed_on::text, sign.is_late, sign.override_id::text,
    override.overridden_by_id::text,
    array_to_string(override.rules, ', ') || ': ' || override.reason,
    sign.revocation_id::text, sign.revoked_by_id::text,
    to_char(sign.revoked_at AT TIME ZONE 'UTC', %(moment)s),
    sign.suspension_id::text, to_char(sign.suspended_at AT TIME ZONE 'UTC', %(moment)s),
    sign.confirming_id::text, to_char(sign.confirmed_at AT TIME ZONE 'UTC', %(moment)s)
FROM assessments_ledgerentry AS entry
JOIN programs_preceptorship AS preceptorship ON preceptorship.id = entry.preceptorship_id
JOIN people_learner AS learner ON learner.id = preceptorship.learner_id
LEFT JOIN assessments_signaturecontent AS content ON content.entry_id = entry.id
LEFT JOIN assessments_signoff AS sign ON sign.entry_id = entry.id
LEFT JOIN programs_ruleoverride AS override ON override.id = sign.override_id
WHERE entry.preceptorship_id BETWEEN %(first)s AND %(last)s
ORDER BY entry.preceptorship_id, entry.sequence
"""
# As an entry on what counts has it in its text.
ASKED = """
SELECT state.preceptorship_id::text, string_agg(
    '["' || state.competency_id || '",' || state.observations_required || ','
    || state.assessors_required || ',' || state.is_critical::text || ','
    || array_to_json(state.methods) || ',' || COALESCE('"' || state.due_on || '"', 'null') || ']',
    ',' ORDER BY state.competency_id)
FROM assessments_competencystate AS state
WHERE state.preceptorship_id BETWEEN %s AND %s
GROUP BY state.preceptorship_id
"""


class Row(NamedTuple):
    """One entry with its personal content and what the readable record shows of it."""

    preceptorship: str
    entry: str
    sequence: int
    kind: str
    canonical: str
    previous_hash: str
    hash: str
    recorded_at: str
    salt: str | None
    signed_as: str | None
    learner_name: str | None
    text: str | None
    identity: str | None
    sign_off: str | None
    # In the same preceptorship, signed at the moment of the entry.
    is_placed: bool | None
    learner: str
    assessor: str | None
    external: str | None
    channel: str | None
    competency: str | None
    level: str | None
    is_pass: bool | None
    method: str | None
    observed_on: str | None
    is_late: bool | None
    override: str | None
    overridden_by: str | None
    override_words: str | None
    revocation: str | None
    revoked_by: str | None
    revoked_at: str | None
    suspension: str | None
    suspended_at: str | None
    confirming: str | None
    confirmed_at: str | None


def read_rows(first: UUID, last: UUID) -> Iterator[Row]:
    """Yield the entries of the chains between two preceptorships, both included, in order."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROWS, {"first": first, "last": last, "moment": MOMENT})
        while rows := cursor.fetchmany(BATCH):
            yield from map(Row._make, rows)


def asked_today(first: UUID, last: UUID) -> dict[str, str]:
    """Return what is asked in each preceptorship now, as an entry would say it."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [first, last])
        return {chain: f"[{asked}]" for chain, asked in cursor.fetchall()}


def evidence_files(first: UUID, last: UUID) -> dict[str, list[tuple[str, str]]]:
    """Return hash and title of the files that each sign-off rests on, in their order."""
    found = defaultdict(list)
    rows = SignOff.evidence.through.objects.filter(
        signoff__preceptorship__gte=first, signoff__preceptorship__lte=last
    )
    files = rows.values_list("signoff_id", "evidence__sha256", "evidence__title")
    for sign_off, *file in files:
        found[str(sign_off)].append(tuple(file))
    return {sign_off: sorted(of_it) for sign_off, of_it in found.items()}


def reviews_shown(first: UUID, last: UUID) -> dict[str, dict[str, Any]]:
    """Return what the signed record of each review shows, by its entry, as one would state it."""
    parts = defaultdict(list)
    between = {
        "outcome__review__preceptorship__gte": first,
        "outcome__review__preceptorship__lte": last,
    }
    signed = ReviewPart.objects.filter(**between, outcome__entry__isnull=False).order_by("role")
    for outcome, *part in signed.values_list("outcome", "role", "signed_by", "signed_at"):
        parts[outcome].append(chain.PartSigned(*part))
    rows = ReviewOutcome.objects.filter(
        review__preceptorship__gte=first, review__preceptorship__lte=last, entry__isnull=False
    )
    return {
        str(outcome.entry_id): {
            **chain.stated(stated_by(outcome, parts[outcome.pk])),
            "recorded_at": outcome.completed_at,
        }
        for outcome in rows.select_related("review__preceptorship__learner")
    }


class Wording:
    """The words that signatures refer to, as they read today, each read and hashed once."""

    def __init__(self):
        self.levels = {
            str(level.pk): (
                str(level.scale_id),
                level.value,
                chain.wording_hash(level.name, level.anchor),
            )
            for level in RatingLevel.objects.all()
        }
        # From which level on each scale passes, and which way it runs.
        self.scales = {
            str(scale.pk): (scale.pass_value, scale.direction)
            for scale in RatingScale.objects.all()
        }
        # Values and hashed words of each scale's levels.
        self.levels_of = defaultdict(dict)
        for scale, value, wording in self.levels.values():
            self.levels_of[scale][value] = wording
        self.competencies = {}

    def competency(self, pk: str) -> str:
        """Return the hash of its words; empty if words or hash are not what anybody signed."""
        if pk not in self.competencies:
            competency = Competency.objects.get(pk=pk)
            is_sound = competency.wording_hash == competency.hash_wording()
            self.competencies[pk] = competency.wording_hash if is_sound else ""
        return self.competencies[pk]
