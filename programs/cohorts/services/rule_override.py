"""The rules marked ◇ that a coordinator sets aside, kept for ever with the reason."""

from collections.abc import Iterable
from datetime import datetime

from people.models import Person
from programs.cohorts.models import Program, RuleOverride


def record_override(
    *,
    program: Program,
    guide: Person,
    learner: Person,
    rules: Iterable[str],
    reason: str,
    by: Person,
    at: datetime,
) -> RuleOverride:
    """Keep which rules stood against a pair and why they were set aside."""
    return RuleOverride.objects.create(
        program=program,
        guide=guide,
        learner=learner,
        rules=sorted(set(rules)),
        reason=reason,
        overridden_by=by,
        overridden_at=at,
    )
