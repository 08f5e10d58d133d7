"""Say when one is away, and take it back (M12)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Absence, Person

# Longer than any leave there is, and short enough to catch a wrong year.
LONGEST = timedelta(days=3 * 366)


class AbsenceError(Refusal):
    """It cannot be noted; the message is for the person."""


@transaction.atomic
def add_absence(*, person: Person, valid_from: date, valid_to: date, today: date) -> Absence:
    """Note that the person is away on these days, both included.

    :raises AbsenceError: if they are over, last longer than three years, or overlap others.
    """
    if valid_to < today:
        raise AbsenceError(_("These days are over."))
    if valid_to - valid_from > LONGEST:
        raise AbsenceError(_("That is more than three years. Please check the year."))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.absences.filter(valid_from__lte=valid_to, valid_to__gte=valid_from).exists():
        raise AbsenceError(_("You have already entered some of these days."))
    return Absence.objects.create(person=person, valid_from=valid_from, valid_to=valid_to)


@transaction.atomic
def end_absence(*, absence: Absence, today: date) -> None:
    """Be there again from today on; one that has not lasted a day is forgotten."""
    if absence.valid_from >= today:
        absence.delete()
        return
    Absence.objects.on(today).filter(pk=absence.pk).update(valid_to=today - timedelta(days=1))
