"""Programs to begin from (RULES, "Presets"): every number is a default to be changed."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from programs.cohorts.models import MentorshipRules, Program

PRECEPTORSHIP = Program.Kind.PRECEPTORSHIP
MENTORSHIP = Program.Kind.MENTORSHIP


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPreset:
    """What a new program starts with. ``rules`` are fields of its kind's rules, texts lazy.

    The rating scale is named by the code of its own preset; it is left open where that
    scale is not at hand.
    """

    code: str
    kind: Program.Kind
    name: str
    summary: str
    rules: dict[str, Any] = field(default_factory=dict)
    rating_scale: str = ""
    guide_word: str = ""
    learner_word: str = ""
    record_word: str = ""


def _phase(name, weeks):
    return {"name": name, "weeks": weeks}


PRESETS = (
    ProgramPreset(
        code="nhs_core",
        kind=PRECEPTORSHIP,
        name=_("NHS preceptorship, core"),
        summary=_(
            "Half a year for newly registered staff: two supernumerary weeks, and reviews at two "
            "weeks, half-way and at the end."
        ),
        rules={
            "duration_weeks": 26,
            "minimum_weeks": 26,
            "supernumerary_hours": 75,
            "review_days": [14],
            "is_middle_reviewed": True,
            "protected_hours_per_year": 8,
            "phases": [
                _phase(_("Supernumerary"), 2),
                _phase(_("Settling in"), 11),
                _phase(_("Growing"), 13),
            ],
        },
        rating_scale="help_given",
    ),
    ProgramPreset(
        code="nhs_gold",
        kind=PRECEPTORSHIP,
        name=_("NHS preceptorship, gold"),
        summary=_(
            "A whole year with a review in the first week, one every two months, and more "
            "protected time for the preceptor."
        ),
        rules={
            "duration_weeks": 52,
            "minimum_weeks": 26,
            "supernumerary_hours": 75,
            "review_days": [7],
            "review_every_days": 61,
            "protected_hours_per_year": 12,
            "phases": [
                _phase(_("Supernumerary"), 2),
                _phase(_("Settling in"), 24),
                _phase(_("Growing"), 26),
            ],
        },
        rating_scale="help_given",
    ),
    ProgramPreset(
        code="rn_residency",
        kind=PRECEPTORSHIP,
        name=_("Nurse residency"),
        summary=_(
            "A year for nurses with less than twelve months' experience, with a session every "
            "month."
        ),
        rules={
            "duration_weeks": 52,
            "review_every_days": 30,
            "phases": [
                _phase(_("Orientation"), 12),
                _phase(_("Consolidation"), 24),
                _phase(_("Independence"), 16),
            ],
        },
        rating_scale="novice_to_expert",
        learner_word=_("resident"),
    ),
    ProgramPreset(
        code="clinical_placement",
        kind=PRECEPTORSHIP,
        name=_("Clinical placement"),
        summary=_(
            "Twelve weeks of practice with a log of 450 hours, and a review at the start, "
            "half-way and at the end."
        ),
        rules={
            "duration_weeks": 12,
            "review_days": [7],
            "is_middle_reviewed": True,
            "logged_hours_required": 450,
            "phases": [_phase(_("Finding one's feet"), 4), _phase(_("Practising"), 8)],
        },
        rating_scale="supervision_needed",
        learner_word=_("student"),
    ),
    ProgramPreset(
        code="apprenticeship",
        kind=PRECEPTORSHIP,
        name=_("Apprenticeship"),
        summary=_(
            "Two years in a trade: signed off for each kind of live work before doing it, with a "
            "review every quarter and the trade's own words."
        ),
        rules={
            "duration_weeks": 104,
            "day_word": "working_day",
            "review_days": [28],
            "review_every_days": 91,
            "phases": [
                _phase(_("Before live work"), 12),
                _phase(_("Live work, watched"), 40),
                _phase(_("Live work, checked"), 52),
            ],
        },
        rating_scale="supervision_needed",
        guide_word=_("journeyman"),
        learner_word=_("apprentice"),
        record_word=_("trade card"),
    ),
    ProgramPreset(
        code="preceptorship",
        kind=PRECEPTORSHIP,
        name=_("Preceptorship from nothing"),
        summary=_("Only an end date and a final review. You decide the rest."),
        rules={"duration_weeks": 26},
    ),
    ProgramPreset(
        code="leadership_mentoring",
        kind=MENTORSHIP,
        name=_("Leadership mentoring"),
        summary=_(
            "Someone more experienced supports someone who wants to lead: 45 minutes a month, for "
            "as long as both want."
        ),
        rules={
            "style": MentorshipRules.Style.EXPERT_NOVICE,
            "cadence_days": 30,
            "meeting_minutes": 45,
            "review_months": [1, 3, 6, 9],
        },
    ),
    ProgramPreset(
        code="peer_mentoring",
        kind=MENTORSHIP,
        name=_("Peer mentoring"),
        summary=_(
            "Two colleagues who are equals and think things over together, every two weeks at "
            "first and for at least a year."
        ),
        rules={
            "style": MentorshipRules.Style.PEER,
            "cadence_days": 14,
            "meeting_minutes": 30,
            "review_months": [1, 3, 6, 9],
            "planned_months": 12,
        },
        guide_word=_("peer mentor"),
        learner_word=_("peer"),
    ),
    ProgramPreset(
        code="reverse_mentoring",
        kind=MENTORSHIP,
        name=_("Reverse mentoring"),
        summary=_(
            "Someone new to the organisation shows someone senior how things look from there. Six "
            "months, once a month."
        ),
        rules={
            "style": MentorshipRules.Style.REVERSE,
            "cadence_days": 30,
            "meeting_minutes": 45,
            "review_months": [1, 3],
            "planned_months": 6,
        },
    ),
    ProgramPreset(
        code="mentoring",
        kind=MENTORSHIP,
        name=_("Mentoring from nothing"),
        summary=_("A rhythm of one month and points to look back. You decide the rest."),
        rules={"review_months": [1, 3, 6, 9]},
    ),
)

BY_CODE = {preset.code: preset for preset in PRESETS}


def presets_of(kind: Program.Kind) -> list[ProgramPreset]:
    return [preset for preset in PRESETS if preset.kind == kind]
