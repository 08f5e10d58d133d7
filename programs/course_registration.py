"""What the course of a preceptorship tells the rooms below: shifts, sessions, projects, evaluation.

Called by ``programs/registration.py``.
"""

from people import registry
from programs import registry as programs
from programs.evaluation import reminders as evaluation_reminders
from programs.evaluation import today as today_evaluation
from programs.evaluation.services import ask_at_end
from programs.projects import reminders as project_reminders
from programs.projects import today as today_project
from programs.projects.services import decided_by_its_end
from programs.projects.shown import project_sections
from programs.sessions import facts as session_facts
from programs.sessions import notices as session_notices
from programs.sessions import reminders as session_reminders
from programs.sessions import today as today_session
from programs.sessions.services.session import let_go_of_host, move_with_intake
from programs.shifts import cover_notices as shift_cover_notices
from programs.shifts import notices as shift_notices
from programs.shifts import reminders as shift_reminders
from programs.shifts import today as today_shift
from programs.shifts.completion import hours_met
from programs.shifts.services.cover import hand_on
from programs.shifts.services.shift import call_off_all, call_off_of_learner


def register() -> None:
    _register_shifts()
    _register_sessions()
    _register_projects()
    _register_evaluation()


def _register_shifts():
    """Shifts follow what happens to their preceptorship and its people."""
    programs.preceptorship_paused.append(call_off_all)
    programs.preceptorship_closed.append(call_off_all)
    programs.completion_facts.append(hours_met)
    programs.primary_changed.append(hand_on)
    registry.person_left.append(call_off_of_learner)
    registry.register_notice_kinds(*shift_notices.KINDS)
    registry.register_notice_kinds(*shift_cover_notices.KINDS)
    registry.register_notice_kinds(*shift_reminders.KINDS)
    registry.planners["shifts"] = registry.Planner(shift_reminders.drafts, shift_reminders.stale)
    registry.reader_flags.update(today_shift.READER_FLAGS)
    registry.today.append(today_shift.today)


def _register_sessions():
    """Sessions of a cohort, and what of them is told on other pages."""
    programs.intake_moved.append(move_with_intake)
    programs.hours_sections.append(session_facts.session_hours)
    programs.review_facts.append(session_facts.session_facts)
    programs.completion_facts.append(session_facts.attended_sessions)
    programs.completion_blockers.append(session_facts.missing_sessions)
    registry.dependants.append(session_facts.hosted_sessions)
    registry.person_left.append(let_go_of_host)
    registry.register_notice_kinds(*session_notices.KINDS)
    registry.register_notice_kinds(*session_reminders.KINDS)
    registry.planners["sessions"] = registry.Planner(
        session_reminders.drafts, session_reminders.stale
    )
    registry.reader_flags.update(today_session.READER_FLAGS)
    registry.today.append(today_session.today)


def _register_projects():
    """What preceptorships are for; their end decides what becomes of them."""
    programs.preceptorship_closed.append(decided_by_its_end)
    programs.plan_sections.append(project_sections)
    programs.hand_over_sections.append(project_sections)
    registry.register_notice_kinds(*project_reminders.KINDS)
    registry.planners["projects"] = registry.Planner(
        project_reminders.drafts, project_reminders.stale
    )
    registry.today.append(today_project.today)


def _register_evaluation():
    programs.preceptorship_closed.append(ask_at_end)
    registry.register_notice_kinds(*evaluation_reminders.KINDS)
    registry.planners["evaluations"] = registry.Planner(
        evaluation_reminders.drafts, evaluation_reminders.stale
    )
    registry.reader_flags.update(today_evaluation.READER_FLAGS)
    registry.today.append(today_evaluation.today)
