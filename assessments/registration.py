"""What this app tells the ones below about itself (DESIGN 14)."""

from assessments import journey, person_page, today_seals
from assessments import today as today_sign_off
from assessments.evidence import services as evidence
from assessments.external import request_notices, suspension_notices
from assessments.progress import reminders as competency_reminders
from assessments.progress import services as progress
from assessments.reviews import notices as review_notices
from assessments.reviews import reminders as review_reminders
from assessments.reviews import today as today_reviews
from assessments.reviews import worklist as review_worklist
from assessments.reviews.services.review_outcome import note_held, something_written
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
    programs.take_back_blockers.append(something_written)
    programs.review_held.append(note_held)
    programs.worklist.append(review_worklist.rows)
    people.register_notice_kinds(*sign_off_notices.KINDS)
    people.register_notice_kinds(*sign_off_request_notices.KINDS)
    people.register_notice_kinds(*request_notices.KINDS)
    people.register_notice_kinds(*signing_pin_notices.KINDS)
    people.register_notice_kinds(*suspension_notices.KINDS)
    people.register_notice_kinds(*competency_reminders.KINDS)
    people.register_notice_kinds(*review_notices.KINDS)
    people.register_notice_kinds(*review_reminders.KINDS)
    people.person_left.append(hand_requests_over)
    people.planners["competencies"] = people.Planner(
        competency_reminders.drafts, competency_reminders.stale
    )
    people.planners["review_signatures"] = people.Planner(
        review_reminders.drafts, review_reminders.stale
    )
    people.reader_flags.update(today_sign_off.READER_FLAGS | today_reviews.READER_FLAGS)
    people.journey_entries.append(journey.entries)
    people.person_sections.append(person_page.sections)
    people.nav_items.extend([today_sign_off.nav, today_reviews.nav])
    people.today.extend([today_sign_off.today, today_reviews.today, today_seals.today])
