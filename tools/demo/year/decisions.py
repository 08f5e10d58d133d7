"""What coordinators decide: plans, more time, "not achieved", completion."""

from datetime import timedelta
from uuid import UUID

from assessments.certificates.models import Certificate, MentorshipOffer
from assessments.certificates.services.mentorship_offer import answer_offer
from assessments.concerns.models import ActionPlan, Concern, NotAchieved
from assessments.concerns.services.action_plan import (
    draft_plan,
    end_plan,
    extend_plan,
    open_plan,
)
from assessments.concerns.services.concern import answer_concern, close_concern
from assessments.concerns.services.not_achieved import (
    agree_not_achieved,
    propose_not_achieved,
    tell_not_achieved,
)
from assessments.concerns.services.plan_parts import add_aim, plan_meeting
from assessments.sign_offs.services.sign_off import revoke_sign_off
from programs.preceptorships.models import Preceptorship
from programs.preceptorships.services.pause import resume_preceptorship
from programs.preceptorships.services.preceptorship import (
    complete_preceptorship,
    extend_preceptorship,
)
from tools.demo.data.doubts import AIMS
from tools.demo.year import doubts
from tools.demo.year.beginning import plan_rota
from tools.demo.year.course import Course, Year
from tools.demo.year.diary import moment
from tools.demo.year.story import Fate

WANTS_MENTOR = 0.4


def _who(year, by=None):
    return {"by": by or year.coordinator, "at": year.diary.now}


def _when(year, by=None):
    return _who(year, by) | {"today": year.today}


def answer_doubt(year: Year, row) -> int:
    """A word first; what is about health is talked over, all else gets a plan."""
    concern = Concern.objects.with_people().get(pk=row.key)
    course = year.courses[concern.preceptorship_id]
    text = "Thank you for telling me. I'll speak with both of you this week."
    answer_concern(concern=concern, text=text, idempotency_key=year.key(), **_who(year))
    if concern.topic == Concern.Topic.HEALTH:
        close_concern(concern=concern, note="Talked; occupational health knows.", **_who(year))
        return 2
    return 1 + _make_plan(year, course, concern)


def _make_plan(year, course, concern):
    """Two aims and two meetings: opened in one go, with five acts."""
    ends_on = year.today + timedelta(weeks=year.story.plan_weeks)
    plan = draft_plan(
        preceptorship=course.fresh(),
        concern=concern,
        reason="Rounds of medicines run late, and a check was missed. We begin with these two.",
        ends_on=ends_on,
        idempotency_key=year.key(),
        **_when(year),
    )
    for text, support, evidence in AIMS:
        words = {"text": text, "support": support, "evidence": evidence}
        by_whom = {"supported_by": concern.raised_by.name, "due_on": ends_on}
        add_aim(plan=plan, idempotency_key=year.key(), **words, **by_whom, **_when(year))
    for part in (2, 1):
        day = year.today + timedelta(days=7 * year.story.plan_weeks // part - 3)
        meeting = plan_meeting(plan=plan, meets_on=day, idempotency_key=year.key(), **_when(year))
        year.diary.put(moment(day, 15), doubts.meet, year, course, meeting)
    open_plan(plan=plan, **_who(year))
    year.diary.in_days(1, 20, doubts.read_plan, year, course, plan)
    year.done("action plan opened")
    return 6


def come_to_meeting(year: Year, row) -> int:
    """Nothing to do before its day: whoever precepts notes what was said."""
    return 0


def decide_plan(year: Year, row) -> int:
    plan = ActionPlan.objects.with_people().get(pk=row.key)
    if year.today < plan.ends_on - timedelta(days=2):
        return 0
    course = year.courses[plan.preceptorship_id]
    Outcome = ActionPlan.Outcome
    if course.fate is Fate.EXTENDED and not plan.outcomes.exists():
        ends_on = max(plan.ends_on, year.today) + timedelta(weeks=year.story.longer)
        text = "One aim is met; the other needs a few more weeks of nights."
        extend_plan(plan=plan, ends_on=ends_on, text=text, **_when(year))
        year.diary.in_days(1, 20, doubts.read_plan, year, course, plan)
        return 1
    is_met = course.fate is not Fate.NOT_ACHIEVED
    outcome = Outcome.MET if is_met else Outcome.NOT_MET
    text = "Both aims are met." if is_met else "Neither aim is met in spite of the support."
    end_plan(plan=plan, outcome=outcome, text=text, **_who(year))
    year.done(f"action plan ended: {outcome}")
    return 1


def is_extended(course: Course) -> bool:
    return course.preceptorship.changes.exclude(ends_on=None).exists()


def extend(year: Year, course: Course) -> int:
    ends_on = course.fresh().ends_on
    longer = max(ends_on, year.today) + timedelta(weeks=year.story.longer)
    reason = "Needs a few more weeks for what is still open. Agreed with both."
    extend_preceptorship(
        preceptorship=course.preceptorship, ends_on=longer, reason=reason, **_when(year)
    )
    year.done("extended")
    year.diary.in_days(0, 15, plan_rota, year, course, max(year.today, ends_on))
    return 1


def come_back(year: Year, course: Course) -> int:
    """Well again: the clock goes on."""
    resume_preceptorship(preceptorship=course.fresh(), **_when(year))
    year.diary.in_days(1, 15, plan_rota, year, course, year.today + timedelta(days=1))
    return 1


def decide_completion(year: Year, row) -> int:
    """Achieved, which a person says (P28); the learner hears of it, and of a mentor."""
    preceptorship = Preceptorship.objects.with_people().get(pk=row.key)
    course = year.courses[preceptorship.pk]
    if course.fate is Fate.EXTENDED and not is_extended(course):
        return extend(year, course)
    complete_preceptorship(preceptorship=preceptorship, **_when(year))
    year.done("achieved")
    course.fresh()
    days = year.random.randrange(1, 9)
    year.diary.in_days(days, 18, answer_mentor, year, course)
    if year.tally.done["achieved"] == 1:
        year.diary.in_days(9, 10, revoke_one, year, course)
    return 1


def answer_mentor(year: Year, course: Course) -> None:
    offer = MentorshipOffer.objects.get(preceptorship=course.preceptorship)
    is_wanted = year.happens(WANTS_MENTOR)
    takes = MentorshipOffer.Takes.SKILLS if is_wanted else MentorshipOffer.Takes.NOTHING
    answer_offer(offer=offer, is_wanted=is_wanted, takes=takes, **_who(year, course.learner))
    year.done("mentor wanted" if is_wanted else "mentor not wanted")


def revoke_one(year: Year, course: Course) -> None:
    """After the certificate somebody finds that they signed for another person.

    The record is closed by then: they tell the coordinator, who revokes it.
    """
    certificate = Certificate.objects.standing().get(preceptorship=course.preceptorship)
    states = course.preceptorship.competency_states.filter(is_critical=False)
    signed = certificate.signatures.filter(competency__in=states.values("competency"))
    sign_off = signed.select_related("assessor", "preceptorship").first()
    reason = "Signed for the other new nurse on the ward, says who signed."
    revoke_sign_off(sign_off=sign_off, reason=reason, **_who(year))
    year.tally.act("signature revoked", year.today)
    year.done("signature revoked after the certificate")


def decide_end(year: Year, row) -> int:
    """At its end and not met: proposed as not achieved, or given more time."""
    course = year.courses[UUID(row.key)]
    if course.fate is not Fate.NOT_ACHIEVED:
        return extend(year, course)
    reason = "The critical skills are not met, in spite of a plan of eight weeks."
    propose_not_achieved(
        preceptorship=course.fresh(), reason=reason, idempotency_key=year.key(), **_when(year)
    )
    year.done("not achieved proposed")
    return 1


def go_on_with_decision(year: Year, row) -> int:
    """The deputy agrees as the second person; then it is told in person (P14)."""
    decision = NotAchieved.objects.with_people().get(pk=row.key)
    if not decision.agreed_at:
        agree_not_achieved(decision=decision, **_who(year, year.deputy))
        year.done("not achieved agreed to")
        return 1
    notes = "Told in person, with the union's representative there."
    tell_not_achieved(decision=decision, told_on=year.today, notes=notes, **_when(year))
    year.done("not achieved")
    return 1
