"""Cohorts: one intake of a program after the other."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusal import Refusal
from people.models import Person
from programs import registry
from programs.cohorts.models import Cohort, Program


class CohortError(Refusal):
    """A rule refused the request."""


def create_cohort(*, program: Program, name: str, starts_on: date, at: datetime) -> Cohort:
    """:raises CohortError: if the program has one of that name."""
    try:
        with transaction.atomic():
            return Cohort.objects.create(
                program=program, name=name, starts_on=starts_on, created_at=at
            )
    except IntegrityError as error:
        raise CohortError(_name_taken(name)) from error


@transaction.atomic
def update_cohort(
    *, cohort: Cohort, name: str, starts_on: date, by: Person, at: datetime, today: date
) -> None:
    """Rename a cohort or move its start, which moves every pairing that has not begun.

    Pairings that run keep their dates.

    :raises CohortError: if the program has another one of that name.
    """
    is_moved = starts_on != cohort.starts_on
    cohort.name, cohort.starts_on = name, starts_on
    try:
        with transaction.atomic():
            cohort.save(update_fields=["name", "starts_on"])
    except IntegrityError as error:
        raise CohortError(_name_taken(name)) from error
    if is_moved:
        for hook in registry.cohort_moved:
            hook(cohort, by, at, today)


def _name_taken(name):
    return _("This program has a cohort called “%(name)s” already.") % {"name": name}
