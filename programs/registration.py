"""What this app tells ``people`` about itself (DESIGN 14)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, Q

from people import registry
from people.models import Person
from programs import (
    care_kinds,
    check_in_calendar,
    first_steps,
    framework_nav,
    journey,
    mentoring_kinds,
    mentoring_reminders,
    preceptorship_notices,
    review_reminders,
    today_escalation,
    today_mentorship,
    today_program,
    wall_kinds,
    wall_reminders,
)
from programs.models import Mentorship, PreceptorAssignment, Preceptorship, ProgramCoordinator


def coordinates(person: Person) -> Q:
    return Q(Exists(ProgramCoordinator.objects.filter(person=person)))


def whole_directory(person: Person) -> Q:
    """Coordinators find anybody, because they pair anybody."""
    return Q(Exists(ProgramCoordinator.objects.filter(person=person)))


def partners(person: Person) -> Q:
    """The other side of every open pairing, in both kinds and both directions."""
    assignments = PreceptorAssignment.objects.filter(preceptorship__closed_at=None, valid_to=None)
    learning = Preceptorship.objects.open().of_learner(person)
    mine = Mentorship.objects.open().of(person)
    return (
        Q(pk__in=assignments.filter(preceptorship__in=learning).values("preceptor__person"))
        | Q(
            pk__in=assignments.filter(preceptor__person=person).values(
                "preceptorship__learner__person"
            )
        )
        | Q(pk__in=mine.values("mentor__person"))
        | Q(pk__in=mine.values("learner__person"))
    )


def coordinators_of_mine(person: Person) -> Q:
    """Whoever runs a program in which the person learns or guides, to ask for help."""
    mine = ProgramCoordinator.objects.filter(
        Q(program__cohorts__enrolments__learner__person=person)
        | Q(program__preceptors__person=person)
        | Q(program__mentors__person=person)
    )
    return Q(pk__in=mine.values("person"))


def confidential_mentors(people: Collection[UUID]) -> Iterable[tuple[UUID, UUID]]:
    """Who is the mentor of whom today, and so may not manage them (M7)."""
    mentorships = Mentorship.objects.open().filter(learner__person__in=people)
    return mentorships.values_list("learner__person", "mentor__person")


def register() -> None:
    registry.confidential_mentors.append(confidential_mentors)
    registry.coordinates.append(coordinates)
    registry.person_reasons.extend([whole_directory, partners, coordinators_of_mine])
    registry.register_notice_kinds(*mentoring_kinds.KINDS)
    registry.register_notice_kinds(*care_kinds.KINDS)
    registry.register_notice_kinds(*wall_kinds.KINDS)
    registry.register_notice_kinds(*preceptorship_notices.KINDS)
    registry.register_notice_kinds(*review_reminders.KINDS)
    registry.register_notice_kinds(*mentoring_reminders.KINDS)
    registry.planners |= {
        "reviews": registry.Planner(review_reminders.drafts, review_reminders.stale),
        "mentoring": registry.Planner(mentoring_reminders.drafts, mentoring_reminders.stale),
        "wall": registry.Planner(wall_reminders.drafts),
    }
    for kind in (
        "check_in_planned",
        "check_in_moved",
        "check_in_cancelled",
        "check_in_yours",
        "check_in_yours_cancelled",
    ):
        registry.notice_attachments[kind] = check_in_calendar.attach_invitation
    for kind in ("mentorship_ended", "mentorship_paused"):
        registry.notice_attachments[kind] = check_in_calendar.attach_cancellations
    registry.reader_facts.update(today_mentorship.READER_FACTS)
    registry.journey_entries.append(journey.entries)
    registry.nav_items.append(today_program.nav)
    registry.nav_items.append(today_mentorship.nav)
    registry.nav_items.append(framework_nav.nav)
    registry.first_steps.append(first_steps.bring_a_framework_in)
    registry.first_steps.append(first_steps.create_a_program)
    registry.today.append(today_mentorship.today)
    registry.today.append(today_program.today)
    registry.today.append(today_escalation.today)
