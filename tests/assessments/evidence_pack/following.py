"""Whom an evidence pack speaks of, for its tests."""

from datetime import timedelta

from assessments.evidence_pack.pack import pack_of
from programs.registry import EvidenceScope
from tests import factories as make
from tests.factories import NOON, TODAY

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
BEGAN = TODAY - 40 * WEEK


def learner_in(cohort, *, starts_on=BEGAN, **fields):
    """Somebody enrolled, whose preceptorship began."""
    enrolment = make.EnrolmentFactory(cohort=cohort, status="paired")
    return make.PreceptorshipFactory(
        cohort=cohort, learner=enrolment.learner, starts_on=starts_on, **fields
    )


def six(cohort):
    """Six learners; the first completed, the second did not, the third left."""
    closed = NOON - WEEK
    return [
        learner_in(cohort, status="achieved", closed_at=closed),
        learner_in(cohort, status="not_achieved", closed_at=closed),
        learner_in(cohort, status="withdrawn", closed_at=closed),
        *(learner_in(cohort) for _ in range(3)),
    ]


def scope_of(program, **fields):
    period = {"first": TODAY - 364 * DAY, "last": TODAY, "at": NOON, "cohort": None}
    return EvidenceScope(**{"program": program, **period, **fields})


def figures_of(program, **fields):
    """{label: (value, denominator)}, where a label stands once."""
    pack = pack_of(scope_of(program, **fields))
    return {
        figure.label: (figure.value, figure.denominator)
        for _section, rows in pack.sections
        for figure in rows
    }
