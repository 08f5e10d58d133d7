"""Skills that somebody without an account saw: asked for, signed by link, and confirmed (P11)."""

from datetime import timedelta

from assessments.external.models import Confirmation
from assessments.external.services.confirmation import confirm_signature
from assessments.external.services.external_request import ask_external, sign_external
from assessments.external.services.signer import Identity
from programs.cohorts.models import Method
from programs.shifts.models import Shift
from tools.demo.year.course import Course, Skill, Year

# How often a visit to another team takes the place of a shift's signature.
VISITS = 0.06
IS_CONFIRMED = 0.85
# Not confirmed by then, it counts for nothing and is shown to somebody else.
LAPSES_AFTER_DAYS = 15
NURSE = Identity(
    name="Grace Mensimah",
    role="Community nurse",
    registration_number="09D5518E",
    email="grace.mensimah@community.example",
)


def ask_by_link(year: Year, course: Course, skill: Skill, shift: Shift) -> None:
    """The learner makes a link for whoever saw it, who signs a few hours later."""
    request = ask_external(
        preceptorship=course.preceptorship,
        competency=skill.competency,
        observed_on=shift.day,
        by=course.learner,
        at=year.diary.now,
        today=year.today,
    )
    year.done("signature asked for by link")
    course.asked_by_link.add(skill.competency.pk)
    year.diary.put(year.diary.now + timedelta(hours=1), _sign, year, course, skill, request)


def _sign(year, course, skill, request):
    request.preceptorship = course.preceptorship
    signed = sign_external(
        request=request,
        identity=NURSE,
        level=year.levels[-1],
        method=Method.WORKPLACE,
        idempotency_key=year.key(),
        at=year.diary.now,
        today=year.today,
    )
    year.done("signature by link")
    if year.happens(IS_CONFIRMED):
        year.diary.in_days(1, 12, _confirm, year, course, skill, signed)
    else:
        year.diary.in_days(LAPSES_AFTER_DAYS, 12, _show_again, year, course, skill)


def _confirm(year, course, skill, signed):
    confirmation = Confirmation.objects.select_related("sign_off").get(sign_off=signed)
    confirmation.sign_off.preceptorship = course.fresh()
    confirm_signature(confirmation=confirmation, holder=None, at=year.diary.now)
    year.done("signature by link confirmed")
    course.asked_by_link.remove(skill.competency.pk)
    course.skills.remove(skill)


def _show_again(year, course, skill):
    """Nobody confirmed it: somebody else sees it on a later shift."""
    course.asked_by_link.remove(skill.competency.pk)
    year.done("signature by link never confirmed")
