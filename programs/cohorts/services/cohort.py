"""Cohorts: one intake of a program after the other."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.refusal import Refusal
from people.models import Person
from programs import registry
from programs.cohorts.models import Cohort, Enrolment, Program


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
    *,
    cohort: Cohort,
    name: str,
    starts_on: date,
    is_archived: bool = False,
    by: Person,
    at: datetime,
    today: date,
) -> None:
    """Rename a cohort, archive it, or move its start, and with it what has not begun.

    Pairings that run keep their dates.

    :raises CohortError: if the program has another one of that name, or somebody waits or is
        paired in one to be archived.
    """
    if is_archived:
        _refuse_if_in_use(cohort)
    moved, had_begun = starts_on - cohort.starts_on, cohort.starts_on <= today
    cohort.name, cohort.starts_on = name, starts_on
    cohort.archived_at = (cohort.archived_at or at) if is_archived else None
    try:
        with transaction.atomic():
            cohort.save(update_fields=["name", "starts_on", "archived_at"])
    except IntegrityError as error:
        raise CohortError(_name_taken(name)) from error
    for hook in registry.cohort_moved if moved else ():
        hook(cohort, by, at, today)
    for follow in registry.intake_moved if moved and not had_begun else ():
        follow(cohort, moved.days, by, at)


def _refuse_if_in_use(cohort):
    in_use = (Enrolment.Status.WAITING, Enrolment.Status.PAIRED)
    # Who is enrolled meanwhile waits for the row.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if left := cohort.enrolments.filter(status__in=in_use).count():
        words = ngettext(
            "%(count)d person is still waiting or paired here. Withdraw or end that first.",
            "%(count)d people are still waiting or paired here. Withdraw or end that first.",
            left,
        )
        raise CohortError(words % {"count": left})


def _name_taken(name):
    return _("This program has a cohort called “%(name)s” already.") % {"name": name}
