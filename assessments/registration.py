"""What this app tells the ones below about itself (DESIGN 14)."""

from assessments import journey, person_page, today_seals, worklist
from assessments import today as today_sign_off
from assessments.cards import clearance
from assessments.cards.facts import shift_facts
from assessments.certificates import figures as certificate_figures
from assessments.certificates import journey as certificate_journey
from assessments.certificates import notices as certificate_notices
from assessments.certificates import reminders as revalidation_reminders
from assessments.certificates import today as today_certificates
from assessments.certificates import worklist as certificate_worklist
from assessments.certificates.achievements import taken_along
from assessments.certificates.services.certificate import issue_on_completion
from assessments.concerns import concern_notices, decision_notices, plan_notices, plan_reminders
from assessments.concerns import figures as concern_figures
from assessments.concerns import today as today_concerns
from assessments.concerns import worklist as concerns_worklist
from assessments.concerns.services import not_achieved
from assessments.concerns.services.plan_parts import resume_plans
from assessments.concerns.shared import plan_facts, shared_sections
from assessments.evidence import services as evidence
from assessments.external import request_notices, suspension_notices
from assessments.progress import reminders as competency_reminders
from assessments.progress import services as progress
from assessments.reviews import figures as review_figures
from assessments.reviews import notices as review_notices
from assessments.reviews import reminders as review_reminders
from assessments.reviews import today as today_reviews
from assessments.reviews import worklist as review_worklist
from assessments.reviews.services.review_outcome import note_held, something_written
from assessments.sign_offs import figures as sign_off_figures
from assessments.sign_offs import notices as sign_off_notices
from assessments.sign_offs import request_notices as sign_off_request_notices
from assessments.sign_offs import signing_pin_notices
from assessments.sign_offs.services.sign_off_request import hand_requests_over
from people import registry as people
from programs import registry as programs


def register() -> None:
    _register_with_programs()
    _register_worklist()
    _register_evidence()
    _register_notices()
    _register_pages()


def _register_with_programs():
    """What happens to a record with its preceptorship, and what stands against its end."""
    programs.shift_sections.append(clearance.shift_card)
    programs.pressing_skills.append(clearance.pressing)
    programs.preceptorship_opened.append(progress.open_progress)
    programs.scale_changed.append(progress.change_scale)
    programs.preceptorship_resumed.append(progress.resume_progress)
    programs.preceptorship_moved.append(progress.move_progress)
    programs.completion_blockers.append(progress.unmet_critical)
    programs.completion_facts.append(progress.met_by_the_rules)
    programs.take_back_blockers.extend([progress.something_signed, something_written])
    programs.review_held.append(note_held)
    programs.review_facts.extend([plan_facts, shift_facts])
    programs.hand_over_sections.append(shared_sections)
    programs.preceptorship_closed.append(issue_on_completion)
    programs.taken_along.append(taken_along)
    programs.preceptorship_resumed.append(resume_plans)
    programs.take_back_blockers.append(not_achieved.something_raised)
    programs.not_achieved_blockers.append(not_achieved.missing_for_not_achieved)
    programs.preceptorship_closed.append(plan_notices.preceptorship_over)
    programs.preceptorship_closed.append(decision_notices.preceptorship_over)
    people.person_left.append(hand_requests_over)


def _register_worklist():
    for part in (worklist, concerns_worklist, review_worklist, certificate_worklist):
        programs.worklist_kinds.update(part.KINDS)
        programs.worklist_queries.append(part.waiting)
        programs.worklist_words.update(part.WORDS)
    programs.worklist.append(worklist.rows)


def _register_evidence():
    for part in (review_figures, sign_off_figures, concern_figures, certificate_figures):
        programs.evidence_figures.append(part.figures)


def _register_notices():
    for told in (
        sign_off_notices,
        sign_off_request_notices,
        request_notices,
        signing_pin_notices,
        suspension_notices,
        competency_reminders,
        review_notices,
        review_reminders,
        certificate_notices,
        revalidation_reminders,
        concern_notices,
        plan_notices,
        plan_reminders,
        decision_notices,
    ):
        people.register_notice_kinds(*told.KINDS)
    people.planners |= {
        "competencies": people.Planner(competency_reminders.drafts, competency_reminders.stale),
        "review_signatures": people.Planner(review_reminders.drafts, review_reminders.stale),
        "action plans": people.Planner(plan_reminders.drafts, plan_reminders.stale),
        "revalidations": people.Planner(
            revalidation_reminders.drafts, revalidation_reminders.stale
        ),
    }


def _register_pages():
    people.kept_files.append(
        people.KeptFiles("evidence", evidence.file_names, evidence.remove_row_without_file)
    )
    for part in (today_sign_off, today_reviews, today_certificates, today_concerns):
        people.reader_flags.update(part.READER_FLAGS)
    people.journey_entries.extend([journey.entries, certificate_journey.entries])
    people.person_sections.append(person_page.sections)
    people.nav_items.extend([today_sign_off.nav, today_reviews.nav])
    people.today.extend(
        [
            today_sign_off.today,
            today_reviews.today,
            today_certificates.today,
            today_concerns.today,
            today_seals.today,
        ]
    )
