"""Sessions to begin from, by the preset of a program: proposed, and planned when asked for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class SessionIdea:
    """A session of a preset: so many months after the cohort's start, one day long at most."""

    title: str
    after_months: int
    hours: int
    is_required: bool = True


RESIDENCY = (
    SessionIdea(_("Starting out: roles, expectations and support"), 0, 3),
    SessionIdea(_("Communication and difficult conversations"), 1, 3),
    SessionIdea(_("The deteriorating patient"), 2, 3),
    SessionIdea(_("Medicines safety"), 3, 3),
    SessionIdea(_("Delegation, teamwork and conflict"), 4, 3),
    SessionIdea(_("Infection prevention and safe care"), 5, 3),
    SessionIdea(_("Looking after yourself, half-way"), 6, 3),
    SessionIdea(_("Evidence in everyday practice"), 7, 3),
    SessionIdea(_("Ethics and end-of-life care"), 8, 3),
    SessionIdea(_("Quality improvement: your project"), 9, 3),
    SessionIdea(_("Leadership at the bedside"), 10, 3),
    SessionIdea(_("Presenting your project, and what comes next"), 11, 3, is_required=False),
)
NHS_CORE = (
    SessionIdea(_("Welcome: your preceptorship and your support"), 0, 7),
    SessionIdea(_("Communication, civility and resilience"), 1, 7),
    SessionIdea(_("Accountability, delegation and escalation"), 3, 7),
    SessionIdea(_("Looking back, and your career from here"), 5, 7, is_required=False),
)
NHS_GOLD = (
    *NHS_CORE[:3],
    SessionIdea(_("Quality improvement and evidence"), 6, 7),
    SessionIdea(_("Leadership and learning from incidents"), 8, 7),
    SessionIdea(_("Looking back, and your career from here"), 11, 7, is_required=False),
)
# By the code of a program's preset.
IDEAS = {"rn_residency": RESIDENCY, "nhs_core": NHS_CORE, "nhs_gold": NHS_GOLD}
