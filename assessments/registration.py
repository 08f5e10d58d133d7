"""What this app tells the ones below about itself (DESIGN 14)."""

from assessments import journey, person_page, today_seals
from assessments import today as today_sign_off
from assessments.concerns import concern_notices, decision_notices, plan_notices, plan_reminders
from assessments.concerns import today as today_concerns
from assessments.concerns import worklist as concerns_worklist
from assessments.concerns.services import not_achieved
from assessments.concerns.services.plan_parts import resume_plans
from assessments.evidence import services as evidence
from assessments.external import request_notices, suspension_notices
from assessments.progress import reminders as competency_reminders
from assessments.progress import services as progress
from assessments.sign_offs import notices as sign_off_notices
from assessments.sign_offs import request_notices as sign_off_request_notices
from assessments.sign_offs import signing_pin_notices
from assessments.sign_offs.services.sign_off_request import hand_requests_over
from people import registry as people
from programs import registry as programs


def register() -> None:
    people.kept_files.append(
        people.KeptFiles("evidence", evidence.file_names, evidence.remove_row_without_file)
    )
    programs.preceptorship_opened.append(progress.open_progress)
    programs.scale_changed.append(progress.change_scale)
    programs.preceptorship_resumed.append(progress.resume_progress)
    programs.preceptorship_moved.append(progress.move_progress)
    programs.completion_blockers.append(progress.unmet_critical)
    programs.take_back_blockers.append(progress.something_signed)
    programs.preceptorship_resumed.append(resume_plans)
    programs.take_back_blockers.append(not_achieved.something_raised)
    programs.not_achieved_blockers.append(not_achieved.missing_for_not_achieved)
    programs.preceptorship_closed.append(plan_notices.preceptorship_over)
    programs.preceptorship_closed.append(decision_notices.preceptorship_over)
    programs.worklist.append(concerns_worklist.rows)
    people.register_notice_kinds(*concern_notices.KINDS)
    people.register_notice_kinds(*plan_notices.KINDS)
    people.register_notice_kinds(*plan_reminders.KINDS)
    people.register_notice_kinds(*decision_notices.KINDS)
    people.planners["action plans"] = people.Planner(plan_reminders.drafts, plan_reminders.stale)
    people.reader_flags.update(today_concerns.READER_FLAGS)
    people.register_notice_kinds(*sign_off_notices.KINDS)
    people.register_notice_kinds(*sign_off_request_notices.KINDS)
    people.register_notice_kinds(*request_notices.KINDS)
    people.register_notice_kinds(*signing_pin_notices.KINDS)
    people.register_notice_kinds(*suspension_notices.KINDS)
    people.register_notice_kinds(*competency_reminders.KINDS)
    people.person_left.append(hand_requests_over)
    people.planners["competencies"] = people.Planner(
        competency_reminders.drafts, competency_reminders.stale
    )
    people.reader_flags.update(today_sign_off.READER_FLAGS)
    people.journey_entries.append(journey.entries)
    people.person_sections.append(person_page.sections)
    people.nav_items.append(today_sign_off.nav)
    people.today.extend([today_sign_off.today, today_seals.today, today_concerns.today])
