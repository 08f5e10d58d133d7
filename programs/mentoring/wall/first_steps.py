"""What a program lacks before anybody could read for safety in it (M5)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from programs.cohorts.models import Program
from programs.mentoring.wall.seconds import has_two_people
from programs.registry import SetUpNote


def name_a_second_person(program: Program, at: datetime) -> Iterable[SetUpNote]:
    if program.is_preceptorship or has_two_people(program, at=at):
        return
    yield SetUpNote(
        text=_(
            "If someone were at risk, nobody could open what the pair share. Two people must have "
            "been coordinator or administrator for 14 days, and neither may have added, invited or "
            "appointed the other. Ask a site administrator to name another coordinator now."
        ),
        url=reverse("programs:program-coordinators", args=[program.pk]),
        act=_("See who runs it"),
    )
