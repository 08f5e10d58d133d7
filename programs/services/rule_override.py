"""The rules marked ◇ that a coordinator sets aside, kept for ever with the reason."""

from collections.abc import Iterable
from datetime import datetime

from people.models import Person
from programs.models import Program, RuleOverride
from programs.services.eligibility import Blocker


def record_override(
    *,
    program: Program,
    guide: Person,
    learner: Person,
    blockers: Iterable[Blocker],
    reason: str,
    by: Person,
    at: datetime,
) -> RuleOverride | None:
    """Keep which rules stood against a pair and why they were set aside; None if none did."""
    rules = sorted({blocker.rule for blocker in blockers})
    if not rules:
        return None
    return RuleOverride.objects.create(
        program=program,
        guide=guide,
        learner=learner,
        rules=", ".join(rules),
        reason=reason,
        overridden_by=by,
        overridden_at=at,
    )
