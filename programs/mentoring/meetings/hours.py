"""How often and how long a mentor met with mentees."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear

from people.models import Person
from programs.mentoring.meetings.models import CheckIn
from programs.mentoring.mentorships.models import Mentorship


@dataclass(frozen=True, slots=True)
class Year:
    number: int
    meetings: int
    mentees: int
    minutes: int

    @property
    def hours(self):
        return round(self.minutes / 60, 1)


def hours_given(person: Person) -> list[Year]:
    """Return what ``person`` held as a mentor, by calendar year, the newest first (M13)."""
    held = CheckIn.objects.held().filter(mentorship__in=Mentorship.objects.guided_by(person))
    years = held.annotate(number=ExtractYear("starts_at")).values("number")
    years = years.annotate(
        meetings=Count("pk"),
        mentees=Count("mentorship__learner", distinct=True),
        spent=Sum("minutes"),
    )
    return [
        Year(row["number"], row["meetings"], row["mentees"], row["spent"])
        for row in years.order_by("-number")
    ]
