"""What somebody's leaving means to their pairings: who is named before, and what follows."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Person
from people.registry import Dependant
from programs.mentoring.mentorships.models import Mentorship
from programs.preceptorships.models import PreceptorAssignment, Preceptorship


def dependants(person: Person, today: date) -> Iterable[Dependant]:
    """The open pairings of a person, each with the other one's name."""
    yield from (_of_assignment(row) for row in _assignments_of(person))
    for preceptorship in Preceptorship.objects.open().of_learner(person).with_people():
        yield _of_preceptorship(preceptorship, person.name, _("Their own preceptorship"))
    for mentorship in Mentorship.objects.open().of(person).with_people():
        yield Dependant(
            title=mentorship.partner_of(person).name,
            detail=_("Mentorship in %(program)s") % {"program": mentorship.program.name},
            url=reverse("programs:program-mentorships", args=[mentorship.program_id]),
        )


def _assignments_of(person):
    held = PreceptorAssignment.objects.of_open_pairings().filter(preceptor__person=person)
    held = held.select_related("preceptorship__program", "preceptorship__learner__person")
    return held.order_by("-role", "preceptorship__learner__person__sort_name")


def _of_assignment(assignment):
    is_primary = assignment.role == PreceptorAssignment.Role.PRIMARY
    part = _("Their learner") if is_primary else _("They stand in as backup")
    preceptorship = assignment.preceptorship
    return _of_preceptorship(preceptorship, preceptorship.learner.person.name, part)


def _of_preceptorship(preceptorship, name, part):
    return Dependant(
        title=name,
        detail=f"{part} · {preceptorship.program.name}",
        url=reverse("programs:preceptorship-plan", args=[preceptorship.pk]),
    )
