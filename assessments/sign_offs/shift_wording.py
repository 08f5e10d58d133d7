"""What a device keeps of shifts for a time without a network: times, codes and skills, no names."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from assessments.sign_offs.offline import short_code
from common.initials import initials
from people.models import Person
from programs.shifts.contents import NEAR, skills_for_note
from programs.shifts.models import Shift

# More than anybody works in four days.
MOST = 10


def shifts_for(person: Person, *, at: datetime, with_initials: bool = False) -> list[dict]:
    """Return the shifts that ``person`` can write about offline, the latest first.

    ``with_initials`` of the learners, where whoever has the device agreed to keep them there.
    """
    shifts = list(Shift.objects.to_be_noted(person, at=at).with_people()[:MOST])
    today = timezone.localdate(at)
    # One record has several shifts in four days.
    records = {shift.preceptorship_id: shift.preceptorship for shift in shifts}
    skills = {pk: skills_for_note(record, today=today) for pk, record in records.items()}
    return [
        {
            **_wording(shift, skills[shift.preceptorship_id]),
            "initials": _initials(shift, person) if with_initials else "",
        }
        for shift in shifts
    ]


def _initials(shift, person):
    """Of the learner, for whoever worked with them."""
    learner = shift.preceptorship.learner.person
    return "" if learner == person else initials(learner)


def _wording(shift, skills):
    return {
        "id": str(shift.pk),
        "code": short_code(shift.preceptorship),
        "when": render_to_string("programs/shifts/_shift_times.html", {"shift": shift}).strip(),
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "near": [_skill(skill) for skill in skills[:NEAR]],
        "more": [_skill(skill) for skill in skills[NEAR:]],
    }


def _skill(skill):
    return {"id": str(skill.pk), "title": skill.title}
