"""What this app tells ``people`` about itself (DESIGN 14)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from people import registry
from people.models import GuideRole, Person
from programs import (
    care_kinds,
    check_in_calendar,
    first_steps,
    framework_nav,
    journey,
    mentoring_kinds,
    mentoring_reminders,
    mentorship_pairing,
    preceptorship_notices,
    preceptorship_pairing,
    review_reminders,
    today_escalation,
    today_mentorship,
    today_program,
    wall_kinds,
    wall_reminders,
)
from programs import registry as programs
from programs.models import (
    Mentorship,
    PreceptorAssignment,
    Program,
    ProgramCoordinator,
)
from programs.services.care import fill_care_queue


def coordinates(person: Person) -> Q:
    return Q(Exists(ProgramCoordinator.objects.filter(person=person)))


def my_preceptors(person: Person) -> QuerySet:
    mine = _assignments().filter(preceptorship__learner__person=person)
    return mine.values("preceptor__person")


def my_learners(person: Person) -> QuerySet:
    mine = _assignments().filter(preceptor__person=person)
    return mine.values("preceptorship__learner__person")


def my_mentors(person: Person) -> QuerySet:
    return Mentorship.objects.open().of_mentee(person).values("mentor__person")


def my_mentees(person: Person) -> QuerySet:
    return Mentorship.objects.open().guided_by(person).values("learner__person")


def coordinators_where_i_learn(person: Person) -> QuerySet:
    """Whoever runs a program in which the person learns, to ask for help."""
    return _coordinators(program__cohorts__enrolments__learner__person=person)


def coordinators_where_i_precept(person: Person) -> QuerySet:
    return _coordinators(program__preceptors__person=person)


def coordinators_where_i_mentor(person: Person) -> QuerySet:
    return _coordinators(program__mentors__person=person)


def _assignments():
    """Of those who precept now, in planned, active and paused pairings."""
    return PreceptorAssignment.objects.of_open_pairings()


def _coordinators(**conditions):
    return ProgramCoordinator.objects.filter(**conditions).values("person")


PERSON_REASONS = (
    my_preceptors,
    my_learners,
    my_mentors,
    my_mentees,
    coordinators_where_i_learn,
    coordinators_where_i_precept,
    coordinators_where_i_mentor,
)


def confidential_mentors(people: Collection[UUID]) -> Iterable[tuple[UUID, UUID]]:
    """Who is the mentor of whom today, and so may not manage them (M7)."""
    mentorships = Mentorship.objects.open().filter(learner__person__in=people)
    return mentorships.values_list("learner__person", "mentor__person")


def refill_care_queue(program: Program, at: datetime) -> None:
    fill_care_queue(program=program, at=at)


def register() -> None:
    programs.pairing_kinds[GuideRole.PRECEPTOR] = preceptorship_pairing.PRECEPTORSHIPS
    programs.pairing_kinds[GuideRole.MENTOR] = mentorship_pairing.MENTORSHIPS
    programs.mentoring_rules_changed.append(refill_care_queue)
    registry.confidential_mentors.append(confidential_mentors)
    registry.coordinates.append(coordinates)
    registry.person_reasons.extend(PERSON_REASONS)
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
    registry.reader_flags.update(today_mentorship.READER_FLAGS)
    registry.journey_entries.append(journey.entries)
    registry.nav_items.append(today_program.nav)
    registry.nav_items.append(today_mentorship.nav)
    registry.nav_items.append(framework_nav.nav)
    registry.first_steps.append(first_steps.bring_a_framework_in)
    registry.first_steps.append(first_steps.create_a_program)
    registry.today.append(today_mentorship.today)
    registry.today.append(today_program.today)
    registry.today.append(today_escalation.today)
