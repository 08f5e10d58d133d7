"""What somebody's page says of the time that they are promised as a preceptor (P17)."""

from collections.abc import Iterable
from datetime import date

from people.models import Person
from people.registry import PersonSection
from programs.cohorts.models import Program
from programs.shifts.protected import promises_to


def sections(person: Person, reader: Person, today: date) -> Iterable[PersonSection]:
    """Protected time, for themselves and for the coordinators of the programs that promise it."""
    is_own = person == reader
    programs = Program.objects.open() if is_own else Program.objects.coordinated_by(reader)
    promises = promises_to(person, programs, today=today)
    if promises:
        context = {"promises": promises, "is_own": is_own}
        yield PersonSection("programs/shifts/_person_protected.html", context, column="side")
