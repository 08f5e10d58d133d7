"""Who may read the cards of a learner: the only place here where a role is compared."""

from programs.preceptorships.models import PreceptorAssignment, Preceptorship
from programs.shifts.models import Shift


def can_read_clearance(person, preceptorship: Preceptorship, *, on) -> bool:
    """Whoever sees the record, works with the learner soon, or is of the learner's unit.

    It says what may be done and never how somebody did: the ward has to know it.
    """
    if can_read_hand_over(person, preceptorship, on=on):
        return True
    unit = preceptorship.learner.person.unit_id
    return preceptorship.is_open and unit is not None and person.unit_id == unit


def can_read_hand_over(person, preceptorship: Preceptorship, *, on) -> bool:
    """Whoever sees the record today, or takes over: for a day to come, or for good."""
    seen = Preceptorship.objects.visible_to(person, on=on)
    if seen.filter(pk=preceptorship.pk).exists():
        return True
    return _takes_over(person, preceptorship, on=on)


def _takes_over(person, preceptorship, *, on):
    coming = PreceptorAssignment.objects.filter(
        preceptorship=preceptorship, preceptor__person=person, valid_from__gt=on
    )
    # A night ends on the day after its own.
    shifts = Shift.objects.standing().of_preceptor(person).filter(ends_at__date__gte=on)
    return coming.exists() or shifts.filter(preceptorship=preceptorship).exists()
