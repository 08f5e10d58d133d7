"""Every form with a date or a time: it changes what is stored under a version, or stores anew.

Two people who move the same date at once must not overwrite each other unseen.
"""

import importlib

from django import forms

from common.edit_form import EditForm
from tests.house import layer_of, modules

DATED = (forms.DateField, forms.TimeField, forms.DateTimeField)
PLANNED = (
    *("_PlanWords", "AimForm", "ExtendPlanForm", "HoldMeetingForm", "MeetingForm"),
    # A draft, under the version that its service counts.
    "PlanForm",
)
# What is sent stores something new, or is an act that can be done once: nothing is replaced.
NEW = {
    # Each adds something, or ends it once; nothing in a plan is rewritten.
    *(f"assessments.concerns.forms.action_plan.{name}" for name in PLANNED),
    "assessments.concerns.forms.not_achieved.TellForm",
    # Read and not stored; a row is put off to a day, and again to another.
    "programs.shifts.forms.statement.StatementForm",
    "assessments.evidence_pack.forms.EvidencePackForm",
    "programs.desk.forms.SnoozeForm",
    # A pause begins once, with the day on which it is expected to end.
    "programs.preceptorships.forms.preceptorship.PauseForm",
    # Each adds what was had on a day, however often.
    "programs.shifts.forms.protected_time.ProtectedTimeForm",
    # Each adds a period, and its service refuses another on the same days.
    "people.forms.absence.AbsenceForm",
    "people.forms.guide.ApprovalForm",
    "people.forms.guide.CredentialForm",
    "people.forms.guide.PeriodForm",
    "people.forms.guide.RestForm",
    "programs.cohorts.forms.guide_approval.GuideApprovalForm",
    # Its service makes an end earlier and never later: the earlier of two holds.
    "people.forms.guide.EndForm",
    # The base of the two forms: a new person, and one that is changed, which has a version.
    "people.forms.person.PersonForm",
    # A search.
    "people.forms.security_log.SecurityLogForm",
    # Answered once.
    "programs.guests.forms.GuestGrantForm",
    "programs.preceptorships.forms.review.HoldReviewForm",
    # Its version is who was the preceptor when the page was made.
    "programs.preceptorships.forms.preceptor_assignment.ChangeForm",
    # A signature is appended, never changed; the date is of what was observed.
    "assessments.external.forms.ExternalSignForm",
    "assessments.sign_offs.forms.bulk_sign_off.JudgedForm",
    "assessments.sign_offs.forms.hand_over.HandOverForm",
    "assessments.sign_offs.forms.sign_off.PerformanceForm",
    "assessments.sign_offs.forms.sign_off.SignOffForm",
    "assessments.sign_offs.forms.sign_off_draft.ReceivedDraftForm",
    # New rows.
    "assessments.sign_offs.forms.sign_off_request.AskForSignOffForm",
    "programs.mentoring.care.forms.ProgramBreakForm",
    "assessments.external.forms.ExternalRequestForm",
    "assessments.practice.forms.PracticeNoteForm",
    "programs.cohorts.forms.cohort.CohortForm",
    "programs.mentoring.goals.forms.goal.GoalForm",
    "programs.mentoring.goals.forms.goal.GoalWords",
    "programs.mentoring.goals.forms.goal.MilestoneForm",
    "programs.mentoring.meetings.forms.agenda.ActionItemForm",
    "programs.mentoring.meetings.forms.check_in.CheckInForm",
    "programs.mentoring.meetings.forms.time_proposal.TimeProposalForm",
}


def dated_forms():
    """Yield every class of ours that has a field for a day or a time."""
    for module in modules():
        if layer_of(module) != "forms":
            continue
        for found in vars(importlib.import_module(module)).values():
            is_own = isinstance(found, type) and found.__module__ == module
            if is_own and issubclass(found, forms.BaseForm) and has_date(found):
                yield found


def has_date(form):
    return any(isinstance(field, DATED) for field in form.base_fields.values())


def name_of(form):
    return f"{form.__module__}.{form.__qualname__}"


def test_every_form_that_changes_a_date_carries_a_version():
    blind = {name_of(form) for form in dated_forms() if not issubclass(form, EditForm)}

    assert blind - NEW == set()


def test_no_form_is_listed_that_is_gone_or_carries_a_version_by_now():
    blind = {name_of(form) for form in dated_forms() if not issubclass(form, EditForm)}

    assert NEW - blind == set()


def test_such_forms_are_found():
    versioned = {form.__name__ for form in dated_forms() if issubclass(form, EditForm)}

    assert {
        *("ArrangeReviewForm", "CheckInMoveForm", "CohortUpdateForm", "GoalUpdateForm"),
        *("NewEndForm", "NewEndsForm", "PersonUpdateForm", "ProfileForm"),
    } <= versioned
